package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * A family of models: turns rows and parameters into summed loss and gradient, metrics and predictions.
 *
 * <p>Sums are weighted by the rows' weights and not divided by anything; the order of additions is that of the
 * selection. Implementations hold no state that changes; Spark serialises them.
 */
public interface Model extends Serializable {

    /** What the model predicts, and so how labels are encoded. */
    LabelKind labelKind();

    /** The parameters and their order. */
    ParameterLayout layout();

    /** Number of features that its rows have. */
    default int features() {
        return layout().features();
    }

    /**
     * Whether a row's gradient is zero but for the parameters of its non-zero features and the intercepts, so that sums over
     * few rows may be kept sparse.
     */
    default boolean movesOnlyItsFeatures() {
        return true;
    }

    /**
     * The same family for rows of so many features, where rows are sparse and it sees nothing of the features that a row does
     * not store; empty where it does.
     */
    default Optional<Model> ofFeatures(int features) {
        return Optional.empty();
    }

    /**
     * Adds Σ cᵢ ∇ℓ(w; xᵢ, yᵢ) of the selected rows to {@code gradient}.
     *
     * @param block rows with {@link #features} features
     * @param rows which of them
     * @param parameters w, in the layout's order
     * @param gradient what to add to, in the same order
     * @return Σ cᵢ ℓ(w; xᵢ, yᵢ), added up from 0
     */
    double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] gradient);

    /**
     * Adds what the metrics need of the selected rows to {@code metricSums}.
     *
     * @param metricSums of length {@link #metricSumCount}
     * @return Σ cᵢ ℓ(w; xᵢ, yᵢ), added up from 0
     */
    double addMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums);

    /** How many sums the metrics need. */
    int metricSumCount();

    /**
     * Metrics by name in a fixed order: {@code accuracy} and {@code logLoss}, or {@code rmse}, {@code mae}, {@code r2}
     * (left out where labels do not vary).
     *
     * @param totalWeight Σ cᵢ over the rows, above 0
     * @param lossSum Σ cᵢ ℓᵢ
     * @param metricSums as {@link #addMetrics} summed them
     */
    Map<String, Double> metrics(double totalWeight, double lossSum, double[] metricSums);

    /** Names of the columns that {@link #predict} fills: {@code score}, or the probability of each class. */
    int predictionWidth();

    /**
     * Predicts one row.
     *
     * @param output filled with the score (regressions, hinge-like losses) or the probabilities of the classes in order
     * @return the predicted value, or the number of the predicted class
     */
    double predict(RowBlock block, int row, double[] parameters, double[] output);
}
