package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.RowGradients;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Svrg;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Progress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replica's steps of one row each are worked out in place; one replica shows that they are the steps of the plain loop. */
class RowByRowTest {

    private static final int[] SIZES = {20, 0, 31, 9};
    private static final int ROUND = 25;

    private static Model model(String kind, boolean intercept) {
        return switch (kind) {
            case "logistic" -> LinearModel.logistic(11, intercept);
            case "linear" -> LinearModel.leastSquares(11, intercept);
            default -> new SoftmaxModel(3, 11, intercept);
        };
    }

    private static InMemoryGradientSource data(Model model, boolean sparse) {
        return new InMemoryGradientSource(
                model,
                new SliceGroup(
                        0,
                        GeneratedRows.of(
                                        141,
                                        60,
                                        11,
                                        model.labelKind(),
                                        model.layout().outputs(),
                                        true)
                                .slices(SIZES, sparse)));
    }

    private static GradientEstimator estimator(boolean svrg, Sampling sampling) {
        return svrg ? new Svrg(sampling, 1, ROUND, Svrg.Snapshot.LAST) : new MiniBatchGradient(sampling, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "logistic, true,  false, true,  0,    0.1",
        "logistic, true,  true,  true,  0,    0.1",
        "logistic, false, true,  false, 0,    0",
        "logistic, true,  false, false, 0.02, 0",
        "linear,   true,  true,  true,  0.05, 0.1",
        "linear,   true,  false, false, 0,    0.3",
        "softmax,  true,  false, true,  0.01, 0.1",
        "softmax,  false, true,  true,  0,    0.1",
        "softmax,  true,  true,  false, 0,    0"
    })
    void theBitsAreThoseOfTheLoop(String kind, boolean intercept, boolean sparse, boolean svrg, double l1, double l2) {
        Model model = model(kind, intercept);
        InMemoryGradientSource data = data(model, sparse);
        DenseVector zeros = DenseVector.zeros(model.layout().size());
        Trainer trainer = new Trainer(
                estimator(svrg, new Sampling(Mode.EPOCH_SHUFFLE, 4)),
                new Penalty(l1, l2, model.layout()),
                new Sgd(),
                LearningRates.inverseTime(0.05, 0.01),
                Checks.every(ROUND, StopRules.maxSteps(8 * ROUND)));
        List<TrainingState> plain = new ArrayList<>();
        trainer.states(data, zeros).forEachRemaining(plain::add);
        Iterator<TrainingState> rounds = new LocalTrainer(trainer, 1, ROUND).states(data, zeros);
        for (int step = 0; rounds.hasNext(); step += ROUND) {
            TrainingState round = rounds.next();
            TrainingState expected = plain.get(step);
            assertThat(round.step()).isEqualTo(step);
            assertThat(round.weights()).isEqualTo(expected.weights());
            assertThat(round.work()).isEqualTo(expected.work());
            assertThat(round.evaluation()).isEqualTo(expected.evaluation());
            assertThat(round.lastStep().map(StepReport::gradientNorm)).isEqualTo(meanNorm(plain, step));
        }
    }

    private static Optional<Double> meanNorm(List<TrainingState> plain, int step) {
        double sum = 0;
        for (int i = step - ROUND + 1; i > 0 && i <= step; i++) {
            sum += plain.get(i).lastStep().orElseThrow().gradientNorm();
        }
        return step == 0 ? Optional.empty() : Optional.of(sum / ROUND);
    }

    /** A row without weight has no loss, and no part in the mean of them. */
    @Test
    void rowsOfNoWeight() {
        LinearModel model = LinearModel.leastSquares(2, false);
        RowBlock rows = new SparseRows(
                2, new int[] {0, 1, 2, 2}, new int[] {0, 1}, new double[] {1, 2}, new double[] {1, 2, 3}, new double[] {
                    0, 1, 2
                });
        InMemoryGradientSource data = new InMemoryGradientSource(model, new SliceGroup(0, new RowBlock[] {rows}));
        Trainer trainer = new Trainer(
                estimator(false, new Sampling(Mode.EPOCH_SHUFFLE, 5)),
                Penalty.none(model.layout()),
                new Sgd(),
                LearningRates.constant(0.1),
                Checks.every(3, StopRules.maxSteps(3)));
        List<TrainingState> plain = new ArrayList<>();
        trainer.states(data, DenseVector.zeros(2)).forEachRemaining(plain::add);
        TrainingResult local = new LocalTrainer(trainer, 1, 3).train(data, DenseVector.zeros(2));
        assertThat(local.weights()).isEqualTo(plain.get(3).weights());
        double losses = 0;
        for (TrainingState state : plain.subList(1, 4)) {
            losses += state.lastStep().orElseThrow().loss().orElse(0);
        }
        assertThat(local.last().lastStep().orElseThrow().loss()).hasValue(losses / 2);
    }

    /** It is a way for some settings; with the others, the loop is taken. */
    @Test
    void whatElseThereIsTakesTheLoop() {
        Model model = model("logistic", true);
        InMemoryGradientSource data = data(model, false);
        DenseVector zeros = DenseVector.zeros(12);
        Sampling inTurn = new Sampling(Mode.EPOCH_SHUFFLE, 6);
        Progress start = new Progress(0, 0);
        assertThat(RowGradients.of(estimator(false, inTurn), EstimatorState.NOTHING, data, start, zeros, 5))
                .isPresent();
        for (GradientEstimator other : List.of(
                new MiniBatchGradient(inTurn, 2),
                new MiniBatchGradient(new Sampling(Mode.WITH_REPLACEMENT, 6), 1),
                estimator(true, inTurn),
                new Svrg(inTurn, 1, 5, Svrg.Snapshot.AVERAGE))) {
            assertThat(RowGradients.of(other, EstimatorState.NOTHING, data, start, zeros, 5))
                    .isEmpty();
        }
        Trainer momentum = new Trainer(
                estimator(false, inTurn),
                Penalty.none(model.layout()),
                new Momentum(0.9),
                LearningRates.constant(0.1),
                Checks.every(5, StopRules.maxSteps(10)));
        assertThat(new LocalTrainer(momentum, 1, 5).train(data, zeros).weights())
                .isEqualTo(momentum.train(data, zeros).weights());
    }
}
