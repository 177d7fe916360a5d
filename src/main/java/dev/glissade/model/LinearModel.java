package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowRun;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.LogisticLoss;
import dev.glissade.loss.LossLoop;
import dev.glissade.loss.PointwiseLoss;
import dev.glissade.loss.SquaredLoss;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Linear models: the margin m = xᵀw + b under a {@link PointwiseLoss}.
 *
 * <p>∇ℓ = ℓ′(m, y)·(x, a) with the layout's constant a, 1 unless {@link #withConstant} says otherwise: m = xᵀw + a·b.
 * Parameters are w₁ … w_d, then b where there is an intercept.
 */
public final class LinearModel implements MarginModel {

    private static final long serialVersionUID = 1L;

    private static final double[] ONE = {1};

    private final ParameterLayout layout;
    private final PointwiseLoss loss;

    /**
     * @param features number of features
     * @param intercept whether there is an intercept b, else b = 0
     * @param loss of the margin
     */
    public LinearModel(int features, boolean intercept, PointwiseLoss loss) {
        this(new ParameterLayout(1, features, intercept), loss);
    }

    private LinearModel(ParameterLayout layout, PointwiseLoss loss) {
        this.layout = layout;
        this.loss = loss;
    }

    /** Linear regression: squared loss. */
    public static LinearModel leastSquares(int features, boolean intercept) {
        return new LinearModel(features, intercept, new SquaredLoss());
    }

    /** Binary logistic regression. */
    public static LinearModel logistic(int features, boolean intercept) {
        return new LinearModel(features, intercept, new LogisticLoss());
    }

    /** The loss of the margin. */
    public PointwiseLoss loss() {
        return loss;
    }

    @Override
    public LabelKind labelKind() {
        return loss.forClasses() ? LabelKind.BINARY : LabelKind.REGRESSION;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public Optional<Model> ofFeatures(int features) {
        return Optional.of(new LinearModel(new ParameterLayout(1, features, layout.constant()), loss));
    }

    @Override
    public LinearModel withConstant(double constant) {
        return new LinearModel(new ParameterLayout(1, layout.features(), constant), loss);
    }

    @Override
    public double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] gradient) {
        Chunk chunk = new Chunk(RowChunks.rows(block, rows.count()));
        LossLoop loop = loss.loop(chunk.size());
        double lossSum = 0;
        double slopeSum = 0;
        for (int from = 0; from < rows.count(); from += chunk.size()) {
            RowRun run = chunk.fill(block, rows, from, parameters);
            lossSum = loop.evaluate(run.count(), chunk.margins, chunk.labels, chunk.weights, lossSum);
            block.addScaled(chunk.margins, run, gradient);
            for (int i = 0; i < run.count(); i++) {
                slopeSum += chunk.margins[i];
            }
        }
        if (layout.intercept()) {
            gradient[layout.features()] += layout.constant() * slopeSum;
        }
        return lossSum;
    }

    @Override
    public double marginCurvature() {
        return loss.curvature();
    }

    @Override
    public double slopes(double[] margins, double label) {
        return loss.evaluate(1, margins, new double[] {label}, ONE, 0);
    }

    @Override
    public double slopes(RowBlock block, RowSelection rows, double[] parameters, double[] slopes) {
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            double margin = margin(block, row, parameters);
            lossSum += block.weight(row) * loss.value(margin, block.label(row));
            slopes[i] = loss.slope(margin, block.label(row));
        }
        return lossSum;
    }

    @Override
    public void addSlopes(RowBlock block, RowSelection rows, double[] slopes, double[] gradient) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            double slope = block.weight(row) * slopes[i];
            block.addScaled(slope, row, gradient, 0);
            if (layout.intercept()) {
                gradient[layout.features()] += layout.constant() * slope;
            }
        }
    }

    /**
     * For classes: [weight of the rows predicted right, those of a {@link RocHistogram}]; a margin of 0 or below is the
     * negative class. For regressions: those of {@link RegressionSums}.
     */
    @Override
    public double addMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums) {
        return loss.forClasses()
                ? addClassMetrics(block, rows, parameters, metricSums)
                : addRegressionMetrics(block, rows, parameters, metricSums);
    }

    private double addClassMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums) {
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            double weight = block.weight(row);
            double label = block.label(row);
            double margin = margin(block, row, parameters);
            lossSum += weight * loss.value(margin, label);
            if (margin > 0 == label > 0) {
                metricSums[0] += weight;
            }
            RocHistogram.add(margin, label > 0, weight, metricSums, 1);
        }
        return lossSum;
    }

    private double addRegressionMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums) {
        double intercept = layout.intercept() ? layout.constant() * parameters[layout.features()] : 0;
        RegressionSums sums = new RegressionSums(Double.isFinite(intercept) ? intercept : 0);
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            double weight = block.weight(row);
            double label = block.label(row);
            double margin = margin(block, row, parameters);
            lossSum += weight * loss.value(margin, label);
            sums.add(margin, label, weight);
        }
        sums.addTo(metricSums);
        return lossSum;
    }

    @Override
    public int metricSumCount() {
        return loss.forClasses() ? 1 + RocHistogram.SUMS : RegressionSums.SUMS;
    }

    /**
     * For classes {@code accuracy}, {@code logLoss} under the logistic loss, and {@code auc} where both classes have weight;
     * for regressions {@code rmse}, {@code mae}, and {@code r2} where labels vary.
     */
    @Override
    public Map<String, Double> metrics(double totalWeight, double lossSum, double[] metricSums) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (!loss.forClasses()) {
            RegressionSums.putMetrics(metricSums, metrics);
            return metrics;
        }
        metrics.put("accuracy", metricSums[0] / totalWeight);
        if (loss instanceof LogisticLoss) {
            metrics.put("logLoss", lossSum / totalWeight);
        }
        RocHistogram.area(metricSums, 1).ifPresent(area -> metrics.put("auc", area));
        return metrics;
    }

    @Override
    public int predictionWidth() {
        return loss instanceof LogisticLoss ? 2 : 1;
    }

    @Override
    public double predict(RowBlock block, int row, double[] parameters, double[] output) {
        double margin = margin(block, row, parameters);
        if (loss instanceof LogisticLoss) {
            output[0] = LogisticLoss.probability(-margin);
            output[1] = LogisticLoss.probability(margin);
        } else {
            output[0] = margin;
        }
        if (!loss.forClasses()) {
            return margin;
        }
        return margin > 0 ? 1 : 0;
    }

    private double margin(RowBlock block, int row, double[] parameters) {
        double margin = block.dot(row, parameters, 0);
        return layout.intercept() ? margin + layout.constant() * parameters[layout.features()] : margin;
    }

    /** Buffers for one run of rows after the other. */
    private final class Chunk {
        private final double[] margins;
        private final double[] labels;
        private final double[] weights;

        private Chunk(int size) {
            margins = new double[size];
            labels = new double[size];
            weights = new double[size];
        }

        private int size() {
            return margins.length;
        }

        private RowRun fill(RowBlock block, RowSelection rows, int from, double[] parameters) {
            RowRun run = new RowRun(rows, from, Math.min(size(), rows.count() - from));
            block.dots(run, parameters, margins);
            for (int i = 0; i < run.count(); i++) {
                labels[i] = block.label(run.row(i));
                weights[i] = block.weight(run.row(i));
            }
            if (layout.intercept()) {
                double intercept = layout.constant() * parameters[layout.features()];
                for (int i = 0; i < run.count(); i++) {
                    margins[i] += intercept;
                }
            }
            return run;
        }
    }
}
