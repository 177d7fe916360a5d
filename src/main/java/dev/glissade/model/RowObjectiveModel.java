package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import java.util.Arrays;
import java.util.Map;

/** The model of a {@link RowObjective}: sums its losses and gradients row by row; it has no metrics but its loss. */
public final class RowObjectiveModel implements Model {

    private static final long serialVersionUID = 1L;

    private final RowObjective objective;
    private final int features;
    private final ParameterLayout layout;

    /**
     * @param objective of one row
     * @param features number of features of the rows, at least 0
     */
    public RowObjectiveModel(RowObjective objective, int features) {
        this.objective = objective;
        this.features = features;
        this.layout = objective.layout(features);
    }

    @Override
    public LabelKind labelKind() {
        return objective.forClasses() ? LabelKind.BINARY : LabelKind.REGRESSION;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    /** A row may move any parameter. */
    @Override
    public boolean movesOnlyItsFeatures() {
        return false;
    }

    @Override
    public double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] gradient) {
        double[] values = new double[features];
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            read(block, row, values);
            double weight = block.weight(row);
            lossSum += weight * objective.value(values, block.label(row), parameters);
            objective.addGradient(weight, values, block.label(row), parameters, gradient);
        }
        return lossSum;
    }

    @Override
    public double addMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums) {
        double[] values = new double[features];
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            read(block, row, values);
            lossSum += block.weight(row) * objective.value(values, block.label(row), parameters);
        }
        return lossSum;
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

    /** Whether the objective has a score to predict by. */
    public boolean predicts(double[] parameters) {
        return objective.score(new double[features], parameters).isPresent();
    }

    /** @throws UnsupportedOperationException if the objective predicts nothing */
    @Override
    public double predict(RowBlock block, int row, double[] parameters, double[] output) {
        double[] values = new double[features];
        read(block, row, values);
        output[0] = objective
                .score(values, parameters)
                .orElseThrow(() -> new UnsupportedOperationException(
                        objective.getClass().getName() + " predicts nothing: it has no score"));
        if (!objective.forClasses()) {
            return output[0];
        }
        return output[0] > 0 ? 1 : 0;
    }

    private static void read(RowBlock block, int row, double[] values) {
        Arrays.fill(values, 0);
        block.addScaled(1, row, values, 0);
    }
}
