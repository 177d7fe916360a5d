package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.ClippedGradient;
import dev.glissade.gradient.Clipping;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.BatchSizes;
import dev.glissade.schedule.Clock;
import dev.glissade.schedule.Gain;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Pace;
import dev.glissade.schedule.Pacing;
import dev.glissade.schedule.Progress;
import dev.glissade.statistics.NoiseAverage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches that grow, rates that follow them, and the noise that is seen on the way. */
class GrowingBatchesTest {

    private static final int ROWS = 320;
    private static final int FEATURES = 5;
    private static final LinearModel MODEL = LinearModel.logistic(FEATURES, true);
    private static final int[] SIZES = {40, 0, 60, 20, 30, 50, 70, 50};
    private static final GradientSource DATA = source(false);
    private static final DenseVector ZEROS = DenseVector.zeros(FEATURES + 1);
    private static final DenseVector SOMEWHERE = DenseVector.of(0.5, -0.4, 0.3, 0.2, -0.1, 0.3);
    private static final Penalty PENALTY = new Penalty(0, 0.05, MODEL.layout());
    private static final long EPOCH_ENDS_SHORT = ROWS;

    private static GradientSource source(boolean weighted) {
        return new InMemoryGradientSource(
                MODEL,
                new SliceGroup(
                        0,
                        GeneratedRows.of(521, ROWS, FEATURES, LabelKind.BINARY, 2, true)
                                .slices(SIZES, weighted)));
    }

    private static MiniBatchGradient batches(Mode mode, BatchSizes sizes) {
        return new MiniBatchGradient(new Sampling(mode, 5), sizes);
    }

    private static Trainer trainer(BatchSizes sizes, LearningRate rate, Pace pace, StopRule end) {
        return new Trainer(
                batches(Mode.EPOCH_SHUFFLE, sizes), PENALTY, new Sgd(), rate, pace, Checks.every(1_000_000, end));
    }

    private static List<TrainingState> states(SteppedMethod method, DenseVector from) {
        List<TrainingState> all = new ArrayList<>();
        method.states(DATA, from).forEachRemaining(all::add);
        return all;
    }

    /** 16 rows for an epoch (20 steps), then 32 (10 steps), then 64 (5 steps): each epoch visits each row once. */
    @Test
    void anEpochHasFewerStepsAsBatchesGrow() {
        Clock clock = Clock.rows(16, EPOCH_ENDS_SHORT);
        BatchSizes sizes = BatchSizes.stepwise(16, 2, 20, ROWS, clock);
        List<TrainingState> states =
                states(trainer(sizes, LearningRates.constant(0.1), Pace.STEADY, StopRules.maxEpochs(3)), ZEROS);
        assertThat(states).hasSize(1 + 20 + 10 + 5);
        assertThat(states.get(20).epochs()).isEqualTo(1);
        assertThat(states.get(30).epochs()).isEqualTo(2);
        assertThat(states.get(35).epochs()).isEqualTo(3);
        assertThat(states.get(20).lastStep().orElseThrow().batchSize()).isEqualTo(16);
        assertThat(states.get(21).lastStep().orElseThrow().batchSize()).isEqualTo(32);
        assertThat(states.get(35).lastStep().orElseThrow().batchSize()).isEqualTo(64);
    }

    /** The growing run's rate stays where the decayed one's falls, and both come to it at the same rows. */
    @Test
    void growthTakesThePlaceOfADecay() {
        Clock clock = Clock.rows(16, EPOCH_ENDS_SHORT);
        LearningRate decayed = LearningRates.step(0.4, 0.5, 20);
        BatchSizes sizes = BatchSizes.insteadOfDecay(16, decayed, 0, 32, clock);
        Pace pace = new Pace(clock, Gain.ofBatch(sizes));
        List<TrainingState> states = states(trainer(sizes, decayed, pace, StopRules.maxEpochs(3)), ZEROS);
        assertThat(states).hasSize(1 + 20 + 10 + 10);
        assertThat(states.get(20).lastStep().orElseThrow().learningRate()).isEqualTo(0.4);
        assertThat(states.get(21).lastStep().orElseThrow().learningRate()).isEqualTo(0.4);
        assertThat(states.get(31).lastStep().orElseThrow().learningRate()).isEqualTo(0.2);
    }

    /** Evaluations that are due by the epoch come at its ends, however many steps it has. */
    @Test
    void evaluationsAreDueByTheirClock() {
        Clock clock = Clock.rows(16, EPOCH_ENDS_SHORT);
        BatchSizes sizes = BatchSizes.stepwise(16, 2, 20, ROWS, clock);
        Checks checks = new Checks(20, clock, List.of(StopRules.maxEpochs(3)), 1000, Optional.empty());
        Trainer trainer = new Trainer(
                batches(Mode.EPOCH_SHUFFLE, sizes), PENALTY, new Sgd(), LearningRates.constant(0.1), checks);
        assertThat(states(trainer, ZEROS).stream()
                        .filter(state -> state.evaluation().isPresent())
                        .map(TrainingState::step))
                .containsExactly(0L, 20L, 30L, 35L);
    }

    /** The mean over many batches at one place is tr Σ and |∇F|², L2 and row weights included, in every mode. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void noiseSeenAtFrozenWeightsIsThatOfTheRows(Mode mode) {
        GradientSource data = source(true);
        NoiseAverage noise = frozen(batches(mode, BatchSizes.constant(40)), data);
        double[] exact = exactNoise(data);
        assertThat(noise.trace()).isCloseTo(exact[0], within(0.05 * exact[0]));
        assertThat(noise.squaredNorm()).isCloseTo(exact[1], within(0.1 * exact[1]));
    }

    /** Clipping changes the step and not what is seen of the noise. */
    @Test
    void noiseIsSeenBeforeClipping() {
        GradientEstimator plain = batches(Mode.EPOCH_SHUFFLE, BatchSizes.constant(40));
        Clipping hard = new Clipping(Double.POSITIVE_INFINITY, 1e-3);
        NoiseAverage clipped = frozen(new ClippedGradient(plain, hard), DATA);
        NoiseAverage whole = frozen(plain, DATA);
        assertThat(clipped.trace()).isEqualTo(whole.trace());
        assertThat(clipped.squaredNorm()).isCloseTo(whole.squaredNorm(), within(1e-12 * whole.squaredNorm()));
    }

    /** The sum over all rows has no noise, but shows how much batches would have: with N − 1, as all rows are a sample of slices. */
    @Test
    void theFullGradientShowsNoiseToo() {
        NoiseAverage noise = frozen(new FullGradient(), DATA);
        double[] exact = exactNoise(DATA);
        assertThat(noise.squaredNorm()).isCloseTo(exact[1], within(1e-12));
        assertThat(noise.trace()).isCloseTo(exact[0], within(0.5 * exact[0]));
    }

    /** Where nobody reads it nothing is known of the noise, and the weights are the same. */
    @Test
    void stepsWithoutNoiseLeadToTheSameWeights() {
        for (GradientEstimator estimator :
                List.of(batches(Mode.EPOCH_SHUFFLE, BatchSizes.constant(40)), new FullGradient())) {
            Stepper seeing = new Stepper(estimator, PENALTY, new Sgd(), step -> 0.3, Pace.STEADY);
            Stepper blind = new Stepper(estimator.withoutNoise(), PENALTY, new Sgd(), step -> 0.3, Pace.STEADY);
            TrainingState seen = seeing.step(DATA, seeing.start(DATA, SOMEWHERE));
            TrainingState unseen = blind.step(DATA, blind.start(DATA, SOMEWHERE));
            assertThat(unseen.weights()).isEqualTo(seen.weights());
            assertThat(seen.pacing().noise().weight()).isEqualTo(1);
            assertThat(unseen.pacing().noise().weight()).isZero();
        }
        BatchSizes following = BatchSizes.followingNoise(8, 1, 256);
        assertThat(batches(Mode.EPOCH_SHUFFLE, following).withoutNoise().seesNoise())
                .as("what batch sizes follow is needed")
                .isTrue();
    }

    /** What a run remembers behind steps of rate 0, none of them forgotten. */
    private static NoiseAverage frozen(GradientEstimator estimator, GradientSource data) {
        Stepper stepper = new Stepper(estimator, PENALTY, new Sgd(), step -> 0, Pace.STEADY);
        NoiseAverage all = NoiseAverage.plain();
        TrainingState state = stepper.start(data, SOMEWHERE);
        for (int i = 0; i < 1000; i++) {
            state = stepper.step(data, withoutMemory(state));
            NoiseAverage one = state.pacing().noise();
            all = all.plus(one.trace(), one.squaredNorm());
        }
        return all;
    }

    private static TrainingState withoutMemory(TrainingState state) {
        return new TrainingState(
                state.step(),
                state.work(),
                state.tableRows(),
                state.weights(),
                state.answer(),
                state.optimizerState(),
                state.estimatorState(),
                Pacing.START,
                state.history(),
                0,
                state.lastStep(),
                state.evaluation(),
                state.validation(),
                state.stopReason());
    }

    /** tr Σ and |∇F|², from the gradients of single rows, which batches of one row in epoch shuffle are. */
    private static double[] exactNoise(GradientSource data) {
        MiniBatchGradient rows = batches(Mode.EPOCH_SHUFFLE, BatchSizes.constant(1));
        double squares = 0;
        DenseVector mean = DenseVector.zeros(FEATURES + 1);
        for (int i = 0; i < ROWS; i++) {
            DenseVector gradient = rows.estimate(data, EstimatorState.NOTHING, new Progress(i, i), SOMEWHERE)
                    .gradient();
            squares += gradient.norm() * gradient.norm() / ROWS;
            mean = mean.plus(1.0 / ROWS, gradient);
        }
        double whole = PENALTY.addSmoothGradient(mean, SOMEWHERE).norm();
        double trace = (squares - mean.norm() * mean.norm()) * ROWS / (ROWS - 1.0);
        return new double[] {trace, whole * whole};
    }

    /** Near the minimum noise is all there is, and the batch grows as far as it may, never to shrink. */
    @Test
    void theBatchFollowsTheNoise() {
        BatchSizes sizes = BatchSizes.followingNoise(8, 1, 256);
        List<TrainingState> states =
                states(trainer(sizes, LearningRates.constant(0.3), Pace.STEADY, StopRules.maxSteps(1200)), ZEROS);
        double surely = 0;
        List<Long> asked = new ArrayList<>();
        for (int step = 0; step < states.size(); step++) {
            NoiseAverage noise = states.get(step).pacing().noise();
            if (step % 16 == 1 && step > 16) {
                surely = Math.max(surely, noise.scale().scale().low());
            }
            long rows = 8;
            while (rows < 256 && 2 * rows <= surely) {
                rows *= 2;
            }
            asked.add(sizes.at(states.get(step).progress()));
            assertThat(asked.get(step)).as("step %d, surely %s", step, surely).isEqualTo(rows);
            if (step > 0) {
                long took = states.get(step).lastStep().orElseThrow().batchSize();
                long into = states.get(step - 1).work().rowsDrawn() % ROWS;
                assertThat(took).isEqualTo(Math.min(asked.get(step - 1), ROWS - into));
            }
        }
        assertThat(asked.stream().distinct()).startsWith(8L, 16L, 32L, 64L);
    }

    /** At the same place the batch comes to the noise scale there, and no further; with a share of four to four times that. */
    @Test
    void theBatchStopsAtTheNoiseScale() {
        double[] exact = exactNoise(DATA);
        double scale = exact[0] / exact[1];
        for (double share : new double[] {1, 4}) {
            BatchSizes sizes = BatchSizes.followingNoise(1, share, ROWS);
            BatchSizes fromTwo = BatchSizes.followingNoise(2, share, ROWS);
            List<TrainingState> states =
                    states(trainer(fromTwo, step -> 0, Pace.STEADY, StopRules.maxSteps(400)), SOMEWHERE);
            long end = sizes.at(states.get(states.size() - 1).progress());
            assertThat((double) end)
                    .as("noise scale %s, share %s", scale, share)
                    .isBetween(share * scale / 4, share * scale * 1.25);
        }
    }

    /** A run that goes on from any of its states ends like the whole one, whatever its pace. */
    @Test
    void aResumedRunIsTheWholeOne() {
        LearningRate decayed = LearningRates.exponential(0.4, 0.5, 20);
        Clock clock = Clock.rows(16, EPOCH_ENDS_SHORT);
        BatchSizes instead = BatchSizes.insteadOfDecay(16, decayed, 0, 200, clock);
        BatchSizes following = BatchSizes.followingNoise(16, 2, 256);
        BatchSizes larger = BatchSizes.constant(64);
        List<Trainer> trainers = List.of(
                trainer(instead, decayed, new Pace(clock, Gain.ofBatch(instead)), StopRules.maxSteps(60)),
                trainer(following, decayed, Pace.STEADY, StopRules.maxSteps(60)),
                trainer(larger, decayed, new Pace(Clock.GAINED, Gain.adaScale(larger, 16)), StopRules.maxSteps(60)));
        for (Trainer trainer : trainers) {
            List<TrainingState> whole = states(trainer, ZEROS);
            TrainingState end = whole.get(whole.size() - 1);
            for (int from : new int[] {0, 7, 33, 59}) {
                Iterator<TrainingState> rest = trainer.states(DATA, whole.get(from));
                TrainingState last = whole.get(from);
                while (rest.hasNext()) {
                    last = rest.next();
                }
                assertThat(last.weights()).isEqualTo(end.weights());
                assertThat(last.pacing()).isEqualTo(end.pacing());
            }
        }
    }

    /** AdaScale's schedule goes by the steps that the run's are worth, and so does its end. */
    @Test
    void adaScaleCountsWhatItsStepsAreWorth() {
        BatchSizes larger = BatchSizes.constant(64);
        LearningRate marks = LearningRates.multiStep(0.2, 0.1, 30);
        Pace pace = new Pace(Clock.GAINED, Gain.adaScale(larger, 16));
        List<TrainingState> states = states(trainer(larger, marks, pace, StopRules.maxReferenceSteps(60)), ZEROS);
        TrainingState last = states.get(states.size() - 1);
        assertThat(last.pacing().gained()).isBetween(59.5, 63.5);
        assertThat(last.step()).isBetween(15L, 59L);
        assertThat(last.stopReason().orElseThrow().kind()).isEqualTo(StopReason.Kind.MAX_REFERENCE_STEPS);
        for (int i = 1; i < states.size(); i++) {
            Pacing before = states.get(i - 1).pacing();
            double gain = states.get(i).pacing().gained() - before.gained();
            assertThat(gain).isBetween(1 - 1e-12, 4 + 1e-12);
            double rate = before.gained() < 30 ? 0.2 : 0.02;
            assertThat(states.get(i).lastStep().orElseThrow().learningRate()).isCloseTo(gain * rate, within(1e-12));
        }
    }
}
