package dev.glissade.bench;

import java.util.List;
import java.util.Optional;

/**
 * What one contestant came to.
 *
 * @param name in the table
 * @param settings what it was told
 * @param version whose and which
 * @param figures one a round; none if it took no part in the rounds, and then the note says why
 * @param ratios beside others
 * @param note what else is to be said
 */
public record Line(
        String name, String settings, String version, List<Double> figures, List<Ratio> ratios, String note) {

    /** How a ratio is known. */
    public enum Known {
        /** From the figures of both. */
        MEASURED,
        /** The contestant was given up: it is more. */
        AT_LEAST,
        /** The other one was given up: it is less. */
        AT_MOST
    }

    /**
     * A ratio to another contestant.
     *
     * @param other whose figures are below the line
     * @param spread of the ratios of the rounds, or of what bounds them
     * @param known how
     * @param bar that is to be reached
     */
    public record Ratio(String other, Spread spread, Known known, Optional<Bar> bar) {

        /** Whether the bar is reached; empty if there is none, or if that cannot be told. */
        public Optional<Boolean> reached() {
            return bar.flatMap(this::reached);
        }

        private Optional<Boolean> reached(Bar wanted) {
            boolean reached = wanted.reached(spread.median());
            boolean moreReaches = wanted.side() == Bar.Side.AT_LEAST;
            boolean certain = switch (known) {
                case MEASURED -> true;
                case AT_LEAST -> reached == moreReaches;
                case AT_MOST -> reached != moreReaches;
            };
            return certain ? Optional.of(reached) : Optional.empty();
        }
    }

    public Line {
        figures = List.copyOf(figures);
        ratios = List.copyOf(ratios);
    }

    /** Of the figures; empty if there is none. */
    public Optional<Spread> spread() {
        return figures.isEmpty() ? Optional.empty() : Optional.of(Spread.of(figures));
    }
}
