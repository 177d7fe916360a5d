package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.BernoulliBatch;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.sampling.SliceTree;
import dev.glissade.sampling.WithReplacementBatch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Squared norms of single rows' gradients, and what follows from them. */
class ExactNoiseTest {

    private static final int[] SIZES = {0, 1, 70, 0, 13, 100, 16, 0};
    private static final int ROWS = 200;
    private static final int FEATURES = 6;

    private static Model model(String kind) {
        return switch (kind) {
            case "softmax" -> new SoftmaxModel(3, FEATURES, true);
            case "another constant" -> LinearModel.logistic(FEATURES, true).withConstant(4);
            case "softmax without intercepts" -> new SoftmaxModel(3, FEATURES, false);
            case "row objective" -> new RowObjectiveModel(new Cubes(), FEATURES);
            default -> new LinearModel(FEATURES, true, Losses.ofKind(kind));
        };
    }

    /** Σⱼ|wⱼ − xⱼ|³/3: no model of margins. */
    private record Cubes() implements RowObjective {

        @Override
        public ParameterLayout layout(int features) {
            return new ParameterLayout(1, features, false);
        }

        @Override
        public double value(double[] features, double label, double[] parameters) {
            double sum = 0;
            for (int j = 0; j < features.length; j++) {
                sum += Math.pow(Math.abs(parameters[j] - features[j]), 3) / 3;
            }
            return sum;
        }

        @Override
        public void addGradient(
                double factor, double[] features, double label, double[] parameters, double[] gradient) {
            for (int j = 0; j < features.length; j++) {
                double distance = parameters[j] - features[j];
                gradient[j] += factor * distance * Math.abs(distance);
            }
        }
    }

    /** Row by row with the model alone. */
    @ParameterizedTest
    @CsvSource({
        "linear,false",
        "logistic,false",
        "logistic,true",
        "softmax,false",
        "softmax,true",
        "softmax without intercepts,true",
        "another constant,false",
        "another constant,true",
        "row objective,true"
    })
    void squaresAreThoseOfTheRows(String kind, boolean sparse) {
        Model model = model(kind);
        RowBlock[] slices = GeneratedRows.of(611, ROWS, FEATURES, model.labelKind(), 3, true)
                .slices(SIZES, sparse);
        GradientSource data = new InMemoryGradientSource(model, new SliceGroup(0, slices));
        DenseVector point = DenseVector.wrap(
                new SplittableRandom(612).doubles(model.layout().size(), -1, 1).toArray());
        for (Batch batch : List.of(data.allRows(), new WithReplacementBatch(1, 2, 90), new BernoulliBatch(1, 2, 20))) {
            double squares = 0;
            RowSelection[] drawn = batch.select(SliceTree.of(SIZES), 0, SIZES.length);
            for (int slice = 0; slice < SIZES.length; slice++) {
                for (int i = 0; i < drawn[slice].count(); i++) {
                    double[] gradient = new double[point.size()];
                    int[] row = {drawn[slice].row(i)};
                    model.addGradient(slices[slice], RowSelection.of(row), point.values(), gradient);
                    squares += Arrays.stream(gradient).map(g -> g * g).sum();
                }
            }
            GradientSum sum = data.sum(new SumRequest(batch, List.of(point)));
            SquaresSum answer = data.squares(new SquaresRequest(batch, point));
            assertThat(answer.squares())
                    .isCloseTo(squares, within(1e-12 * squares))
                    .isPositive();
            assertThat(answer.gradient()).isEqualTo(sum.gradients().get(0));
            assertThat(answer.rows()).isEqualTo(sum.rows());
            assertThat(answer.weight()).isEqualTo(sum.weight());
        }
    }

    @Test
    void noRowHasNoSquares() {
        Model model = model("logistic");
        GradientSource data = new InMemoryGradientSource(
                model,
                new SliceGroup(
                        0,
                        GeneratedRows.of(611, ROWS, FEATURES, model.labelKind(), 3, true)
                                .slices(SIZES, false)));
        DenseVector zeros = DenseVector.zeros(FEATURES + 1);
        long step = 0;
        while (data.sum(new SumRequest(new BernoulliBatch(1, step, 1), List.of(zeros)))
                        .rows()
                > 0) {
            step++;
        }
        assertThat(data.squares(new SquaresRequest(new BernoulliBatch(1, step, 1), zeros)))
                .isEqualTo(new SquaresSum(0, 0, zeros, 0));
    }

    /** Rows y = 1, 2, 6 of weights 1, 2, 1 at w = 0: ∇ℓ = −y, and gᵢ = ¾·cᵢ·∇ℓᵢ = −0.75, −3, −4.5. */
    @Test
    void weightsCountByHand() {
        double[] ones = {1, 1, 1};
        RowBlock rows = new DenseRows(1, ones, new double[] {1, 2, 6}, new double[] {1, 2, 1});
        GradientSource data = new InMemoryGradientSource(
                LinearModel.leastSquares(1, false), new SliceGroup(0, new RowBlock[] {rows}));
        ExactNoise noise = ExactNoise.at(data, DenseVector.zeros(1));
        assertThat(noise.gradient()).isEqualTo(DenseVector.of(-2.75));
        assertThat(noise.meanSquare()).isEqualTo((0.5625 + 9 + 20.25) / 3);
        double trace = (2.0 * 2.0 + 0.25 * 0.25 + 1.75 * 1.75) / 3;
        assertThat(noise.trace()).isCloseTo(trace, within(1e-14));
        assertThat(noise.variance(Mode.WITH_REPLACEMENT, 2)).isCloseTo(trace / 2, within(1e-14));
        // of the three pairs without repetition: means −1.875, −2.625, −3.75
        double pairs = (0.875 * 0.875 + 0.125 * 0.125 + 1.0) / 3;
        assertThat(noise.variance(Mode.WITHOUT_REPLACEMENT, 2)).isCloseTo(pairs, within(1e-14));
        assertThat(noise.variance(Mode.EPOCH_SHUFFLE, 2)).isCloseTo(pairs, within(1e-14));
        // each row with probability 1/3, the sum divided by 1: Σ pq‖gᵢ‖²
        assertThat(noise.variance(Mode.BERNOULLI, 1)).isCloseTo(2.0 / 9 * (0.5625 + 9 + 20.25), within(1e-14));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aBatchOfAllRowsHasNoNoiseUnlessRowsRepeat(Mode mode) {
        ExactNoise noise = new ExactNoise(DenseVector.of(1, 0), 4, 10);
        assertThat(noise.variance(mode, 10)).isEqualTo(mode == Mode.WITH_REPLACEMENT ? 0.3 : 0);
        assertThat(noise.variance(mode, 1)).isEqualTo(mode == Mode.BERNOULLI ? 3.6 : 3);
        assertThat(ExactNoise.share(mode, 1, 1)).isEqualTo(mode == Mode.WITH_REPLACEMENT ? 1 : 0);
    }

    @Test
    void equalRowsHaveNoNoiseButRounding() {
        assertThat(new ExactNoise(DenseVector.of(0.1, 0.2), 0.05 - 1e-17, 3).trace())
                .isNotNegative();
    }
}
