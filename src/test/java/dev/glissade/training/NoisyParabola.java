package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.ParameterLayout;
import dev.glissade.model.RowObjective;
import dev.glissade.model.RowObjectiveModel;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.BatchSizes;
import dev.glissade.schedule.Clock;
import dev.glissade.schedule.Gain;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Pace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A parabola with noise in its steep directions and the way to go in its flat ones, where all that happens can be worked out.
 *
 * <p>ℓᵢ(w) = ½Σⱼ λⱼ(wⱼ − xᵢⱼ)², λ = 1 in 64 directions with noise of variance 1 each, and λ = 0.02 in 4 without. At the rate η of the
 * reference batch of 4 rows the steep ones wander about the minimum, their mean square D = η/(2 − η)·σ², σ² the variance of a batch's gradient. A gain r
 * with S times the rows makes that 2D = η·r·(D + σ²/S), so that AdaScale's r = (D + σ²)/(D + σ²/S) leaves D where it is for any S. With r = 1 it is S
 * times smaller, and with r = S it is (2 − η)/(2 − Sη) times larger, without an end from Sη = 2 on. A run starts in the steep directions at
 * the minimum, and in the flat ones 20 times as high as the noise of the others will be.
 *
 * @param rate η of the reference batch
 * @param target F − F* in units of that noise
 */
record NoisyParabola(double rate, double target) {

    static final long REFERENCE = 4;

    private static final int STEEP = 64;
    private static final int FLAT = 4;
    private static final double FLATNESS = 0.02;
    private static final int SLICE_ROWS = 256;
    private static final int SLICES = 32;
    private static final int SEEDS = 8;

    private static final RowBlock[] ROWS = rows();
    private static final GradientSource DATA =
            new InMemoryGradientSource(new RowObjectiveModel(new Parabola(), STEEP + FLAT), new SliceGroup(0, ROWS));
    private static final Penalty NO_PENALTY = Penalty.none(DATA.model().layout());

    /** What a step of S times the rows gains. */
    enum Rule {
        NO_GAIN,
        ADASCALE,
        BATCH_SIZE
    }

    /** The loss of a row, with its minimum where the row is. */
    private static final class Parabola implements RowObjective {
        private static final long serialVersionUID = 1L;

        @Override
        public ParameterLayout layout(int features) {
            return new ParameterLayout(1, features, false);
        }

        @Override
        public double value(double[] features, double label, double[] parameters) {
            double sum = 0;
            for (int j = 0; j < features.length; j++) {
                sum += curvature(j) * (parameters[j] - features[j]) * (parameters[j] - features[j]) / 2;
            }
            return sum;
        }

        @Override
        public void addGradient(
                double factor, double[] features, double label, double[] parameters, double[] gradient) {
            for (int j = 0; j < features.length; j++) {
                gradient[j] += factor * curvature(j) * (parameters[j] - features[j]);
            }
        }
    }

    private static double curvature(int direction) {
        return direction < STEEP ? 1 : FLATNESS;
    }

    /** Centred, so that the minimum is at 0. */
    private static RowBlock[] rows() {
        SplittableRandom random = new SplittableRandom(907);
        int count = SLICES * SLICE_ROWS;
        double[][] noise = new double[STEEP][count];
        for (double[] ofDirection : noise) {
            double mean = 0;
            for (int i = 0; i < count; i++) {
                ofDirection[i] = random.nextGaussian();
                mean += ofDirection[i] / count;
            }
            for (int i = 0; i < count; i++) {
                ofDirection[i] -= mean;
            }
        }
        RowBlock[] slices = new RowBlock[SLICES];
        for (int slice = 0; slice < SLICES; slice++) {
            double[] values = new double[SLICE_ROWS * (STEEP + FLAT)];
            for (int i = 0; i < SLICE_ROWS; i++) {
                for (int j = 0; j < STEEP; j++) {
                    values[i * (STEEP + FLAT) + j] = noise[j][slice * SLICE_ROWS + i];
                }
            }
            slices[slice] = new DenseRows(STEEP + FLAT, values, new double[SLICE_ROWS], null);
        }
        return slices;
    }

    /** E(F − F*) of the noise at the reference batch. */
    private double floor() {
        return rate / (2 - rate) * STEEP / REFERENCE / 2;
    }

    /** σ²/D: the noise scale where a run is nearly at the target, in reference batches. */
    double criticalTimes() {
        return (2 - rate) / rate;
    }

    /** N. */
    static long rowCount() {
        return DATA.rows();
    }

    /** Steps until the expected F − F* is at the target, at another rate; 0 if that is not within the most. */
    int exactSteps(long times, double otherRate, int most) {
        double steep = 0;
        double flat = 20 * floor();
        for (int step = 1; step <= most; step++) {
            double kept = 1 - otherRate;
            double keptFlat = 1 - otherRate * FLATNESS;
            steep = kept * kept * steep + otherRate * otherRate * STEEP / REFERENCE / times / 2;
            flat *= keptFlat * keptFlat;
            if (steep + flat <= target * floor()) {
                return step;
            }
        }
        return 0;
    }

    private static double excess(DenseVector weights) {
        double sum = 0;
        for (int j = 0; j < weights.size(); j++) {
            sum += curvature(j) * weights.get(j) * weights.get(j) / 2;
        }
        return sum;
    }

    /** The reference batch's steps that a run's were worth until the mean of F − F* over the seeds is at the target; infinite if it does not come there. */
    double gainedToTarget(long times, Rule rule) {
        double[] start = new double[STEEP + FLAT];
        for (int j = STEEP; j < start.length; j++) {
            start[j] = StrictMath.sqrt(20 * floor() * 2 / FLATNESS / FLAT);
        }
        List<Run> runs = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            runs.add(new Run(trainer(times, rule, seed).states(DATA, DenseVector.of(start)), times, rule));
        }
        double before = Double.POSITIVE_INFINITY;
        double longest = 10 / (rate * FLATNESS); // the flat directions are then e²⁰ times as low
        for (double gained = times; gained < longest; gained += times) {
            double mean = 0;
            for (Run run : runs) {
                mean += run.excessAt(gained) / SEEDS;
            }
            double aim = target * floor();
            if (mean <= aim) {
                return gained - times * (aim - mean) / (before - mean);
            }
            before = mean;
        }
        return Double.POSITIVE_INFINITY;
    }

    private Trainer trainer(long times, Rule rule, int seed) {
        BatchSizes sizes = BatchSizes.constant(times * REFERENCE);
        Pace pace = rule == Rule.ADASCALE ? new Pace(Clock.GAINED, Gain.adaScale(sizes, REFERENCE)) : Pace.STEADY;
        return new Trainer(
                new MiniBatchGradient(new Sampling(Mode.WITHOUT_REPLACEMENT, seed), sizes),
                NO_PENALTY,
                new Sgd(),
                LearningRates.constant(rule == Rule.BATCH_SIZE ? times * rate : rate),
                pace,
                Checks.every(1_000_000, StopRules.maxSteps(1_000_000)));
    }

    /** A run that is looked at between its steps too, on the line from one to the next. */
    private static final class Run {
        private final Iterator<TrainingState> states;
        private final double ofAStep;
        private double from;
        private double to;
        private double excessFrom;
        private double excessTo;

        Run(Iterator<TrainingState> states, long times, Rule rule) {
            this.states = states;
            this.ofAStep = rule == Rule.BATCH_SIZE ? times : rule == Rule.NO_GAIN ? 1 : 0;
            this.excessTo = excess(states.next().weights());
        }

        double excessAt(double gained) {
            while (to < gained) {
                if (!states.hasNext()) { // diverged
                    return Double.POSITIVE_INFINITY;
                }
                TrainingState next = states.next();
                from = to;
                excessFrom = excessTo;
                to = ofAStep > 0 ? ofAStep * next.step() : next.pacing().gained();
                excessTo = excess(next.weights());
            }
            return excessFrom + (excessTo - excessFrom) * (gained - from) / (to - from);
        }
    }
}
