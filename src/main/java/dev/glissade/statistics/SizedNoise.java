package dev.glissade.statistics;

import java.util.List;

/**
 * The noise of a gradient as batches of one size show it, to be put together with other sizes.
 *
 * <p>The variance of a batch's gradient is f·T, with f known of each size (1/b for rows drawn with replacement) and T the same for all. Of k sizes, T is
 * the mean of the k quotients, which err about alike; |G|² the mean with weights 1/f², as the product of two gradients errs by no more
 * than their variance. The weights follow from the sizes alone, so that both means are unbiased, which they would not be if points that
 * happen to scatter little counted for more.
 *
 * @param share f, above 0
 * @param seen the squared distance to the exact gradient in place of tr Σ̂, and the inner product of two independent gradients in place of |G|²̂,
 *     averaged over pairs of draws, all of equal weight
 */
public record SizedNoise(double share, NoiseAverage seen) {

    public SizedNoise {
        if (!(share > 0 && share < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a share of %s; it lies above 0".formatted(share));
        }
    }

    /**
     * The noise scale (T − c)/|G|², and what it is made of.
     *
     * @param sizes drawn independently, one at least
     * @param offset c, what T is larger than tr Σ: 0, or the squared norm of the mean gradient for Bernoulli batches
     */
    public static NoiseScale together(List<SizedNoise> sizes, double offset) {
        double all = sizes.stream()
                .mapToDouble(size -> 1 / (size.share * size.share))
                .sum();
        double trace = 0;
        double norm = 0;
        double traceVariance = 0;
        double normVariance = 0;
        double covariance = 0;
        double fewest = Double.POSITIVE_INFINITY;
        for (SizedNoise size : sizes) {
            NoiseAverage seen = size.seen;
            double ofTrace = 1 / (size.share * sizes.size());
            double ofNorm = 1 / (size.share * size.share) / all;
            double degrees = seen.effectiveSteps() - 1;
            double ofMeans = 1 / (seen.weight() * degrees);
            trace += ofTrace * seen.trace();
            norm += ofNorm * seen.squaredNorm();
            traceVariance += ofTrace * ofTrace * seen.traceSquares() * ofMeans;
            normVariance += ofNorm * ofNorm * seen.normSquares() * ofMeans;
            covariance += ofTrace * ofNorm * seen.products() * ofMeans;
            fewest = Math.min(fewest, degrees);
        }
        return NoiseScale.of(new MeanPair(trace - offset, norm, traceVariance, normVariance, covariance), fewest);
    }
}
