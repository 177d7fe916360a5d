package dev.glissade.statistics;

/**
 * The variance of a gradient at one batch size, from independent draws.
 *
 * @param batchSize b
 * @param variance the mean squared distance of a batch's gradient to the exact one, positive
 * @param standardError of that mean, from the draws' own scatter
 * @param draws how many
 */
public record VariancePoint(double batchSize, double variance, double standardError, int draws) {

    public VariancePoint {
        if (!(batchSize > 0 && variance > 0 && standardError >= 0 && draws > 0)) {
            throw new IllegalArgumentException("a variance of %s ± %s at batch size %s from %d draws"
                    .formatted(variance, standardError, batchSize, draws));
        }
    }

    /** From the squared distances of at least two draws' gradients to the exact gradient. */
    public static VariancePoint of(double batchSize, Sample squaredDistances) {
        return new VariancePoint(
                batchSize, squaredDistances.mean(), squaredDistances.standardError(), squaredDistances.count());
    }

    /**
     * From pairs of draws, as {@link SizedNoise} has them; two pairs at least.
     *
     * @param unit what the squared distances are divided by
     */
    public static VariancePoint of(double batchSize, NoiseAverage pairs, double unit) {
        double count = pairs.effectiveSteps();
        double standardError = Math.sqrt(pairs.traceSquares() / (pairs.weight() * (count - 1)));
        return new VariancePoint(batchSize, pairs.trace() / unit, standardError / unit, (int) count);
    }

    /** The variance of ln variance, about. */
    double relativeVariance() {
        double relative = standardError / variance;
        return relative * relative;
    }
}
