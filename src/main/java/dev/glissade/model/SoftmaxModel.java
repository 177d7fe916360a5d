package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.loss.SoftmaxCrossEntropy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Multinomial logistic regression: margins mₖ = xᵀwₖ + bₖ of K classes under {@link SoftmaxCrossEntropy}.
 *
 * <p>∂ℓ/∂(wₖ, bₖ) = (pₖ − [k = y])·(x, a) with the layout's constant a, 1 unless {@link #withConstant} says
 * otherwise. Parameters are class by class: wₖ, then bₖ where there is an intercept.
 */
public final class SoftmaxModel implements MarginModel {

    private static final long serialVersionUID = 1L;

    private final ParameterLayout layout;
    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();

    /**
     * @param classes K, at least 2
     * @param features number of features
     * @param intercept whether each class has an intercept bₖ
     */
    public SoftmaxModel(int classes, int features, boolean intercept) {
        if (classes < 2) {
            throw new IllegalArgumentException("softmax needs two or more classes, not " + classes);
        }
        this.layout = new ParameterLayout(classes, features, intercept);
    }

    private SoftmaxModel(ParameterLayout layout) {
        this.layout = layout;
    }

    @Override
    public LabelKind labelKind() {
        return LabelKind.MULTICLASS;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public Optional<Model> ofFeatures(int features) {
        return Optional.of(new SoftmaxModel(new ParameterLayout(layout.outputs(), features, layout.constant())));
    }

    @Override
    public SoftmaxModel withConstant(double constant) {
        return new SoftmaxModel(new ParameterLayout(layout.outputs(), layout.features(), constant));
    }

    @Override
    public double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] gradient) {
        return block instanceof SparseRows sparse && ByFeature.pays(layout, sparse.storedValues(rows))
                ? addByFeature(sparse, rows, parameters, gradient)
                : addByClass(block, rows, parameters, gradient);
    }

    private double addByFeature(SparseRows block, RowSelection rows, double[] parameters, double[] gradient) {
        ByFeature weights = new ByFeature(layout, parameters);
        ByFeature sums = new ByFeature(layout, gradient);
        ByFeature.Row features = new ByFeature.Row();
        double[] margins = weights.newOutputs();
        double[] slopes = new double[layout.outputs()];
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            double weight = block.weight(row);
            weights.margins(features.at(block, row), margins);
            System.arraycopy(margins, 0, slopes, 0, slopes.length);
            lossSum += weight * loss.evaluate(slopes, (int) block.label(row));
            for (int k = 0; k < slopes.length; k++) {
                margins[k] = weight * slopes[k];
            }
            sums.addScaled(margins, features);
        }
        sums.copyTo(gradient);
        return lossSum;
    }

    private double addByClass(RowBlock block, RowSelection rows, double[] parameters, double[] gradient) {
        double[] slopes = new double[layout.outputs()];
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            double weight = block.weight(row);
            margins(block, row, parameters, slopes);
            lossSum += weight * loss.evaluate(slopes, (int) block.label(row));
            for (int k = 0; k < slopes.length; k++) {
                add(block, row, k, weight * slopes[k], gradient);
            }
        }
        return lossSum;
    }

    private void add(RowBlock block, int row, int output, double slope, double[] gradient) {
        block.addScaled(slope, row, gradient, layout.from(output));
        if (layout.intercept()) {
            gradient[layout.interceptOf(output)] += layout.constant() * slope;
        }
    }

    /** ½: the matrix diag(p) − ppᵀ has no larger eigenvalue. */
    @Override
    public double marginCurvature() {
        return 0.5;
    }

    @Override
    public double slopes(double[] margins, double label) {
        return loss.evaluate(margins, (int) label);
    }

    @Override
    public double slopes(RowBlock block, RowSelection rows, double[] parameters, double[] slopes) {
        double[] ofRow = new double[layout.outputs()];
        RowMargins margins = marginsOf(block, rows, parameters);
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            margins.of(row, ofRow);
            lossSum += block.weight(row) * loss.evaluate(ofRow, (int) block.label(row));
            System.arraycopy(ofRow, 0, slopes, i * ofRow.length, ofRow.length);
        }
        return lossSum;
    }

    @Override
    public void addSlopes(RowBlock block, RowSelection rows, double[] slopes, double[] gradient) {
        int outputs = layout.outputs();
        for (int i = 0; i < rows.count(); i++) {
            double weight = block.weight(rows.row(i));
            for (int k = 0; k < outputs; k++) {
                add(block, rows.row(i), k, weight * slopes[i * outputs + k], gradient);
            }
        }
    }

    /** [weight of the rows whose largest margin is that of their class]. */
    @Override
    public double addMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums) {
        double[] margins = new double[layout.outputs()];
        RowMargins ofRows = marginsOf(block, rows, parameters);
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            int label = (int) block.label(row);
            double weight = block.weight(row);
            ofRows.of(row, margins);
            if (SoftmaxCrossEntropy.largest(margins) == label) {
                metricSums[0] += weight;
            }
            lossSum += weight * loss.evaluate(margins, label);
        }
        return lossSum;
    }

    @Override
    public int metricSumCount() {
        return 1;
    }

    @Override
    public Map<String, Double> metrics(double totalWeight, double lossSum, double[] metricSums) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", metricSums[0] / totalWeight);
        metrics.put("logLoss", lossSum / totalWeight);
        return metrics;
    }

    @Override
    public int predictionWidth() {
        return layout.outputs();
    }

    @Override
    public double predict(RowBlock block, int row, double[] parameters, double[] output) {
        margins(block, row, parameters, output);
        int predicted = SoftmaxCrossEntropy.largest(output);
        SoftmaxCrossEntropy.probabilities(output);
        return predicted;
    }

    /** Margins of one row after the other. */
    private interface RowMargins {
        void of(int row, double[] margins);
    }

    /** In whichever order of the parameters is faster for so many rows. */
    private RowMargins marginsOf(RowBlock block, RowSelection rows, double[] parameters) {
        if (!(block instanceof SparseRows sparse && ByFeature.pays(layout, sparse.storedValues(rows)))) {
            return (row, margins) -> margins(block, row, parameters, margins);
        }
        ByFeature weights = new ByFeature(layout, parameters);
        ByFeature.Row features = new ByFeature.Row();
        double[] sums = weights.newOutputs();
        return (row, margins) -> {
            weights.margins(features.at(sparse, row), sums);
            System.arraycopy(sums, 0, margins, 0, margins.length);
        };
    }

    private void margins(RowBlock block, int row, double[] parameters, double[] margins) {
        for (int k = 0; k < margins.length; k++) {
            double margin = block.dot(row, parameters, layout.from(k));
            margins[k] = layout.intercept() ? margin + layout.constant() * parameters[layout.interceptOf(k)] : margin;
        }
    }
}
