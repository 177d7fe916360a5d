package dev.glissade.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.FunctionSource;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.SliceTree;
import dev.glissade.schedule.Progress;
import dev.glissade.training.AdultRows;
import dev.glissade.training.Checks;
import dev.glissade.training.StopReason.Kind;
import dev.glissade.training.StopRules;
import dev.glissade.training.TrainingResult;
import dev.glissade.training.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuasiNewtonTest {

    private static final Checks LONG_ENOUGH = Checks.every(1, StopRules.maxSteps(1_000));

    /** Counts the passes that another source makes for gradients. */
    private static final class Counting implements GradientSource {
        private final GradientSource source;
        private long sums;

        private Counting(GradientSource source) {
            this.source = source;
        }

        @Override
        public Model model() {
            return source.model();
        }

        @Override
        public SliceTree slices() {
            return source.slices();
        }

        @Override
        public double totalWeight() {
            return source.totalWeight();
        }

        @Override
        public List<GradientAnswer> answer(List<GradientRequest> requests) {
            sums += requests.stream().filter(SumRequest.class::isInstance).count();
            return source.answer(requests);
        }
    }

    private static QuasiNewton unpenalised(GradientSource data, Checks checks) {
        return new QuasiNewton(Penalty.none(data.model().layout()), 10, checks);
    }

    @Test
    void findsTheEndOfRosenbrocksValley() {
        GradientSource data = new FunctionSource(Functions.rosenbrock());
        TrainingResult end = unpenalised(data, LONG_ENOUGH).train(data, DenseVector.of(-1.2, 1));
        assertThat(end.stopReason().kind()).isEqualTo(Kind.CONVERGED);
        assertThat(end.stopReason().detail()).contains("the gradient's norm is");
        assertThat(end.weights().plus(-1, DenseVector.of(1, 1)).norm()).isLessThan(1e-8);
        assertThat(end.last().step()).isBetween(10L, 100L);
        assertThat(end.last().lastStep().orElseThrow().gradientNorm()).isLessThan(1e-7);
        assertThat(end.last().lastStep().orElseThrow().learningRate()).isNaN();
    }

    @Test
    void findsTheOptimumOfTheAdultSet() {
        Penalty penalty = new Penalty(0, AdultRows.L2, AdultRows.logistic().layout());
        GradientSource data = AdultRows.source();
        TrainingResult end = new QuasiNewton(penalty, 10, LONG_ENOUGH)
                .train(data, DenseVector.zeros(penalty.layout().size()));
        assertThat(end.stopReason().kind()).isEqualTo(Kind.CONVERGED);
        assertThat(end.evaluation().objective()).isCloseTo(AdultRows.OPTIMUM, within(1e-13));
        assertThat(end.last().lastStep().orElseThrow().loss().orElseThrow())
                .isCloseTo(end.evaluation().loss(), within(1e-15));
    }

    @Test
    void aTargetEndsTheRunBeforeItConverges() {
        GradientSource data = new FunctionSource(Functions.rosenbrock());
        TrainingResult end = unpenalised(data, Checks.every(1, StopRules.targetObjective(0.1)))
                .train(data, DenseVector.of(-1.2, 1));
        assertThat(end.stopReason().kind()).isEqualTo(Kind.TARGET_OBJECTIVE);
        assertThat(end.evaluation().objective()).isBetween(1e-6, 0.1);
        TrainingResult soon =
                unpenalised(data, Checks.every(100, StopRules.maxSteps(3))).train(data, DenseVector.of(-1.2, 1));
        assertThat(soon.stopReason().kind()).isEqualTo(Kind.MAX_STEPS);
        assertThat(soon.last().step()).isEqualTo(3);
    }

    @Test
    void epochsAreThePassesThatTheGradientsTook() {
        Counting data = new Counting(new FunctionSource(Functions.rosenbrock()));
        List<TrainingState> states = new ArrayList<>();
        TrainingResult end = unpenalised(data, LONG_ENOUGH).train(data, DenseVector.of(-1.2, 1), states::add);
        assertThat(end.last().epochs()).isEqualTo((double) data.sums);
        assertThat(end.last().work().gradientEvaluations()).isEqualTo(data.sums);
        assertThat(states.get(0).epochs()).isZero();
        // a step takes a pass or two more; asking again where the line search ended would take one more each
        assertThat(data.sums).isBetween(end.last().step() + 1, end.last().step() * 3 / 2);
        assertThat(states.stream().map(TrainingState::step))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, end.last().step()).boxed().toList());
    }

    @Test
    void theStartIsNotWorkedOnBeforeAStepIsAskedFor() {
        Counting data = new Counting(new FunctionSource(Functions.rosenbrock()));
        unpenalised(data, LONG_ENOUGH).states(data, DenseVector.of(-1.2, 1)).next();
        assertThat(data.sums).isZero();
    }

    @Test
    void theSameRunTwiceHasTheSameBits() {
        GradientSource data = new FunctionSource(Functions.wavySurface());
        TrainingResult once = unpenalised(data, LONG_ENOUGH).train(data, DenseVector.of(2.5, 1.5));
        TrainingResult again = unpenalised(data, LONG_ENOUGH).train(data, DenseVector.of(2.5, 1.5));
        assertThat(again.weights()).isEqualTo(once.weights());
        assertThat(again.last().step()).isEqualTo(once.last().step());
        assertThat(again.last().work()).isEqualTo(once.last().work());
    }

    @Test
    void aStartAtTheMinimumConvergesAtOnce() {
        GradientSource data = new FunctionSource(Functions.bowl(1, 3));
        TrainingResult end = unpenalised(data, LONG_ENOUGH).train(data, DenseVector.zeros(2));
        assertThat(end.stopReason().kind()).isEqualTo(Kind.CONVERGED);
        assertThat(end.weights()).isEqualTo(DenseVector.zeros(2));
        assertThat(end.last().step()).isLessThanOrEqualTo(1);
    }

    @Test
    void aStartThatIsNoNumberHasDiverged() {
        GradientSource data = new FunctionSource(Functions.rosenbrock());
        TrainingResult end = unpenalised(data, LONG_ENOUGH).train(data, DenseVector.of(Double.NaN, 1));
        assertThat(end.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(end.last().step()).isZero();
    }

    /** A function that is no number beyond 1: −w up to there, so that every step along the gradient crosses the edge. */
    private record Cliff() implements DifferentiableFunction {

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double value(DenseVector w) {
            return w.get(0) <= 1 ? 10 - w.get(0) : Double.NaN;
        }

        @Override
        public DenseVector gradient(DenseVector w) {
            return DenseVector.of(w.get(0) <= 1 ? -1 : Double.NaN);
        }
    }

    @Test
    void aFunctionThatIsNoNumberSomewhereEndsWithItsLastGoodWeights() {
        GradientSource data = new FunctionSource(new Cliff());
        TrainingResult end = unpenalised(data, LONG_ENOUGH).train(data, DenseVector.zeros(1));
        assertThat(end.weights().isFinite()).isTrue();
        assertThat(end.evaluation().objective()).isBetween(9.0, 10.0);
        assertThat(end.last().step()).isLessThan(1_000);
    }

    @Test
    void theHistoryHasAPairAtLeast() {
        Penalty none = Penalty.none(AdultRows.logistic().layout());
        assertThatThrownBy(() -> new QuasiNewton(none, 0, LONG_ENOUGH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("history = 0: must be at least 1");
        GradientSource data = new FunctionSource(Functions.rosenbrock());
        TrainingResult shortest = new QuasiNewton(Penalty.none(data.model().layout()), 1, LONG_ENOUGH)
                .train(data, DenseVector.of(-1.2, 1));
        assertThat(shortest.weights().get(0)).isCloseTo(1, within(1e-6));
    }

    /** Least squares on x = ±1 and labels 5 ± 0.5 with l1 = 10: the weight is 0, the intercept alone the mean label. */
    @Test
    void orthantWiseStepsLeaveTheInterceptUnpenalised() {
        RowBlock rows = new DenseRows(1, new double[] {1, -1, 1, -1}, new double[] {5.5, 4.5, 5.5, 4.5}, null);
        LinearModel model = LinearModel.leastSquares(1, true);
        GradientSource data = new InMemoryGradientSource(model, new SliceGroup(0, new RowBlock[] {rows}));
        TrainingResult strong =
                new QuasiNewton(new Penalty(10, 0, model.layout()), 10, LONG_ENOUGH).train(data, DenseVector.zeros(2));
        assertThat(strong.weights().get(0)).isZero();
        assertThat(strong.weights().get(1)).isCloseTo(5, within(1e-7));
        // and by soft thresholding 0.5 → 0.5 − 0.2, with l2 = 1 halved
        TrainingResult weak =
                new QuasiNewton(new Penalty(0.2, 1, model.layout()), 10, LONG_ENOUGH).train(data, DenseVector.zeros(2));
        assertThat(weak.weights().get(0)).isCloseTo(0.15, within(1e-7));
        assertThat(weak.weights().get(1)).isCloseTo(5, within(1e-7));
        assertThat(weak.evaluation().objective())
                .isCloseTo(0.5 * 0.35 * 0.35 + 0.2 * 0.15 + 0.5 * 0.15 * 0.15, within(1e-12));
    }

    @Test
    void withL1TheGradientIsWithinItWhereWeightsAreZero() {
        double[] values = new SplittableRandom(5).doubles(40 * 8, -1, 1).toArray();
        double[] labels = new double[40];
        Arrays.setAll(labels, row -> 2 * values[row * 8] - values[row * 8 + 1] + 0.1 * values[row * 8 + 2]);
        LinearModel model = LinearModel.leastSquares(8, true);
        GradientSource data = new InMemoryGradientSource(
                model, new SliceGroup(0, new RowBlock[] {new DenseRows(8, values, labels, null)}));
        TrainingResult end = new QuasiNewton(new Penalty(0.05, 0, model.layout()), 10, LONG_ENOUGH)
                .train(data, DenseVector.zeros(9));
        DenseVector gradient = new FullGradient()
                .estimate(data, EstimatorState.NOTHING, new Progress(0, 0), end.weights())
                .gradient();
        int zeros = 0;
        for (int j = 0; j < 8; j++) {
            double weight = end.weights().get(j);
            zeros += weight == 0 ? 1 : 0;
            if (weight == 0) {
                assertThat(Math.abs(gradient.get(j))).isLessThanOrEqualTo(0.05 + 1e-7);
            } else {
                assertThat(gradient.get(j)).isCloseTo(-0.05 * Math.signum(weight), within(1e-7));
            }
        }
        assertThat(zeros).isBetween(3, 6);
        assertThat(gradient.get(8)).isCloseTo(0, within(1e-7));
    }
}
