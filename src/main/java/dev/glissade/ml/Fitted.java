package dev.glissade.ml;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.ParameterLayout;
import dev.glissade.run.Completed;
import java.util.Optional;

/**
 * What a fit came to.
 *
 * @param layout the order of the weights
 * @param weights for the features as they are
 * @param kind {@code model.kind}
 * @param completed how it went
 * @param skippedRows bad rows that were left out
 * @param divergence where it diverged and why, in a line; the weights are then the last that were good. Empty if it did not
 */
record Fitted(
        ParameterLayout layout,
        DenseVector weights,
        String kind,
        Completed completed,
        long skippedRows,
        Optional<String> divergence) {

    SGDTrainingSummary summary() {
        return new SGDTrainingSummary(completed, skippedRows);
    }

    /**
     * The same where there is a model.
     *
     * @throws DivergedException if there is none, or one of a training that diverged, which the stage does not want
     */
    Fitted orThrow(SGDParams stage) {
        if (divergence.isPresent() && !stage.getHandleDivergence().equals("keep")) {
            throw new DivergedException(stage.uid() + ": " + divergence.get());
        }
        if (!weights.isFinite()) {
            throw new DivergedException(stage.uid()
                    + ": the coefficients overflow on the features' own scale; standardization = false keeps to it");
        }
        return this;
    }

    /** Row-major, a row a set of coefficients. */
    double[] coefficients() {
        double[] coefficients = new double[Math.multiplyExact(layout.outputs(), layout.features())];
        for (int output = 0; output < layout.outputs(); output++) {
            System.arraycopy(
                    weights.values(), layout.from(output), coefficients, output * layout.features(), layout.features());
        }
        return coefficients;
    }

    /** One a set of coefficients; 0 where none is fitted. */
    double[] intercepts() {
        double[] intercepts = new double[layout.outputs()];
        for (int output = 0; output < intercepts.length && layout.intercept(); output++) {
            intercepts[output] = weights.get(layout.interceptOf(output));
        }
        return intercepts;
    }
}
