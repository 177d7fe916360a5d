package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.BatchSmoothness;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.Svrg;
import dev.glissade.gradient.Svrg.Snapshot;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.LearningRates;
import dev.glissade.solver.QuasiNewton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The Adult set by local SVRG: two replicas, single rows, loops of twice a replica's rows, a rate of one over the smoothness
 * of the worst row. Optima are those of Newton's method in another program.
 */
class LocalSvrgOptimumTest {

    private static final LinearModel MODEL = AdultRows.logistic();
    private static final GradientSource DATA = AdultRows.source();
    private static final GradientSource SQUARES = AdultRows.squares();

    /** The relative gap of a round, and what came before it. */
    private record Round(double epochs, double gap) {}

    private static List<Round> rounds(double l2, double optimum) {
        BatchSmoothness smoothness = BatchSmoothness.of(SQUARES, MODEL, l2, Mode.EPOCH_SHUFFLE, 1, DATA.rows() / 2);
        assertThat(smoothness.value()).as("fourteen ones in a row").isCloseTo(0.25 * 15 + l2, within(1e-12));
        Trainer trainer = new Trainer(
                new Svrg(new Sampling(Mode.EPOCH_SHUFFLE, 1), 1, DATA.rows(), Snapshot.LAST),
                new Penalty(0, l2, MODEL.layout()),
                new Sgd(),
                LearningRates.constant(1 / smoothness.value()),
                Checks.every(1, StopRules.targetObjective(optimum * (1 + 1e-9)), StopRules.maxEpochs(120)));
        List<Round> rounds = new ArrayList<>();
        TrainingResult end = new LocalTrainer(trainer, 2, DATA.rows())
                .train(DATA, DenseVector.zeros(MODEL.layout().size()), state -> {
                    double objective = state.evaluation().orElseThrow().objective();
                    rounds.add(new Round(state.epochs(), (objective - optimum) / optimum));
                });
        assertThat(end.stopReason().kind()).isEqualTo(StopReason.Kind.TARGET_OBJECTIVE);
        assertThat(rounds.get(rounds.size() - 1).gap()).isBetween(0.0, 1e-9);
        return rounds;
    }

    private static double epochsTo(double gap, List<Round> rounds) {
        return rounds.stream()
                .filter(round -> round.gap() <= gap)
                .findFirst()
                .orElseThrow()
                .epochs();
    }

    /** The gap falls by a factor from round to round: its logarithm is a line. */
    @Test
    void convergesLinearlyWithAStrongPenalty() {
        List<Round> rounds = rounds(1e-3, 0.33271330754619155);
        assertThat(epochsTo(1e-6, rounds)).isLessThanOrEqualTo(30);
        List<Round> between = rounds.stream()
                .filter(round -> round.gap() <= 1e-3 && round.gap() >= 1e-9)
                .toList();
        assertThat(between).hasSizeGreaterThanOrEqualTo(6);
        assertThat(determination(between)).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void reachesTheOptimumWithAWeakPenalty() {
        List<Round> rounds = rounds(AdultRows.L2, AdultRows.OPTIMUM);
        assertThat(rounds.get(0).gap()).isGreaterThan(1);
        assertThat(epochsTo(1e-4, rounds)).isLessThanOrEqualTo(36);
    }

    /** With L1 too: OWL-QN, asked to go on from there, has nothing left to gain, and finds the same zeros. */
    @Test
    void proximalStepsEndWhereOwlQnDoes() {
        Penalty penalty = new Penalty(1e-3, 1e-3, MODEL.layout());
        BatchSmoothness smoothness = BatchSmoothness.of(SQUARES, MODEL, 1e-3, Mode.EPOCH_SHUFFLE, 1, DATA.rows() / 2);
        long round = DATA.rows();
        Trainer trainer = new Trainer(
                new Svrg(new Sampling(Mode.EPOCH_SHUFFLE, 1), 1, round, Snapshot.LAST),
                penalty,
                new Sgd(),
                LearningRates.constant(1 / smoothness.value()),
                Checks.every(1, StopRules.maxSteps(15 * round)));
        TrainingResult end = new LocalTrainer(trainer, 2, round)
                .train(DATA, DenseVector.zeros(MODEL.layout().size()));
        TrainingResult owlQn =
                new QuasiNewton(penalty, 10, Checks.every(300, StopRules.maxSteps(300))).train(DATA, end.weights());
        assertThat(end.evaluation().objective()).isCloseTo(owlQn.evaluation().objective(), within(1e-8));
        assertThat(zeros(end.weights())).isEqualTo(zeros(owlQn.weights())).hasSizeGreaterThan(40);
    }

    private static List<Integer> zeros(DenseVector weights) {
        return IntStream.range(0, weights.size())
                .filter(j -> weights.get(j) == 0)
                .boxed()
                .toList();
    }

    /** R² of ln gap against epochs. */
    private static double determination(List<Round> rounds) {
        double epochs = mean(rounds, Round::epochs);
        double logarithm = mean(rounds, round -> Math.log(round.gap()));
        double covariance = mean(rounds, round -> (round.epochs() - epochs) * (Math.log(round.gap()) - logarithm));
        double ofEpochs = mean(rounds, round -> Math.pow(round.epochs() - epochs, 2));
        double ofLogarithms = mean(rounds, round -> Math.pow(Math.log(round.gap()) - logarithm, 2));
        return covariance * covariance / (ofEpochs * ofLogarithms);
    }

    private static double mean(List<Round> rounds, ToDoubleFunction<Round> of) {
        return rounds.stream().mapToDouble(of).average().orElseThrow();
    }
}
