package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.Progress;
import java.util.function.IntFunction;

/**
 * Mean and variance of an estimate over many draws, for tests.
 *
 * @param mean coordinate by coordinate
 * @param variances of single draws
 * @param count of the draws
 */
record Draws(DenseVector mean, DenseVector variances, int count) {

    /** Of an estimate that follows from the number of the draw. */
    static Draws of(int count, IntFunction<DenseVector> estimate) {
        double[] mean = estimate.apply(0).toArray();
        double[] squares = new double[mean.length];
        for (int draw = 1; draw < count; draw++) {
            DenseVector drawn = estimate.apply(draw);
            for (int j = 0; j < mean.length; j++) { // Welford's recurrence, which loses nothing to a large mean
                double before = drawn.get(j) - mean[j];
                mean[j] += before / (draw + 1);
                squares[j] += before * (drawn.get(j) - mean[j]);
            }
        }
        return new Draws(DenseVector.wrap(mean), DenseVector.wrap(squares).times(1.0 / (count - 1)), count);
    }

    /** Where draws are independent of each other: an epoch's shuffle is looked at once an epoch, in its second batch. */
    static Progress position(Mode mode, int draw, long size, long rows) {
        return new Progress(draw, mode == Mode.EPOCH_SHUFFLE ? draw * rows + size : draw * size);
    }

    /** The variance of the whole vector. */
    double trace() {
        double trace = 0;
        for (double variance : variances.values()) {
            trace += variance;
        }
        return trace;
    }

    /** Within four standard errors, in each coordinate. */
    void assertMeanIs(DenseVector expected) {
        for (int j = 0; j < expected.size(); j++) {
            assertThat(mean.get(j))
                    .as("coordinate %d", j)
                    .isCloseTo(expected.get(j), within(4 * Math.sqrt(variances.get(j) / count)));
        }
    }
}
