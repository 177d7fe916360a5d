package dev.glissade.loss;

import dev.glissade.linalg.ReproducibleMath;
import java.io.Serializable;

/**
 * Softmax cross-entropy ℓ(m, y) = ln Σₖ e^(mₖ) − m_y of K margins and a class y (multinomial logistic regression; Cox
 * 1966, Theil 1969); ∂ℓ/∂mₖ = pₖ − [k = y] with pₖ = e^(mₖ) / Σⱼ e^(mⱼ).
 *
 * <p>The largest margin is subtracted first, so nothing overflows; the term of that margin, which is 1, is kept out of
 * the sum, so that ln(1 + rest) loses nothing where the rest is small.
 */
public final class SoftmaxCrossEntropy implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Value of the loss, with the margins overwritten by the slopes pₖ − [k = y].
     *
     * @param margins in: mₖ; out: ∂ℓ/∂mₖ
     * @param label the class y, from 0
     */
    public double evaluate(double[] margins, int label) {
        double labelMargin = margins[label];
        int top = largest(margins);
        double topMargin = margins[top];
        double rest = shiftedExponentials(margins, top);
        double scale = 1 / (1 + rest);
        for (int k = 0; k < margins.length; k++) {
            margins[k] *= scale;
        }
        margins[label] = label == top ? -rest * scale : margins[label] - 1;
        return (topMargin - labelMargin) + ReproducibleMath.log1p(rest);
    }

    /** Overwrites margins by the probabilities pₖ. */
    public static void probabilities(double[] margins) {
        double rest = shiftedExponentials(margins, largest(margins));
        for (int k = 0; k < margins.length; k++) {
            margins[k] /= 1 + rest;
        }
    }

    /** The class with the largest margin, the first of equals. */
    public static int largest(double[] margins) {
        int top = 0;
        for (int k = 1; k < margins.length; k++) {
            if (margins[k] > margins[top]) {
                top = k;
            }
        }
        return top;
    }

    /** Overwrites each margin by e^(mₖ − m_top) and returns the sum of all but the top one's. */
    private static double shiftedExponentials(double[] margins, int top) {
        double shift = margins[top];
        double rest = 0;
        for (int k = 0; k < margins.length; k++) {
            if (k == top) {
                margins[k] = 1;
            } else {
                margins[k] = ReproducibleMath.exp(margins[k] - shift);
                rest += margins[k];
            }
        }
        return rest;
    }
}
