package dev.glissade.statistics;

/**
 * The gradient noise scale B = tr(Σ)/|G|² in rows, the batch size at which the noise of a batch's gradient and the gradient itself are
 * equally long (McCandlish, Kaplan et al. 2018, section 2.2), with its 95 % interval.
 *
 * <p>Estimates of single steps, tr Σ̂ᵢ and |G|²̂ᵢ, are unbiased but not their quotients, so both are averaged first. The interval of the
 * quotient of the averages is that of Fieller (1954): all θ ≥ 0 that a t test of "the mean of tr Σ̂ − θ·|G|²̂ is 0" does not refuse,
 * (T̄ − θḠ)² ≤ t²(v_T − 2θ v_TG + θ² v_G), with v the variances of the means and v_TG their covariance, as both come from the same rows. It
 * does not presume that the quotient is anywhere near normal.
 *
 * <p>Where the interval of |G|² holds 0, the noise scale is not resolved: any large B fits, and the interval has no upper end. A mean of |G|²
 * so far below 0 that no θ is left, which happens once in forty times where there is no gradient, is taken for 0.
 *
 * @param trace tr Σ, the variance of a row's gradient, summed over the parameters, with Student's interval
 * @param squaredNorm |G|², the squared norm of the mean gradient, with Student's interval
 * @param scale B in rows; its estimate is infinite where that of |G|² is not positive
 */
public record NoiseScale(Interval trace, Interval squaredNorm, Interval scale) {

    /** Whether a gradient stands out of the noise, which gives the noise scale an upper end. */
    public boolean resolved() {
        return squaredNorm.low() > 0;
    }

    /**
     * From the two means.
     *
     * @param means tr Σ̂ above, |G|²̂ below
     * @param degrees of freedom of the variances
     */
    static NoiseScale of(MeanPair means, double degrees) {
        double t = StudentT.quantile(degrees);
        return new NoiseScale(
                Interval.around(means.above(), t * Math.sqrt(means.aboveVariance())),
                Interval.around(means.below(), t * Math.sqrt(means.belowVariance())),
                quotient(means, t));
    }

    /** The θ ≥ 0 with aθ² − 2mθ + c ≤ 0. */
    private static Interval quotient(MeanPair means, double t) {
        double above = Math.max(0, means.above());
        double below = means.below();
        double estimate = below > 0 ? above / below : Double.POSITIVE_INFINITY;
        if (Double.isInfinite(t)) {
            return new Interval(estimate, 0, Double.POSITIVE_INFINITY);
        }
        double margin = t * t * means.belowVariance();
        if (below < 0 && below * below >= margin) {
            below = 0;
        }
        double a = below * below - margin;
        double m = above * below - t * t * means.covariance();
        double c = above * above - t * t * means.aboveVariance();
        // rounding alone can bring it below 0
        double larger = m + Math.sqrt(Math.max(0, m * m - a * c));
        double low = c > 0 ? c / larger : 0;
        double high = a > 0 ? larger / a : Double.POSITIVE_INFINITY;
        return new Interval(estimate, Math.min(low, estimate), Math.max(high, estimate));
    }
}
