package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Smoothness;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
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
import dev.glissade.solver.QuasiNewton;
import dev.glissade.statistics.BatchGain;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.PerfectScaling;
import dev.glissade.statistics.StepsToTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What large batches promise, on least squares with noise. */
class LargeBatchTest {

    private static final int ROWS = 4096;
    private static final int SLICES = 32;
    private static final double[] SCALES = {1.4, 1.2, 1, 1, 0.8, 0.6};
    private static final double[] SLOPES = {1, -1, 2, 0.5, -2, 1};
    private static final GradientSource DATA = data();
    private static final DenseVector ZEROS = DenseVector.zeros(SCALES.length);
    private static final Penalty NO_PENALTY = Penalty.none(DATA.model().layout());
    private static final double MINIMUM = new QuasiNewton(NO_PENALTY, 10, Checks.every(1000, StopRules.maxSteps(200)))
            .train(DATA, ZEROS)
            .evaluation()
            .objective();
    private static final int SEEDS = 12;

    private static GradientSource data() {
        SplittableRandom random = new SplittableRandom(611);
        RowBlock[] slices = new RowBlock[SLICES];
        for (int slice = 0; slice < SLICES; slice++) {
            double[] values = new double[ROWS / SLICES * SCALES.length];
            double[] labels = new double[ROWS / SLICES];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = 2 * random.nextGaussian();
                for (int j = 0; j < SCALES.length; j++) {
                    double value = SCALES[j] * random.nextGaussian();
                    values[i * SCALES.length + j] = value;
                    labels[i] += SLOPES[j] * value;
                }
            }
            slices[slice] = new DenseRows(SCALES.length, values, labels, null);
        }
        return new InMemoryGradientSource(LinearModel.leastSquares(SCALES.length, false), new SliceGroup(0, slices));
    }

    private static Trainer trainer(long seed, BatchSizes sizes, LearningRate rate, Pace pace, Checks checks) {
        MiniBatchGradient batches = new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, seed), sizes);
        return new Trainer(batches, NO_PENALTY, new Sgd(), rate, pace, checks);
    }

    /** F − F* behind so many epochs, and the steps that they took, over some seeds. */
    private static double[] excessAndSteps(BatchSizes sizes, LearningRate rate, Pace pace, double epochs) {
        double excess = 0;
        double steps = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            TrainingResult result = trainer(
                            seed, sizes, rate, pace, Checks.every(1_000_000, StopRules.maxEpochs(epochs)))
                    .train(DATA, ZEROS);
            excess += (result.evaluation().objective() - MINIMUM) / SEEDS;
            steps += (double) result.step() / SEEDS;
        }
        return new double[] {excess, steps};
    }

    /**
     * Where the rate would be halved twice the batch is doubled twice (Smith et al. 2018). Batches of single epochs hold no row twice, so the
     * run ends in the middle of one, where that does not help.
     */
    @Test
    void growthInPlaceOfADecayEndsAsNearInFewerSteps() {
        Clock clock = Clock.rows(8, ROWS);
        LearningRate decayed = LearningRates.step(0.08, 0.5, ROWS / 8 / 2);
        BatchSizes sizes = BatchSizes.insteadOfDecay(8, decayed, 0, ROWS, clock);
        double epochs = 1.5;
        double[] undecayed = excessAndSteps(BatchSizes.constant(8), LearningRates.constant(0.08), Pace.STEADY, epochs);
        double[] ofDecay = excessAndSteps(BatchSizes.constant(8), decayed, Pace.STEADY, epochs);
        double[] ofGrowth = excessAndSteps(sizes, decayed, new Pace(clock, Gain.ofBatch(sizes)), epochs);
        String figures = "undecayed %.3g in %.0f steps, decayed %.3g in %.0f, grown %.3g in %.0f"
                .formatted(undecayed[0], undecayed[1], ofDecay[0], ofDecay[1], ofGrowth[0], ofGrowth[1]);
        assertThat(ofGrowth[0]).as(figures).isCloseTo(ofDecay[0], within(0.2 * ofDecay[0]));
        assertThat(ofGrowth[0]).as(figures).isLessThanOrEqualTo(undecayed[0] / 2);
        assertThat(ofGrowth[1]).as(figures).isLessThan(0.75 * ofDecay[1]);
    }

    /**
     * AdaScale's claim: a run is worth as many steps of the reference batch, whatever its own batch is. Where noise matters, no gain at all comes to the
     * target in too few of them, as larger batches have less noise, and the batch's own size in too many, if ever.
     */
    @ParameterizedTest
    @ValueSource(longs = {4, 8, 12})
    void adaScalesStepsAreTheSameForAllBatchesBelowTheCriticalSize(long times) {
        NoisyParabola parabola = new NoisyParabola(0.12, 1.3);
        double reference = parabola.gainedToTarget(1, NoisyParabola.Rule.NO_GAIN);
        double adaScale = parabola.gainedToTarget(times, NoisyParabola.Rule.ADASCALE) / reference;
        double noGain = parabola.gainedToTarget(times, NoisyParabola.Rule.NO_GAIN) / reference;
        double fullGain = parabola.gainedToTarget(times, NoisyParabola.Rule.BATCH_SIZE) / reference;
        String figures = "batches %d times as large, of %.0f reference steps: AdaScale %.3f, r = 1 %.3f, r = S %.3f"
                .formatted(times, reference, adaScale, noGain, fullGain);
        assertThat((double) times).isLessThan(parabola.criticalTimes());
        assertThat(adaScale).as(figures).isCloseTo(1, within(0.15));
        assertThat(noGain).as(figures).isLessThan(0.85);
        assertThat(fullGain).as(figures).isGreaterThan(1.15);
    }

    /** The critical batch size of a parabola, in rows, from its exact second moments at the best of a fine grid of rates. */
    private static double criticalSize(NoisyParabola parabola) {
        List<StepsToTarget> best = new ArrayList<>();
        for (long times = 1; times <= 4096; times *= 4) {
            int least = Integer.MAX_VALUE;
            for (double rate = parabola.rate() / 4; rate < 2; rate *= 1.1) {
                int steps = parabola.exactSteps(times, rate, 20_000);
                least = steps > 0 ? Math.min(least, steps) : least;
            }
            best.add(StepsToTarget.of(times * NoisyParabola.REFERENCE, least));
        }
        return CriticalBatchSize.of(best, NoisyParabola.rowCount())
                .orElseThrow()
                .criticalBatchSize()
                .estimate();
    }

    /** Twice the batch at twice the rate takes half of the steps, until it is an eighth of the critical size or so. */
    @Test
    void doublingHalvesTheStepsBelowTheCriticalSizeAndNotAbove() {
        NoisyParabola parabola = new NoisyParabola(0.0125, 2);
        double critical = criticalSize(parabola);
        List<StepsToTarget> runs = new ArrayList<>();
        for (long times = 1; times <= 256; times *= 2) {
            double steps = parabola.gainedToTarget(times, NoisyParabola.Rule.BATCH_SIZE) / times;
            long rows = times * NoisyParabola.REFERENCE;
            runs.add(Double.isFinite(steps) ? StepsToTarget.of(rows, steps) : new StepsToTarget(rows, List.of(), 1));
        }
        PerfectScaling scaling = PerfectScaling.of(runs).orElseThrow();
        String figures = "critical %.0f rows, perfect up to %d: %s".formatted(critical, scaling.upTo(), runs);
        for (BatchGain gain : scaling.gains()) {
            double quotient = gain.quotient().estimate();
            if (gain.largerBatchSize() <= critical / 8) {
                assertThat(quotient).as(figures).isBetween(1.8, 2.2);
            }
            if (gain.largerBatchSize() >= critical / 2) {
                assertThat(quotient).as(figures).isLessThan(1.8);
            }
        }
        assertThat((double) scaling.upTo()).as(figures).isBetween(critical / 16, critical / 4);
    }

    /** Past 2/L a full step lengthens the way along the steepest direction, however gently the run began. */
    @Test
    void warmUpRescuesNoRatePastTheStableOne() {
        double limit = 2 / Smoothness.at(DATA, (gradient, point) -> gradient, ZEROS);
        for (double warmup : new double[] {0, 50}) {
            for (double factor : new double[] {0.97, 1.03}) {
                LearningRate rate = LearningRates.warmup((long) warmup, 0, LearningRates.constant(factor * limit));
                TrainingResult result = trainer(
                                0,
                                BatchSizes.constant(ROWS),
                                rate,
                                Pace.STEADY,
                                Checks.every(50, StopRules.maxSteps(5000)))
                        .train(DATA, ZEROS);
                assertThat(result.stopReason().diverged())
                        .as("%s times 2/L behind a warm-up of %s steps", factor, warmup)
                        .isEqualTo(factor > 1);
            }
        }
    }
}
