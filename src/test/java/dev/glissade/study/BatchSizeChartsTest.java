package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.DenseVector;
import dev.glissade.report.Chart;
import dev.glissade.report.Point;
import dev.glissade.study.Outcome.Look;
import dev.glissade.study.Outcome.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Curves of outcomes that are written down here: F* = 1, F at the start 2. */
class BatchSizeChartsTest {

    private static final Reference REFERENCE =
            new Reference(1000, 1000, 2, 1, 1, 1.01, 4, 1, DenseVector.wrap(new double[] {0}), "accuracy");

    private static Outcome outcome(long seed, Status status, double... objectives) {
        List<Look> path = IntStream.range(0, objectives.length)
                .mapToObj(step -> new Look(step, step * 0.1, objectives[step], 0.5))
                .toList();
        return new Outcome(10, 0.1, seed, status, path.size(), 1, path.size(), 1.1, 1.1, 0.9, 0.8, Double.NaN, path);
    }

    private static List<Point> byStep(Outcome... outcomes) {
        Chart chart = new BatchSizeCharts(REFERENCE, List.of(new Steps(10, List.of(outcomes))), Map.of(10L, 0.5))
                .objectives()
                .get(0);
        return chart.series().get(0).points();
    }

    /** At step 1 one seed is below F*, which a mean of logarithms would leave out: the others alone are worse than the seeds are. */
    @Test
    void aCurveIsTheMedianOfAllSeeds() {
        List<Point> points = byStep(
                outcome(0, Status.CONVERGED, 2, 0.5),
                outcome(1, Status.CONVERGED, 2, 1.25),
                outcome(2, Status.NOT_CONVERGED, 2, 1.75));
        assertThat(points).containsExactly(new Point(0, 1, 1, 1), new Point(1, 0.25, 1e-12, 0.75));
    }

    @Test
    void aCurveEndsWithTheShortestRun() {
        assertThat(byStep(outcome(0, Status.CONVERGED, 2, 1.5), outcome(1, Status.CONVERGED, 2, 1.75, 1.25)))
                .containsExactly(new Point(0, 1, 1, 1), new Point(1, 0.625, 0.5, 0.75));
    }

    @Test
    void aRunThatDivergedIsLeftOutUnlessAllDid() {
        Outcome diverged = outcome(0, Status.DIVERGED, 2, 5);
        assertThat(byStep(diverged, outcome(1, Status.CONVERGED, 2, 1.5)))
                .containsExactly(new Point(0, 1, 1, 1), new Point(1, 0.5, 0.5, 0.5));
        assertThat(byStep(diverged)).containsExactly(new Point(0, 1, 1, 1), new Point(1, 4, 4, 4));
    }
}
