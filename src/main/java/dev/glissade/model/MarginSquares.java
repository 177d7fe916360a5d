package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.PointwiseLoss;
import java.util.Map;

/**
 * Half the square of the margin, ½(xᵀw + b)², whatever the label: its Hessian Σ cᵢ (xᵢ, 1)(xᵢ, 1)ᵀ is what the smoothness of
 * every {@link MarginModel} on these rows follows from.
 */
public final class MarginSquares implements Model {

    private static final long serialVersionUID = 1L;

    private final LabelKind labels;
    private final LinearModel squares;

    /**
     * @param labels of the table; not looked at otherwise
     * @param features number of features
     * @param intercept whether there is a b
     */
    public MarginSquares(LabelKind labels, int features, boolean intercept) {
        this.labels = labels;
        this.squares = new LinearModel(features, intercept, new HalfSquare());
    }

    private record HalfSquare() implements PointwiseLoss {

        @Override
        public boolean forClasses() {
            return false;
        }

        @Override
        public double value(double margin, double label) {
            return 0.5 * margin * margin;
        }

        @Override
        public double slope(double margin, double label) {
            return margin;
        }

        @Override
        public double curvature() {
            return 1;
        }
    }

    @Override
    public LabelKind labelKind() {
        return labels;
    }

    @Override
    public ParameterLayout layout() {
        return squares.layout();
    }

    @Override
    public double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] gradient) {
        return squares.addGradient(block, rows, parameters, gradient);
    }

    /** No sum: nothing is evaluated. */
    @Override
    public double addMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums) {
        return 0;
    }

    @Override
    public int metricSumCount() {
        return 0;
    }

    @Override
    public Map<String, Double> metrics(double totalWeight, double lossSum, double[] metricSums) {
        return Map.of();
    }

    @Override
    public int predictionWidth() {
        return 1;
    }

    /** @throws UnsupportedOperationException always */
    @Override
    public double predict(RowBlock block, int row, double[] parameters, double[] output) {
        throw new UnsupportedOperationException("squares of margins predict nothing");
    }
}
