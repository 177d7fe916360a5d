package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Svrg;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.model.WideRows;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.LearningRates;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On wide sparse rows a replica's steps touch what a row stores; one replica shows that they go where the plain loop goes. */
class LazyRowStepsTest {

    private static final int FEATURES = 1 << 16;
    private static final int[] SIZES = {20, 0, 31, 9};
    private static final int ROUND = 25;

    private static Model model(String kind, boolean intercept) {
        return switch (kind) {
            case "softmax, constant" -> new SoftmaxModel(3, FEATURES, intercept).withConstant(4);
            case "constant" -> LinearModel.logistic(FEATURES, intercept).withConstant(4);
            case "logistic" -> LinearModel.logistic(FEATURES, intercept);
            case "linear" -> LinearModel.leastSquares(FEATURES, intercept);
            default -> new SoftmaxModel(3, FEATURES, intercept);
        };
    }

    private static InMemoryGradientSource data(Model model) {
        int classes = model instanceof SoftmaxModel ? 3 : model.labelKind() == LabelKind.BINARY ? 2 : 0;
        return new InMemoryGradientSource(model, new SliceGroup(0, WideRows.slices(151, SIZES, FEATURES, 12, classes)));
    }

    private static GradientEstimator estimator(boolean svrg) {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 4);
        return svrg ? new Svrg(sampling, 1, ROUND, Svrg.Snapshot.LAST) : new MiniBatchGradient(sampling, 1);
    }

    /** Also where a step takes all there is (η·l2 = 1), and where s would leave its bounds within a round (η·l2 = 0.9). */
    @ParameterizedTest
    @CsvSource({
        "logistic, true,  true,  0.2, 0.01",
        "logistic, false, true,  0.2, 0",
        "logistic, true,  false, 0.2, 0.5",
        "linear,   true,  true,  0.02, 0.5",
        "linear,   true,  false, 0.02, 45",
        "linear,   false, true,  0.02, 50",
        "linear,   true,  true,  0.02, 45",
        "softmax,  true,  true,  0.2, 0.1",
        "softmax,  true,  false, 0.2, 0.1",
        "constant, true,  true,  0.02, 0.1",
        "'softmax, constant', true, true, 0.02, 0.1",
        "constant, true,  false, 0.02, 0.1"
    })
    void theWeightsAreThoseOfTheLoopButForRounding(
            String kind, boolean intercept, boolean svrg, double rate, double l2) {
        Model model = model(kind, intercept);
        InMemoryGradientSource data = data(model);
        DenseVector zeros = DenseVector.zeros(model.layout().size());
        Trainer trainer = new Trainer(
                estimator(svrg),
                new Penalty(0, l2, model.layout()),
                new Sgd(),
                LearningRates.constant(rate),
                Checks.every(ROUND, StopRules.maxSteps(4 * ROUND)));
        List<TrainingState> plain = new ArrayList<>();
        trainer.states(data, zeros).forEachRemaining(plain::add);
        Iterator<TrainingState> rounds = new LocalTrainer(trainer, 1, ROUND).states(data, zeros);
        for (int step = 0; rounds.hasNext(); step += ROUND) {
            TrainingState round = rounds.next();
            TrainingState expected = plain.get(step);
            assertThat(round.weights().plus(-1, expected.weights()).norm())
                    .isCloseTo(0, within(1e-12 * (1 + expected.weights().norm())));
            assertThat(round.work()).isEqualTo(expected.work());
            if (step > 0) {
                double losses = 0;
                for (TrainingState each : plain.subList(step - ROUND + 1, step + 1)) {
                    losses += each.lastStep().orElseThrow().loss().orElseThrow();
                }
                assertThat(round.lastStep().orElseThrow().loss().orElseThrow())
                        .isCloseTo(losses / ROUND, within(1e-9 * (1 + losses)));
            }
        }
    }

    /** Where rows are not sparse, or parameters few, the steps are those of the loop to the bit; else they round otherwise. */
    @ParameterizedTest
    @CsvSource({"64, 16, true", "64, 17, false", "63, 8, false"})
    void onSparseRowsAndManyParametersOnly(int features, int nonZeros, boolean lazy) {
        Model model = LinearModel.logistic(features, false);
        InMemoryGradientSource data = new InMemoryGradientSource(model, new SliceGroup(0, new RowBlock[] {
            rows(20, features, nonZeros), rows(30, features, nonZeros)
        }));
        Trainer trainer = new Trainer(
                estimator(true),
                new Penalty(0, 0.3, model.layout()),
                new Sgd(),
                LearningRates.constant(0.1),
                Checks.every(ROUND, StopRules.maxSteps(2 * ROUND)));
        DenseVector zeros = DenseVector.zeros(features);
        DenseVector plain = trainer.train(data, zeros).weights();
        DenseVector local =
                new LocalTrainer(trainer, 1, ROUND).train(data, zeros).weights();
        assertThat(local.plus(-1, plain).norm()).isCloseTo(0, within(1e-12 * plain.norm()));
        assertThat(local.equals(plain)).isEqualTo(!lazy);
    }

    private static RowBlock rows(int count, int features, int nonZeros) {
        SplittableRandom random = new SplittableRandom(count);
        int[] offsets =
                IntStream.rangeClosed(0, count).map(row -> row * nonZeros).toArray();
        int[] indices =
                IntStream.range(0, count * nonZeros).map(i -> i % nonZeros).toArray();
        double[] values = random.doubles(indices.length, -1, 1).toArray();
        double[] labels =
                IntStream.range(0, count).mapToDouble(row -> row % 2 * 2 - 1).toArray();
        return new SparseRows(features, offsets, indices, values, labels, null);
    }

    /** What a row gives at the snapshot is kept for its next visit where rows are long enough for that: 12 non-zeros are not for softmax. */
    @ParameterizedTest
    @CsvSource({"logistic, 12", "softmax, 12", "softmax, 40"})
    void rowsThatAreMetAgainGiveTheSame(String kind, int nonZeros) {
        Model model = model(kind, true);
        int classes = model instanceof SoftmaxModel ? 3 : 2;
        InMemoryGradientSource data = new InMemoryGradientSource(
                model, new SliceGroup(0, WideRows.slices(151, SIZES, FEATURES, nonZeros, classes)));
        int loop = 3 * Math.toIntExact(data.rows()) + 7;
        Trainer trainer = new Trainer(
                new Svrg(new Sampling(Mode.EPOCH_SHUFFLE, 4), 1, loop, Svrg.Snapshot.LAST),
                new Penalty(0, 0.1, model.layout()),
                new Sgd(),
                LearningRates.constant(0.2),
                Checks.every(loop, StopRules.maxSteps(2L * loop)));
        DenseVector zeros = DenseVector.zeros(model.layout().size());
        DenseVector plain = trainer.train(data, zeros).weights();
        DenseVector local =
                new LocalTrainer(trainer, 1, loop).train(data, zeros).weights();
        assertThat(local.plus(-1, plain).norm()).isCloseTo(0, within(1e-12 * plain.norm()));
    }

    /** What is told of the gradient's norm is that of the estimate, without the penalty. */
    @Test
    void normsAreThoseOfTheEstimates() {
        Model model = model("softmax", true);
        InMemoryGradientSource data = data(model);
        Trainer trainer = new Trainer(
                estimator(true),
                Penalty.none(model.layout()),
                new Sgd(),
                LearningRates.constant(0.2),
                Checks.every(ROUND, StopRules.maxSteps(ROUND)));
        DenseVector zeros = DenseVector.zeros(model.layout().size());
        List<TrainingState> plain = new ArrayList<>();
        trainer.states(data, zeros).forEachRemaining(plain::add);
        double sum = 0;
        for (TrainingState state : plain.subList(1, ROUND + 1)) {
            sum += state.lastStep().orElseThrow().gradientNorm();
        }
        TrainingState local =
                new LocalTrainer(trainer, 1, ROUND).train(data, zeros).last();
        assertThat(local.lastStep().orElseThrow().gradientNorm()).isCloseTo(sum / ROUND, within(1e-12 * sum));
    }
}
