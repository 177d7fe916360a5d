package dev.glissade.study;

import dev.glissade.gradient.ExactNoise;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.GradientSum;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Kernels;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.NoiseAverage;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradients of independent batches at frozen weights, as training would draw them, many to a pass over the rows.
 *
 * @param rows the table
 * @param penalty whose gradient is the same for every batch
 * @param weights w
 * @param exact what all rows say at w
 */
record GradientDraws(GradientSource rows, Penalty penalty, DenseVector weights, ExactNoise exact) {

    /** Gradients that one answer may hold. */
    private static final long BYTES_AT_ONCE = 64L << 20;

    /** Batches of an answer, however short their gradients. */
    private static final long MOST_AT_ONCE = 4096;

    /**
     * The mean of ‖g_B − ḡ‖² over draws, in place of tr Σ̂, and that of the inner product of two whole gradients, with the penalty's, which is an
     * unbiased estimate of |G|², in place of |G|²̂; a step of the average is a pair of draws.
     *
     * @param sampling its seed tells draws from others
     * @param batchSize b
     * @param draws an even number of them
     */
    NoiseAverage average(Sampling sampling, long batchSize, int draws) {
        NoiseAverage average = NoiseAverage.plain();
        int atOnce = atOnce();
        for (int from = 0; from < draws; from += atOnce) {
            List<GradientRequest> requests = new ArrayList<>();
            for (int draw = from; draw < Math.min(draws, from + atOnce); draw++) {
                requests.add(new SumRequest(batch(sampling, draw, batchSize, rows.rows()), List.of(weights)));
            }
            List<GradientAnswer> answers = rows.answer(requests);
            for (int i = 0; i < answers.size(); i += 2) {
                DenseVector one = gradient(answers.get(i), batchSize);
                DenseVector other = gradient(answers.get(i + 1), batchSize);
                double squares = (squaredDistance(one) + squaredDistance(other)) / 2;
                average = average.plus(squares, product(whole(one), whole(other)));
            }
        }
        return average;
    }

    /** An even number. */
    private int atOnce() {
        long fitting = BYTES_AT_ONCE / ((long) Double.BYTES * weights.size());
        return (int) Math.max(2, Math.min(MOST_AT_ONCE, fitting) / 2 * 2);
    }

    /** A batch of the size asked for; in epochs one at a random place of an epoch of its own, none of the short ones at their ends. */
    static Batch batch(Sampling sampling, long draw, long batchSize, long rows) {
        long before = sampling.mode() == Mode.EPOCH_SHUFFLE
                ? Math.addExact(Math.multiplyExact(draw, rows), sampling.pick(draw, rows - batchSize + 1))
                : 0;
        return sampling.batch(draw, before, batchSize, rows);
    }

    /** Divided by the batch's expected weight. */
    private DenseVector gradient(GradientAnswer answer, long batchSize) {
        double expectedWeight = (double) batchSize / rows.rows() * rows.totalWeight();
        return ((GradientSum) answer).gradients().get(0).times(1 / expectedWeight);
    }

    private double squaredDistance(DenseVector gradient) {
        double distance = gradient.plus(-1, exact.gradient()).norm();
        return distance * distance;
    }

    private DenseVector whole(DenseVector gradient) {
        return penalty.addSmoothGradient(gradient, weights);
    }

    private static double product(DenseVector one, DenseVector other) {
        return Kernels.dot(one.values(), 0, other.values(), 0, one.size());
    }
}
