package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.Losses;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.ParameterLayout;
import dev.glissade.model.RowObjective;
import dev.glissade.model.RowObjectiveModel;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A weight of 2 is the row twice, and only the proportions of weights matter: for every loss. */
class RowWeightTest {

    private static final int ROWS = 24;
    private static final int FEATURES = 4;

    /** The fourth power of a margin's error, whose weights are squares of the parameters. */
    private record Quartic() implements RowObjective {

        @Override
        public ParameterLayout layout(int features) {
            return new ParameterLayout(1, features, false);
        }

        private static double error(double[] features, double label, double[] parameters) {
            double margin = -label;
            for (int j = 0; j < features.length; j++) {
                margin += features[j] * parameters[j] * parameters[j];
            }
            return margin;
        }

        @Override
        public double value(double[] features, double label, double[] parameters) {
            double square = error(features, label, parameters) * error(features, label, parameters);
            return 0.01 * square * square;
        }

        @Override
        public void addGradient(
                double factor, double[] features, double label, double[] parameters, double[] gradient) {
            double error = error(features, label, parameters);
            for (int j = 0; j < features.length; j++) {
                gradient[j] += factor * 0.04 * error * error * error * features[j] * 2 * parameters[j];
            }
        }
    }

    static List<String> kinds() {
        List<String> kinds = new ArrayList<>(Losses.kinds());
        kinds.add("softmax");
        kinds.add("row objective");
        return kinds;
    }

    private static Model model(String kind) {
        return switch (kind) {
            case "softmax" -> new SoftmaxModel(3, FEATURES, true);
            case "row objective" -> new RowObjectiveModel(new Quartic(), FEATURES);
            default -> new LinearModel(FEATURES, true, Losses.ofKind(kind));
        };
    }

    private static DenseRows rows(Model model) {
        return (DenseRows) GeneratedRows.of(181, ROWS, FEATURES, model.labelKind(), 3, true)
                .block(false);
    }

    /** These rows with other weights, the last eight in a slice of their own. */
    private static GradientSource source(Model model, DenseRows rows, double... weights) {
        double[] labels = new double[rows.size()];
        Arrays.setAll(labels, rows::label);
        DenseRows weighted = new DenseRows(FEATURES, rows.values().toArray(), labels, weights);
        int border = rows.size() * 2 / 3;
        return new InMemoryGradientSource(model, new SliceGroup(0, new RowBlock[] {
            some(weighted, 0, border), some(weighted, border, rows.size())
        }));
    }

    private static DenseRows some(DenseRows rows, int from, int to) {
        return rows.select(RowSelection.of(IntStream.range(from, to).toArray()));
    }

    private static double[] weights(DenseRows rows, double factor) {
        return IntStream.range(0, rows.size())
                .mapToDouble(row -> factor * rows.weight(row))
                .toArray();
    }

    private static double[] equal(int count, double weight) {
        double[] weights = new double[count];
        Arrays.fill(weights, weight);
        return weights;
    }

    private static DenseVector start(Model model) {
        return DenseVector.wrap(
                new SplittableRandom(182).doubles(model.layout().size(), -1, 1).toArray());
    }

    private static GradientEstimate gradient(GradientSource data) {
        return new FullGradient().estimate(data, EstimatorState.NOTHING, new Progress(0, 0), start(data.model()));
    }

    private static TrainingResult trained(GradientSource data, long steps) {
        return new Trainer(
                        new FullGradient(),
                        new Penalty(1e-3, 0.1, data.model().layout()),
                        new Sgd(),
                        LearningRates.constant(0.1),
                        Checks.every(steps, StopRules.maxSteps(steps)))
                .train(data, start(data.model()));
    }

    private static void assertClose(DenseVector actual, DenseVector expected) {
        for (int j = 0; j < expected.size(); j++) {
            assertThat(actual.get(j)).as("parameter %d", j).isCloseTo(expected.get(j), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aWeightOfTwoIsTheRowTwice(String kind) {
        Model model = model(kind);
        DenseRows rows = rows(model);
        int[] doubled =
                IntStream.range(0, 2 * ROWS).map(position -> position / 2).toArray();
        GradientSource twice = source(model, rows.select(RowSelection.of(doubled)), equal(2 * ROWS, 1));
        GradientSource weighted = source(model, rows, equal(ROWS, 2));
        GradientSource once = source(model, rows, equal(ROWS, 1));
        assertThat(weighted.totalWeight()).isEqualTo(twice.totalWeight());
        assertThat(gradient(weighted).loss().orElseThrow())
                .isCloseTo(gradient(twice).loss().orElseThrow(), within(1e-12));
        assertClose(gradient(weighted).gradient(), gradient(twice).gradient());
        assertClose(trained(weighted, 200).weights(), trained(twice, 200).weights());
        assertThat(gradient(weighted)).isEqualTo(gradient(once));
    }

    /** One row of several counts double: that is no matter of a common factor any more. */
    @ParameterizedTest
    @MethodSource("kinds")
    void oneRowOfWeightTwoIsThatRowTwice(String kind) {
        Model model = model(kind);
        DenseRows rows = rows(model);
        int[] again = IntStream.range(0, ROWS + 3)
                .map(position -> Math.min(position, ROWS - 1))
                .toArray();
        double[] weights = equal(ROWS, 1);
        weights[ROWS - 1] = 4;
        GradientSource repeated = source(model, rows.select(RowSelection.of(again)), equal(ROWS + 3, 1));
        GradientSource weighted = source(model, rows, weights);
        assertThat(gradient(weighted).loss().orElseThrow())
                .isCloseTo(gradient(repeated).loss().orElseThrow(), within(1e-12));
        assertClose(gradient(weighted).gradient(), gradient(repeated).gradient());
        assertClose(trained(weighted, 200).weights(), trained(repeated, 200).weights());
        GradientSource plain = source(model, rows, equal(ROWS, 1));
        assertThat(trained(weighted, 200)
                        .weights()
                        .plus(-1, trained(plain, 200).weights())
                        .norm())
                .isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aCommonFactorOfTheWeightsLeavesTheEndAlone(String kind) {
        Model model = model(kind);
        DenseRows rows = rows(model);
        TrainingResult end = trained(source(model, rows, weights(rows, 1)), 1_500);
        TrainingResult timesFour = trained(source(model, rows, weights(rows, 4)), 1_500);
        TrainingResult timesThree = trained(source(model, rows, weights(rows, 3)), 1_500);
        // powers of two change no digit of a sum or a quotient
        assertThat(timesFour.weights()).isEqualTo(end.weights());
        assertThat(timesFour.evaluation().objective())
                .isEqualTo(end.evaluation().objective());
        assertClose(timesThree.weights(), end.weights());
        assertThat(timesThree.evaluation().objective())
                .isCloseTo(end.evaluation().objective(), within(1e-12));
    }
}
