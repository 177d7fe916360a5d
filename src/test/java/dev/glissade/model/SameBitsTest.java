package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.Storage;
import dev.glissade.loss.Losses;
import dev.glissade.loss.PointwiseLoss;
import dev.glissade.loss.SoftmaxCrossEntropy;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients as fast as can be have the bits of row by row, value by value, parameter by parameter. */
class SameBitsTest {

    private static final int ROWS = 300;

    /** Many rows, repetitions among them, so that several chunks are worked through and the last one is not full. */
    private static List<RowSelection> selections(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return List.of(
                RowSelection.none(),
                RowSelection.all(ROWS),
                RowSelection.of(new int[] {7}),
                RowSelection.of(random.ints(143, 0, ROWS).toArray()));
    }

    /** A row's margin: its own loop for dense rows, with eight sums, and for sparse ones, with one. */
    private static double margin(RowBlock block, int row, double[] parameters, int from, boolean intercept) {
        double margin = block.dot(row, parameters, from);
        return intercept ? margin + parameters[from + block.features()] : margin;
    }

    private static double[] parameters(int size, int features) {
        return new SplittableRandom(size + 31L * features).doubles(size, -1, 1).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 300})
    void linear(int features) {
        for (String name : Losses.kinds()) {
            PointwiseLoss loss = Losses.ofKind(name);
            LabelKind kind = loss.forClasses() ? LabelKind.BINARY : LabelKind.REGRESSION;
            GeneratedRows rows = GeneratedRows.of(features, ROWS, features, kind, 2, features % 2 == 0);
            for (boolean intercept : new boolean[] {true, false}) {
                LinearModel model = new LinearModel(features, intercept, loss);
                double[] parameters = parameters(model.layout().size(), features);
                for (boolean sparse : new boolean[] {true, false}) {
                    RowBlock block = rows.block(sparse);
                    for (RowSelection selection : selections(features)) {
                        check(model, block, selection, parameters, slowLinear(model, block, selection, parameters));
                    }
                }
            }
        }
    }

    /** In the last entry the loss. */
    private static double[] slowLinear(LinearModel model, RowBlock block, RowSelection rows, double[] parameters) {
        double[] gradient = Arrays.copyOf(start(model), model.layout().size() + 1);
        double lossSum = 0;
        double slopeSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            double margin = margin(block, row, parameters, 0, model.layout().intercept());
            double weight = block.weight(row);
            lossSum += weight * model.loss().value(margin, block.label(row));
            double slope = weight * model.loss().slope(margin, block.label(row));
            block.addScaled(slope, row, gradient, 0);
            slopeSum += slope;
        }
        if (model.layout().intercept()) {
            gradient[block.features()] += slopeSum;
        }
        gradient[model.layout().size()] = lossSum;
        return gradient;
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0", "2, 5", "3, 1", "3, 40", "4, 17", "5, 8", "8, 9", "9, 30", "10, 50", "12, 12", "13, 20", "26, 16"
    })
    void softmax(int classes, int features) {
        GeneratedRows rows =
                GeneratedRows.of(features, ROWS, features, LabelKind.MULTICLASS, classes, classes % 2 == 0);
        for (boolean intercept : new boolean[] {true, false}) {
            SoftmaxModel model = new SoftmaxModel(classes, features, intercept);
            double[] parameters = parameters(model.layout().size(), features);
            for (boolean sparse : new boolean[] {true, false}) {
                RowBlock block = rows.block(sparse);
                for (RowSelection selection : selections(features)) {
                    check(model, block, selection, parameters, slowSoftmax(model, block, selection, parameters));
                }
            }
        }
    }

    private static double[] slowSoftmax(SoftmaxModel model, RowBlock block, RowSelection rows, double[] parameters) {
        ParameterLayout layout = model.layout();
        double[] gradient = Arrays.copyOf(start(model), layout.size() + 1);
        double lossSum = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            double[] slopes = new double[layout.outputs()];
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] = margin(block, row, parameters, layout.from(k), layout.intercept());
            }
            lossSum += block.weight(row) * new SoftmaxCrossEntropy().evaluate(slopes, (int) block.label(row));
            for (int k = 0; k < slopes.length; k++) {
                double slope = block.weight(row) * slopes[k];
                block.addScaled(slope, row, gradient, layout.from(k));
                if (layout.intercept()) {
                    gradient[layout.from(k) + block.features()] += slope;
                }
            }
        }
        gradient[layout.size()] = lossSum;
        return gradient;
    }

    /** A gradient is added to what is there. */
    private static double[] start(Model model) {
        double[] start = new double[model.layout().size()];
        for (int i = 0; i < start.length; i += 3) {
            start[i] = i % 2 == 0 ? -0.0 : 0.1 * i;
        }
        return start;
    }

    private static void check(Model model, RowBlock block, RowSelection rows, double[] parameters, double[] expected) {
        for (Storage storage : new Storage[] {Storage.FLOAT64, Storage.AUTO}) {
            double[] gradient = start(model);
            double loss = model.addGradient(block.stored(storage), rows, parameters, gradient);
            assertThat(loss).isEqualTo(expected[gradient.length]);
            assertThat(gradient).isEqualTo(Arrays.copyOf(expected, gradient.length));
        }
    }
}
