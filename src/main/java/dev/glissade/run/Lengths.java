package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.GradientSettings;
import dev.glissade.config.OptimizerSettings;
import dev.glissade.config.Span;
import dev.glissade.config.StopSettings;
import dev.glissade.config.UserError;
import dev.glissade.sampling.Sampling;
import java.util.Optional;

/**
 * Lengths of a run in steps, once the size of the table is known.
 *
 * @param stop the run's limits
 * @param sampling how batches are drawn
 * @param batchSize b
 * @param rows N
 * @param defaultEpochs whether twenty epochs are the limit where none is set
 */
record Lengths(StopSettings stop, Sampling sampling, long batchSize, long rows, boolean defaultEpochs) {

    /** @throws UserError if the batch is larger than the table */
    static Lengths of(Configuration configuration, long rows) {
        boolean quasiNewton = configuration.optimizer().kind() == OptimizerSettings.Kind.LBFGS;
        long batchSize = quasiNewton ? rows : configuration.gradient().rowsPerStep(rows);
        Sampling sampling = new Sampling(mode(configuration.gradient().sampling()), configuration.seed());
        return new Lengths(configuration.stop(), sampling, batchSize, rows, !quasiNewton);
    }

    private static Sampling.Mode mode(GradientSettings.Sampling sampling) {
        return switch (sampling) {
            case EPOCH_SHUFFLE -> Sampling.Mode.EPOCH_SHUFFLE;
            case WITHOUT_REPLACEMENT -> Sampling.Mode.WITHOUT_REPLACEMENT;
            case WITH_REPLACEMENT -> Sampling.Mode.WITH_REPLACEMENT;
            case BERNOULLI -> Sampling.Mode.BERNOULLI;
        };
    }

    /** In steps. */
    long steps(Span span) {
        return span.unit() == Span.Unit.STEPS ? (long) span.amount() : sampling.steps(span.amount(), batchSize, rows);
    }

    /** In steps, one at least. */
    long atLeastOne(Span span) {
        return Math.max(1, steps(span));
    }

    /** The most epochs; empty for no limit. */
    Optional<Double> epochLimit() {
        return defaultEpochs ? stop.epochLimit() : stop.maxEpochs();
    }

    /**
     * The most steps that the run can take, with Bernoulli batches as many as are expected; the largest number if only time or
     * a target ends it.
     */
    long maxSteps() {
        long byEpochs = epochLimit().map(epochs -> steps(Span.epochs(epochs))).orElse(Long.MAX_VALUE);
        return Math.min(byEpochs, stop.maxSteps().orElse(Long.MAX_VALUE));
    }

    /**
     * The most steps that the run can take.
     *
     * @param key what needs it
     * @throws UserError if there is no limit on them
     */
    long horizon(String key) {
        if (maxSteps() == Long.MAX_VALUE) {
            throw new UserError(
                    key + ": must be given where neither stop.max-epochs nor stop.max-steps is: it follows from them");
        }
        return maxSteps();
    }
}
