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
 * @param failure why there is no model, in a line; empty if there is one
 */
record Fitted(ParameterLayout layout, DenseVector weights, String kind, Completed completed, Optional<String> failure) {

    /**
     * The same where there is a model.
     *
     * @param uid of the estimator
     * @throws DivergedException if there is none
     */
    Fitted orThrow(String uid) {
        failure.ifPresent(why -> {
            throw new DivergedException(uid + ": " + why);
        });
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
