package dev.glissade.study;

import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Mark;
import dev.glissade.report.Point;
import dev.glissade.report.Series;
import dev.glissade.study.Outcome.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a warm-up rescued rates past 2/L: what the runs show, in words and as a chart.
 *
 * @param sweep with the runs that were done with and without
 */
record WarmupVerdict(RateSweep sweep) {

    /** What {@link #table} has in its columns. */
    static final List<String> HEAD = List.of(
            "learning rate",
            "over 2/L at the start",
            "diverged without warm-up",
            "with it",
            "met the target without",
            "with it");

    private static final String WHY =
            "Along the direction of the largest curvature L each step multiplies the distance to the minimum by 1 − ηL. Past η = 2/L"
                    + " that is more than 1 in magnitude, however small the rate was before: a warm-up puts off the step from which the"
                    + " distance grows, and no more.";

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
                    ? "No run diverged, and no rate tried is past 2/L: there was nothing for a warm-up to rescue."
                    : "The configuration has a warm-up itself, with which all of its runs were done.";
        }
        long runs = sweep.warmed().outcomes().size();
        long without = diverged(sweep.swept());
        long with = diverged(sweep.warmed());
        String figures = "Over %s steps of warm-up, at %s: without it %d of %d runs diverged, with it %d."
                .formatted(
                        Verdict.number(sweep.warmupSteps()),
                        String.join(
                                ", ",
                                sweep.warmed().rates().stream()
                                        .map(Verdict::number)
                                        .toList()),
                        without,
                        runs,
                        with);
        if (without == 0 && with == 0) {
            return "%s There was nothing to rescue: no run diverged at any rate tried. %s %s"
                    .formatted(figures, NOT_EVERYWHERE, curvatures());
        }
        long away = sweep.warmed().rates().stream()
                .mapToLong(rate -> sweep.movingAway(sweep.warmed(), rate))
                .sum();
        if (away > 0 && with + away == runs) {
            return "%s %d more moved away from the minimum when their steps were over. Warm-up rescued no run. %s"
                    .formatted(figures, away, WHY);
        }
        long atRest = sweep.warmed().rates().stream()
                .mapToLong(rate -> sweep.atRest(sweep.warmed(), rate))
                .sum();
        if (without > 0 && atRest > 0 && with + away + atRest == runs) {
            return "%s Of the others %d moved away from the minimum when their steps were over, and %d had come to the minimum in the"
                            .formatted(figures, away, atRest)
                    + " warm-up, to the last digit, so that no distance was left to grow. " + WHY;
        }
        if (with == runs) {
            return "%s Warm-up rescued no run. %s".formatted(figures, WHY);
        }
        if (with >= without) {
            return "%s Warm-up did not help. %s %s".formatted(figures, WHY, curvatures());
        }
        return "%s Here warm-up helped runs through. %s %s".formatted(figures, NOT_EVERYWHERE, curvatures());
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

    /** A row a rate: the rate, that over 2/L, and how many runs diverged and met the target, without warm-up and with it. */
    List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        for (double rate : sweep.warmed().rates()) {
            rows.add(List.of(
                    Verdict.number(rate),
                    Verdict.number(rate / sweep.boundAtStart()),
                    ofAll(sweep.swept(), rate, Status.DIVERGED),
                    ofAll(sweep.warmed(), rate, Status.DIVERGED),
                    ofAll(sweep.swept(), rate, Status.CONVERGED),
                    ofAll(sweep.warmed(), rate, Status.CONVERGED)));
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
                                + " ended. The marks say where the rate of a warm-up passes 2/L of the start.");
        for (double rate : sweep.warmed().rates()) {
            String name = "η = " + Verdict.number(rate);
            chart = chart.with(Series.plainLine(name, path(sweep.swept(), rate)))
                    .with(Series.plainLine(name + ", warm-up", path(sweep.warmed(), rate))
                            .withDashes()
                            .inColorOf(name));
        }
        for (double rate : sweep.warmed().rates()) {
            if (rate > sweep.boundAtStart()) {
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
