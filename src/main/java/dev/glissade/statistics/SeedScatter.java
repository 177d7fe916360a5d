package dev.glissade.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * How far ln S of single seeds lies from the centre of its batch size.
 *
 * @param squares Σ(ln S − centre)² over the seeds
 * @param degrees of freedom: seeds less one
 */
record SeedScatter(double squares, double degrees) {

    /** Of all batch sizes together, each about its own centre. */
    static SeedScatter pooled(List<StepsToTarget> batches) {
        double squares = 0;
        double degrees = 0;
        for (StepsToTarget batch : batches) {
            SeedScatter own = batch.scatter();
            squares += own.squares;
            degrees += own.degrees;
        }
        return new SeedScatter(squares, degrees);
    }

    /** Of a single seed; not a number where there is one seed only. */
    double variance() {
        return squares / degrees;
    }

    /** Whether it tells anything: some seeds, and not all equal. */
    boolean isKnown() {
        return degrees > 0 && squares > 0;
    }

    /** The variance of a single seed at each of the batch sizes, shrunk to the trend of all; ones where it is not known. */
    static double[] variances(List<StepsToTarget> batches) {
        double[] own = new double[batches.size()];
        if (!pooled(batches).isKnown()) {
            Arrays.fill(own, 1);
            return own;
        }
        double[] degrees = new double[own.length];
        double[] places = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            SeedScatter scatter = batches.get(i).scatter();
            degrees[i] = scatter.degrees;
            own[i] = scatter.degrees > 0 ? scatter.variance() : 0;
            places[i] = StrictMath.log((double) batches.get(i).batchSize());
        }
        return VarianceTrend.shrunk(places, own, degrees);
    }
}
