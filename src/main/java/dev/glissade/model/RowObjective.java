package dev.glissade.model;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * A loss of one row as any function of its features, its label and the parameters: for what is not a loss of one margin
 * ({@link dev.glissade.loss.PointwiseLoss}).
 *
 * <p>To use one, name its class by {@code model.loss}. It has a constructor without parameters and keeps no state that
 * changes; its class goes to the executors. {@code glissade check-gradient CLASS} compares the gradient with finite
 * differences.
 */
public interface RowObjective extends Serializable {

    /** Whether labels are two classes, −1 and +1; else they are any finite numbers. */
    default boolean forClasses() {
        return false;
    }

    /**
     * The parameters, their number and which of them no penalty touches.
     *
     * @param features number of features of the rows
     */
    ParameterLayout layout(int features);

    /**
     * ℓ(w; x, y).
     *
     * @param features x, to be read only
     * @param label y
     * @param parameters w, to be read only
     */
    double value(double[] features, double label, double[] parameters);

    /**
     * Adds factor·∇ℓ(w; x, y) to {@code gradient}.
     *
     * @param factor the row's weight
     * @param gradient what to add to, in the order of the parameters
     */
    void addGradient(double factor, double[] features, double label, double[] parameters, double[] gradient);

    /**
     * What is predicted for a row: the number of a regression, or a score that is above 0 for the positive class. Empty, as
     * by default, for an objective that predicts nothing.
     */
    default OptionalDouble score(double[] features, double[] parameters) {
        return OptionalDouble.empty();
    }
}
