package dev.glissade.statistics;

/**
 * Averages of the estimates of a gradient's noise over steps, tr Σ̂ and |G|²̂ apart, and how the pair scatters; the steps of longer ago
 * weigh less while weights of the model change.
 *
 * <p>The i-th of n steps weighs dⁿ⁻ⁱ, d the decay: with W the sum of the weights, means are divided by W, so they are unbiased from the
 * first step on, and not drawn to a starting value. The n̂ = W²/Σwᵢ² steps that count (Kish 1965) are all of them at d = 1, and (1 + d)/(1 − d)
 * of very many. Scatter is kept as weighted squares about the mean, by the recurrence of West (1979), which loses no digits where
 * the mean is large beside it.
 *
 * @param decay d, above 0 and at most 1; it may be another from step to step
 * @param weight W = Σwᵢ
 * @param squaredWeight Σwᵢ²
 * @param trace the mean of tr Σ̂
 * @param squaredNorm the mean of |G|²̂, negative where there is noise and little else
 * @param traceSquares Σwᵢ(traceᵢ − mean)²
 * @param normSquares Σwᵢ(squaredNormᵢ − mean)²
 * @param products Σwᵢ(traceᵢ − mean)(squaredNormᵢ − mean)
 */
public record NoiseAverage(
        double decay,
        double weight,
        double squaredWeight,
        double trace,
        double squaredNorm,
        double traceSquares,
        double normSquares,
        double products) {

    public NoiseAverage {
        if (!(decay > 0 && decay <= 1)) {
            throw new IllegalArgumentException("a decay of %s; it lies above 0 and is at most 1".formatted(decay));
        }
    }

    /** Of no step, where all steps to come weigh the same: for steps at frozen weights. */
    public static NoiseAverage plain() {
        return new NoiseAverage(1, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Of no step, where steps are forgotten.
     *
     * @param steps how many count in the long run, more than 1: d = (steps − 1)/(steps + 1)
     */
    public static NoiseAverage over(double steps) {
        return new NoiseAverage((steps - 1) / (steps + 1), 0, 0, 0, 0, 0, 0, 0);
    }

    /** The same, where what is known so far is forgotten at another pace from here on. */
    public NoiseAverage forgetting(double otherDecay) {
        return new NoiseAverage(
                otherDecay, weight, squaredWeight, trace, squaredNorm, traceSquares, normSquares, products);
    }

    /** With the estimates of one more step. A step without a finite estimate (rows of one slice, an overflow) changes nothing. */
    public NoiseAverage plus(double stepTrace, double stepSquaredNorm) {
        if (!Double.isFinite(stepTrace) || !Double.isFinite(stepSquaredNorm)) {
            return this;
        }
        double before = decay * weight;
        double total = before + 1;
        double ofTrace = stepTrace - trace;
        double ofNorm = stepSquaredNorm - squaredNorm;
        double share = before / total;
        return new NoiseAverage(
                decay,
                total,
                decay * decay * squaredWeight + 1,
                trace + ofTrace / total,
                squaredNorm + ofNorm / total,
                decay * traceSquares + share * ofTrace * ofTrace,
                decay * normSquares + share * ofNorm * ofNorm,
                decay * products + share * ofTrace * ofNorm);
    }

    /** n̂, how many steps of equal weight the average is worth; 0 before the first. */
    public double effectiveSteps() {
        return weight == 0 ? 0 : weight * weight / squaredWeight;
    }

    /**
     * The noise scale with its interval.
     *
     * @throws IllegalStateException if there was no step
     */
    public NoiseScale scale() {
        if (weight == 0) {
            throw new IllegalStateException("no step, no noise");
        }
        double steps = effectiveSteps();
        // a variance s² = Σw(x − x̄)²/(W(1 − 1/n̂)), and s²/n̂ that of the mean
        double ofMeans = 1 / (weight * (steps - 1));
        return NoiseScale.of(
                new MeanPair(trace, squaredNorm, traceSquares * ofMeans, normSquares * ofMeans, products * ofMeans),
                steps - 1);
    }
}
