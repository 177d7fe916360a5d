package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;

/** A proximal gradient step whose length is scaled in each coordinate: prox(w − ηg/(√v + ε), η/(√v + ε)). */
final class ScaledStep {

    private ScaledStep() {}

    /**
     * The weights behind the step.
     *
     * @param step w, g and η
     * @param squares v, at least 0
     * @param epsilon ε, above 0
     */
    static DenseVector from(GradientStep step, DenseVector squares, double epsilon, ProximalStep proximalStep) {
        double[] moved = step.weights().toArray();
        double[] rates = new double[moved.length];
        for (int i = 0; i < moved.length; i++) {
            double scale = Math.sqrt(squares.get(i)) + epsilon;
            rates[i] = step.rate() / scale;
            // not rates[i]·g: the quotient overflows for the smallest ε, and times a gradient of 0 would be NaN
            moved[i] -= step.rate() * step.gradient().get(i) / scale;
        }
        return proximalStep.apply(DenseVector.wrap(moved), DenseVector.wrap(rates));
    }
}
