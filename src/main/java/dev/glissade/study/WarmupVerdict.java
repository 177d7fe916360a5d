package dev.glissade.study;

import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Mark;
import dev.glissade.report.Point;
import dev.glissade.report.Series;
import dev.glissade.study.Outcome.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a warm-up rescued rates past 2/L: what the runs show, in words and as a chart.
 *
 * @param sweep with the runs that were done with and without
 */
record WarmupVerdict(RateSweep sweep) {

    private static final String WHY =
            "Along the direction of the largest curvature L each step multiplies the distance to the minimum by 1 − ηL. Past η = 2/L"
                    + " that is more than 1 in magnitude, however small the rate was before: a warm-up puts off the step from which the"
                    + " distance grows, and no more.";

    private static final String WHY_WITH_MOMENTUM =
            "Along the direction of the largest curvature L the distance to the minimum grows once the rate is past %s times 2/L, the bound"
                    + " with this momentum, however small the rate was before: a warm-up puts off the step from which it grows, and no more.";

    private static final String NOISE_TOO =
            " Noise may have its part in it: that of batches ends the range of stable rates earlier.";

    private static final String NOISE =
            "At %s steps without noise would be stable on a quadratic of this curvature: that of the batches can make runs diverge there, or"
                    + " a curvature that is larger on the way, and the bound explains neither.";

    private static final String NOT_EVERYWHERE =
            "2/L is exact for a quadratic without noise, whose curvature is the same everywhere; of other objectives it is the limit where"
                    + " L was taken.";

    boolean isKnown() {
        return !sweep.warmed().outcomes().isEmpty();
    }

    private long diverged(Steps steps) {
        return sweep.warmed().rates().stream()
                .mapToLong(rate -> RateSweep.count(steps, rate, Status.DIVERGED))
                .sum();
    }

    /** What the runs show, and why. */
    String inWords() {
        if (!isKnown()) {
            return sweep.toWarm().isEmpty()
                    ? "No run diverged%s: there was nothing for a warm-up to rescue."
                            .formatted(sweep.isCurved() ? ", and no rate tried is past the bound" : "")
                    : "The configuration has a warm-up itself, with which all of its runs were done.";
        }
        long runs = sweep.warmed().outcomes().size();
        long without = diverged(sweep.swept());
        long with = diverged(sweep.warmed());
        String figures = "Over %s steps of warm-up, at %s: without it %d of %d runs diverged, with it %d."
                .formatted(
                        Verdict.number(sweep.warmupSteps()),
                        listed(sweep.warmed().rates()),
                        without,
                        runs,
                        with);
        if (without == 0 && with == 0) {
            return sentences(figures, "There was nothing to rescue: no run diverged at any rate tried.", limits());
        }
        long away = sweep.warmed().rates().stream()
                .mapToLong(rate -> sweep.movingAway(sweep.warmed(), rate))
                .sum();
        if (away > 0 && with + away == runs) {
            return sentences(
                    figures,
                    "%d more moved away from the minimum when their steps were over. Warm-up rescued no run."
                            .formatted(away),
                    why());
        }
        long atRest = sweep.warmed().rates().stream()
                .mapToLong(rate -> sweep.atRest(sweep.warmed(), rate))
                .sum();
        if (without > 0 && atRest > 0 && with + away + atRest == runs) {
            return sentences(
                    figures,
                    "Of the others %d moved away from the minimum when their steps were over, and %d had come to the minimum in the warm-up, to the last digit, so that no distance was left to grow."
                            .formatted(away, atRest),
                    why());
        }
        if (with == runs) {
            return sentences(figures, "Warm-up rescued no run.", why());
        }
        if (with >= without) {
            return sentences(figures, "Warm-up did not help.", why());
        }
        return sentences(figures, "Here warm-up helped runs through.", limits());
    }

    private static String sentences(String... some) {
        return Arrays.stream(some).filter(each -> !each.isEmpty()).collect(Collectors.joining(" "));
    }

    /** Why a warm-up is of no use, of rates past the bound; what else it may be of those that are not. */
    private String why() {
        if (sweep.stretch().isEmpty()) {
            return limits();
        }
        List<Double> within = sweep.warmed().rates().stream()
                .filter(rate -> !sweep.isPastBound(rate))
                .toList();
        if (within.isEmpty()) {
            double times = sweep.stretch().orElseThrow();
            String reason = times == 1 ? WHY : WHY_WITH_MOMENTUM.formatted(Verdict.number(times));
            return sweep.bound().noisy() ? reason + NOISE_TOO : reason;
        }
        return sweep.bound().noisy() ? sentences(NOISE.formatted(listed(within)), curvatures()) : limits();
    }

    /** What the bound is good for; of a loss with kinks, or a method of which none is known, there is none. */
    private String limits() {
        if (!sweep.isCurved()) {
            return sweep.bound().kinks()
                    ? "The loss has kinks: no bound on the rate is known that this could be held against."
                    : "";
        }
        return sweep.stretch().isEmpty()
                ? "No bound on the rate of this method is known that this could be held against."
                : sentences(NOT_EVERYWHERE, curvatures());
    }

    private static String listed(List<Double> rates) {
        return rates.stream().map(Verdict::number).collect(Collectors.joining(", "));
    }

    private String curvatures() {
        double start = sweep.reference().startSmoothness();
        double minimum = sweep.reference().smoothness();
        return "L is %s at the start and %s at the minimum, so 2/L is %s and %s."
                .formatted(
                        Verdict.number(start),
                        Verdict.number(minimum),
                        Verdict.number(sweep.boundAtStart()),
                        Verdict.number(sweep.boundAtMinimum()));
    }

    /** What {@link #table} has in its columns. */
    List<String> head() {
        List<String> head = new ArrayList<>();
        head.add("learning rate");
        if (sweep.isCurved()) {
            head.add("over 2/L at the start");
        }
        head.addAll(List.of("diverged without warm-up", "with it", "met the target without", "with it"));
        return head;
    }

    /** A row a rate: the rate, that over 2/L where there is one, and how many runs diverged and met the target, without warm-up and with it. */
    List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        for (double rate : sweep.warmed().rates()) {
            List<String> row = new ArrayList<>();
            row.add(Verdict.number(rate));
            if (sweep.isCurved()) {
                row.add(Verdict.number(rate / sweep.boundAtStart()));
            }
            row.addAll(List.of(
                    ofAll(sweep.swept(), rate, Status.DIVERGED),
                    ofAll(sweep.warmed(), rate, Status.DIVERGED),
                    ofAll(sweep.swept(), rate, Status.CONVERGED),
                    ofAll(sweep.warmed(), rate, Status.CONVERGED)));
            rows.add(row);
        }
        return rows;
    }

    private static String ofAll(Steps steps, double rate, Status status) {
        return "%d of %d"
                .formatted(
                        RateSweep.count(steps, rate, status),
                        RateSweep.at(steps, rate).size());
    }

    /** The objective of the first seed, at each of the rates with and without. */
    Chart chart() {
        Chart chart = Chart.of(
                        "warmup",
                        "The objective with warm-up and without",
                        Axis.linear("steps"),
                        Axis.logarithmic("objective above its minimum, F − F*"))
                .withCaption(
                        "Runs of the first seed: without warm-up solid, with it dashed in the same colour, up to where they diverged or"
                                + " ended."
                                + (sweep.isCurved()
                                        ? " The marks say where the rate of a warm-up passes 2/L of the start."
                                        : ""));
        for (double rate : sweep.warmed().rates()) {
            String name = "η = " + Verdict.number(rate);
            chart = chart.with(Series.plainLine(name, path(sweep.swept(), rate)))
                    .with(Series.plainLine(name + ", warm-up", path(sweep.warmed(), rate))
                            .withDashes()
                            .inColorOf(name));
        }
        for (double rate : sweep.warmed().rates()) {
            if (sweep.isCurved() && rate > sweep.boundAtStart()) {
                chart = chart.with(Mark.vertical(
                        sweep.warmupSteps() * sweep.boundAtStart() / rate,
                        "warm-up to %s passes 2/L".formatted(Verdict.number(rate))));
            }
        }
        return chart;
    }

    private List<Point> path(Steps steps, double rate) {
        return RateSweep.at(steps, rate).get(0).path().stream()
                .map(look -> Point.of(
                        (double) look.step(),
                        look.objective() - sweep.reference().optimumLooked()))
                .toList();
    }
}
