package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.Losses;
import dev.glissade.loss.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slopes stand for gradients: over all losses and softmax, dense and sparse rows, with weights and intercepts and without. */
class MarginModelTest {

    private static final int FEATURES = 6;
    private static final int CLASSES = 3;

    /** More than one run of rows, out of order, with one twice. */
    private static final RowSelection ROWS = RowSelection.of(new int[] {
        0, 7, 3, 3, 11, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 59
    });

    /** One of the combinations. */
    record Case(String kind, boolean sparse, boolean weighted, boolean intercept) {

        MarginModel model() {
            return kind.equals("softmax")
                    ? new SoftmaxModel(CLASSES, FEATURES, intercept)
                    : new LinearModel(FEATURES, intercept, Losses.ofKind(kind));
        }

        RowBlock block() {
            return GeneratedRows.of(61, 60, FEATURES, model().labelKind(), CLASSES, weighted)
                    .block(sparse);
        }

        double[] parameters() {
            return new SplittableRandom(62)
                    .doubles(model().layout().size(), -2, 2)
                    .toArray();
        }
    }

    static List<Case> cases() {
        List<String> kinds = new ArrayList<>(Losses.kinds());
        kinds.add("softmax");
        List<Case> cases = new ArrayList<>();
        for (String kind : kinds) {
            for (int bits = 0; bits < 8; bits++) {
                cases.add(new Case(kind, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void slopesTimesFeaturesAreTheGradient(Case tried) {
        MarginModel model = tried.model();
        double[] expected = new double[model.layout().size()];
        double loss = model.addGradient(tried.block(), ROWS, tried.parameters(), expected);
        double[] slopes = new double[ROWS.count() * model.layout().outputs()];
        assertThat(model.slopes(tried.block(), ROWS, tried.parameters(), slopes))
                .isCloseTo(loss, within(1e-14 * loss));
        double[] sum = new double[expected.length];
        model.addSlopes(tried.block(), ROWS, slopes, sum);
        assertThat(sum).usingComparatorWithPrecision(1e-12).containsExactly(expected);
        model.addSlopes(tried.block(), ROWS, slopes, sum);
        assertThat(sum)
                .as("added to what is there")
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(Arrays.stream(expected).map(value -> 2 * value).toArray());
    }

    /** Row by row, and nothing of a row's weight in them. */
    @ParameterizedTest
    @MethodSource("cases")
    void slopesAreThoseOfTheLoss(Case tried) {
        int outputs = tried.model().layout().outputs();
        double[] slopes = new double[ROWS.count() * outputs];
        tried.model().slopes(tried.block(), ROWS, tried.parameters(), slopes);
        for (int i = 0; i < ROWS.count(); i++) {
            int row = ROWS.row(i);
            double[] expected = new double[outputs];
            for (int k = 0; k < outputs; k++) {
                int from = tried.model().layout().from(k);
                double intercept = tried.intercept() ? tried.parameters()[from + FEATURES] : 0;
                expected[k] = tried.block().dot(row, tried.parameters(), from) + intercept;
            }
            double label = tried.block().label(row);
            if (outputs == 1) {
                expected[0] = Losses.ofKind(tried.kind()).slope(expected[0], label);
            } else {
                new SoftmaxCrossEntropy().evaluate(expected, (int) label);
            }
            assertThat(Arrays.copyOfRange(slopes, i * outputs, (i + 1) * outputs))
                    .as("row %d", row)
                    .containsExactly(expected);
        }
    }

    /** (w, b/4) with a constant of 4 stands for (w, b): all is the same but what is by b, which is four times as large. */
    @ParameterizedTest
    @MethodSource("cases")
    void anotherConstantIsAnotherUnitOfTheIntercept(Case tried) {
        if (!tried.intercept()) {
            return;
        }
        MarginModel model = tried.model();
        MarginModel other = model.withConstant(4);
        ParameterLayout layout = other.layout();
        assertThat(layout).isEqualTo(new ParameterLayout(model.layout().outputs(), FEATURES, 4.0));
        double[] parameters = tried.parameters();
        double[] gradient = new double[layout.size()];
        double loss = model.addGradient(tried.block(), ROWS, parameters, gradient);
        double[] slopes = new double[ROWS.count() * layout.outputs()];
        model.slopes(tried.block(), ROWS, parameters, slopes);
        double[] metrics = new double[model.metricSumCount()];
        model.addMetrics(tried.block(), ROWS, parameters, metrics);
        double[] prediction = new double[model.predictionWidth()];
        double predicted = model.predict(tried.block(), 5, parameters, prediction);

        double[] inUnits = parameters.clone();
        double[] expected = gradient.clone();
        for (int k = 0; k < layout.outputs(); k++) {
            inUnits[layout.interceptOf(k)] /= 4;
            expected[layout.interceptOf(k)] *= 4;
        }
        double[] otherGradient = new double[layout.size()];
        assertThat(other.addGradient(tried.block(), ROWS, inUnits, otherGradient))
                .isEqualTo(loss);
        assertThat(otherGradient).containsExactly(expected);
        double[] otherSlopes = new double[slopes.length];
        other.slopes(tried.block(), ROWS, inUnits, otherSlopes);
        assertThat(otherSlopes).containsExactly(slopes);
        double[] ofSlopes = new double[layout.size()];
        other.addSlopes(tried.block(), ROWS, slopes, ofSlopes);
        assertThat(ofSlopes).usingComparatorWithPrecision(1e-12).containsExactly(expected);
        double[] otherMetrics = new double[metrics.length];
        other.addMetrics(tried.block(), ROWS, inUnits, otherMetrics);
        assertThat(otherMetrics).containsExactly(metrics);
        double[] otherPrediction = new double[prediction.length];
        assertThat(other.predict(tried.block(), 5, inUnits, otherPrediction)).isEqualTo(predicted);
        assertThat(otherPrediction).containsExactly(prediction);
        assertThat(other.ofFeatures(2).orElseThrow().layout()).isEqualTo(new ParameterLayout(layout.outputs(), 2, 4.0));
    }

    /** The slopes change by at most κ times the margins' change, and by nearly as much somewhere. */
    @ParameterizedTest
    @MethodSource("cases")
    void theCurvatureBoundsHowFastSlopesChange(Case tried) {
        double bound = tried.model().marginCurvature();
        double largest = 0;
        // at the kinks of a huber or a smooth hinge loss, and around 0
        for (double margin = -3; margin <= 3; margin += 1.0 / 32) {
            for (int label : tried.kind().equals("softmax") ? new int[] {0, 1, 2} : new int[] {-1, 1}) {
                largest = Math.max(largest, steepness(tried.kind(), margin, label));
            }
        }
        if (Double.isInfinite(bound)) {
            assertThat(tried.kind()).isEqualTo("hinge");
        } else {
            assertThat(largest).isBetween(0.95 * bound, bound * (1 + 1e-6));
        }
    }

    /**
     * ‖∂²ℓ/∂m²‖ by a difference of slopes, along the coordinate; for softmax along (1, −1, 0) with the third margin far below,
     * where the bound ½ is met.
     */
    private static double steepness(String kind, double margin, int label) {
        double step = 1e-6;
        if (!kind.equals("softmax")) {
            double change = Losses.ofKind(kind).slope(margin + step, label)
                    - Losses.ofKind(kind).slope(margin - step, label);
            return Math.abs(change) / (2 * step);
        }
        double[] up = softmaxSlopes(margin + step, -margin - step, label);
        double[] down = softmaxSlopes(margin - step, -margin + step, label);
        double squares = 0;
        for (int k = 0; k < CLASSES; k++) {
            squares += Math.pow(up[k] - down[k], 2);
        }
        return Math.sqrt(squares) / (2 * Math.sqrt(2) * step);
    }

    private static double[] softmaxSlopes(double first, double second, int label) {
        double[] margins = {first, second, -40};
        new SoftmaxCrossEntropy().evaluate(margins, label);
        return margins;
    }

    /** ½m² and its gradient m·(x, 1), whatever the labels; nothing is evaluated or predicted. */
    @Test
    void squaresOfMargins() {
        RowBlock block = GeneratedRows.of(63, 60, FEATURES, LabelKind.MULTICLASS, CLASSES, true)
                .block(true);
        MarginSquares model = new MarginSquares(LabelKind.MULTICLASS, new ParameterLayout(CLASSES, FEATURES, true));
        double[] parameters =
                new SplittableRandom(64).doubles(FEATURES + 1, -2, 2).toArray();
        double[] expected = new double[FEATURES + 1];
        double half = 0;
        for (int row = 0; row < block.size(); row++) {
            double margin = block.dot(row, parameters, 0) + parameters[FEATURES];
            half += block.weight(row) * margin * margin / 2;
            block.addScaled(block.weight(row) * margin, row, expected, 0);
            expected[FEATURES] += block.weight(row) * margin;
        }
        double[] gradient = new double[FEATURES + 1];
        assertThat(model.addGradient(block, RowSelection.all(60), parameters, gradient))
                .isCloseTo(half, within(1e-12 * half));
        assertThat(gradient).usingComparatorWithPrecision(1e-11).containsExactly(expected);
        assertThat(model.labelKind()).isEqualTo(LabelKind.MULTICLASS);
        assertThat(model.layout()).isEqualTo(new ParameterLayout(1, FEATURES, true));
        assertThat(model.addMetrics(block, RowSelection.all(60), parameters, new double[model.metricSumCount()]))
                .isZero();
        assertThat(model.metrics(1, 1, new double[0])).isEmpty();
        assertThatThrownBy(() -> model.predict(block, 0, parameters, new double[model.predictionWidth()]))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
