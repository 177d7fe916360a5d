package dev.glissade.ml;

import dev.glissade.linalg.Kernels;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * What a linear model is: margins mₖ = xᵀwₖ + bₖ, one or K of them, and what they mean.
 *
 * <p>Coefficients have the inverse of a feature's unit, times that of the margin.
 */
final class LinearWeights implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String kind;
    private final DenseMatrix coefficients;
    private final DenseVector intercepts;

    /**
     * @param kind {@code model.kind}
     * @param coefficients a row a margin, a column a feature; stored row by row
     * @param intercepts one a margin
     */
    LinearWeights(String kind, DenseMatrix coefficients, DenseVector intercepts) {
        this.kind = kind;
        this.coefficients = coefficients;
        this.intercepts = intercepts;
    }

    /** Those that a fit came to. */
    static LinearWeights of(Fitted fitted) {
        return new LinearWeights(
                fitted.kind(),
                new DenseMatrix(fitted.layout().outputs(), fitted.layout().features(), fitted.coefficients(), true),
                new DenseVector(fitted.intercepts()));
    }

    /**
     * The same predictions by the convention of spark.ml: what may be added to all margins alike is taken out of them. The intercepts of
     * a multinomial model have a mean of 0, and without a penalty, which would tell, so has each feature's coefficients.
     */
    LinearWeights centred(boolean penalised) {
        if (margins() == 1) {
            return this;
        }
        double[] values = coefficients.values().clone();
        for (int feature = 0; feature < features() && !penalised; feature++) {
            centre(values, feature, features());
        }
        double[] constants = intercepts.values().clone();
        centre(constants, 0, 1);
        return new LinearWeights(
                kind, new DenseMatrix(margins(), features(), values, true), new DenseVector(constants));
    }

    /** Every so many numbers, from one on. */
    private void centre(double[] values, int from, int stride) {
        double sum = 0;
        for (int margin = 0; margin < margins(); margin++) {
            sum += values[from + margin * stride];
        }
        for (int margin = 0; margin < margins(); margin++) {
            values[from + margin * stride] -= sum / margins();
        }
    }

    String kind() {
        return kind;
    }

    DenseMatrix coefficients() {
        return coefficients;
    }

    DenseVector intercepts() {
        return intercepts;
    }

    int features() {
        return coefficients.numCols();
    }

    int margins() {
        return coefficients.numRows();
    }

    /** wₖ. */
    Vector coefficients(int margin) {
        int from = margin * features();
        return new DenseVector(Arrays.copyOfRange(coefficients.values(), from, from + features()));
    }

    /** Margin by margin: coefficients, then the intercept if it is wanted. */
    double[] flat(boolean withIntercepts) {
        if (!withIntercepts && Arrays.stream(intercepts.values()).anyMatch(constant -> constant != 0)) {
            throw new IllegalArgumentException(
                    "initialModel has an intercept, and fitIntercept = false leaves no room for it");
        }
        int stride = features() + (withIntercepts ? 1 : 0);
        double[] flat = new double[margins() * stride];
        for (int margin = 0; margin < margins(); margin++) {
            System.arraycopy(coefficients.values(), margin * features(), flat, margin * stride, features());
            if (withIntercepts) {
                flat[margin * stride + features()] = intercepts.apply(margin);
            }
        }
        return flat;
    }

    /** @throws IllegalArgumentException if there are more features, or fewer */
    void requireFitting(Vector features) {
        if (features.size() != features()) {
            throw new IllegalArgumentException(
                    "a row of %d features, and the model has %d".formatted(features.size(), features()));
        }
    }

    /** mₖ of a row. */
    double margin(int margin, Vector features) {
        int from = margin * features();
        double sum = intercepts.apply(margin);
        if (features instanceof SparseVector sparse) {
            int[] indices = sparse.indices();
            double[] values = sparse.values();
            for (int at = 0; at < indices.length; at++) {
                sum += values[at] * coefficients.values()[from + indices[at]];
            }
            return sum;
        }
        return sum + Kernels.dot(features.toArray(), 0, coefficients.values(), from, features());
    }
}
