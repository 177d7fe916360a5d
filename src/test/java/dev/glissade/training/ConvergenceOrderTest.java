package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Sgd;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Progress;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How fast the methods converge, against what theory says: slopes of log F by log t (the minimum is 0 in all of them).
 *
 * <p>The functions are ½Σλᵢwᵢ². Where no curvature is the least one within the steps taken, as with 300 of them spread
 * evenly over the powers of ten, methods converge by a power of t; where there is a least one, geometrically.
 */
class ConvergenceOrderTest {

    private static final int WIDE = 300;

    /** Curvatures from 1e-6 to 1, evenly spread by their logarithms. */
    private static final DifferentiableFunction SPREAD = quadratic(spread());

    private static double[] spread() {
        double[] curvatures = new double[WIDE];
        for (int i = 0; i < WIDE; i++) {
            curvatures[i] = StrictMath.pow(10, -6 + 6.0 * i / (WIDE - 1));
        }
        return curvatures;
    }

    private static DifferentiableFunction quadratic(double... curvatures) {
        return Functions.bowl(
                Arrays.stream(curvatures).map(curvature -> curvature / 2).toArray());
    }

    private static DenseVector ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return DenseVector.wrap(ones);
    }

    /** The full gradient and independent normal noise in each parameter, which follows from seed and step alone. */
    private record Noisy(double deviation, long seed) implements GradientEstimator {

        @Override
        public GradientEstimate estimate(
                GradientSource data, EstimatorState state, Progress position, DenseVector point) {
            GradientEstimate exact = new FullGradient().estimate(data, EstimatorState.NOTHING, position, point);
            SplittableRandom random = new SplittableRandom(seed + 1_000_003 * position.step());
            double[] gradient = exact.gradient().toArray();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += deviation * random.nextGaussian();
            }
            return new GradientEstimate(DenseVector.wrap(gradient), exact.loss(), exact.work(), state);
        }
    }

    /** Objectives by step. */
    private static NavigableMap<Long, Double> objectives(FunctionRun run, long steps, long every, DenseVector start) {
        NavigableMap<Long, Double> objectives = new TreeMap<>();
        run.train(
                steps,
                every,
                start,
                state -> state.evaluation()
                        .ifPresent(evaluation -> objectives.put(state.step(), evaluation.objective())));
        return objectives;
    }

    /** The sum of two runs' objectives, step by step. */
    private static NavigableMap<Long, Double> sum(NavigableMap<Long, Double> one, NavigableMap<Long, Double> other) {
        NavigableMap<Long, Double> both = new TreeMap<>(one);
        other.forEach((step, objective) -> both.merge(step, objective, Double::sum));
        return both;
    }

    /**
     * Least squares slope of log F by log t between two steps, at about twenty steps evenly spread by their logarithms, so
     * that the many last ones do not outweigh the others.
     */
    private static double slope(NavigableMap<Long, Double> objectives, long from, long to) {
        double[] sums = new double[5];
        for (int i = 0; i <= 20; i++) {
            double wanted = from * StrictMath.pow((double) to / from, i / 20.0);
            long step = objectives.ceilingKey((long) Math.floor(wanted));
            double x = StrictMath.log((double) step);
            double y = StrictMath.log(objectives.get(step));
            sums[0] += 1;
            sums[1] += x;
            sums[2] += y;
            sums[3] += x * x;
            sums[4] += x * y;
        }
        return (sums[0] * sums[4] - sums[1] * sums[2]) / (sums[0] * sums[3] - sums[1] * sums[1]);
    }

    /**
     * F(t) = ½Σλ(1 − λ)^(2t) is about ½∫e^(−2λt) dλ times the density's constant, 1/t, while the curvatures near 1/t are
     * among the 300: for 1 ≪ t ≪ 10⁶.
     */
    @Test
    void descentIsOfOrderOneOverT() {
        NavigableMap<Long, Double> objectives = objectives(FunctionRun.descent(SPREAD, 1), 10_000, 1, ones(WIDE));
        assertThat(slope(objectives, 20, 10_000)).isCloseTo(-1, within(0.1));
    }

    /** In the place of λt stands λt² here: acceleration reaches curvatures of 1/t² in t steps. */
    @Test
    void nesterovIsOfOrderOneOverTSquared() {
        FunctionRun run = FunctionRun.of(SPREAD, Nesterov.increasing(), LearningRates.constant(1));
        NavigableMap<Long, Double> objectives = objectives(run, 320, 1, ones(WIDE));
        assertThat(slope(objectives, 20, 320)).isCloseTo(-1.9, within(0.15));
    }

    /**
     * With η/√t the way travelled by step t is about 2η√t, so curvatures down to 1/√t have forgotten the start; what the
     * others remember of it is of order 1/√t in F. In the mean of the iterates a curvature that has forgotten the start
     * keeps a noise of variance σ²/(λ²t), which is σ²/(2λt) in F, most where λ is least: of order (1/√t)⁻¹/t = 1/√t
     * again. (The variance of the others, about η²σ² ln t, brings a logarithm in; the noise is chosen to be felt, but not
     * to drown the rest, of which the logarithm is no part.)
     */
    @Test
    void noiseAndAveragingAreOfOrderOneOverTheRootOfT() {
        NavigableMap<Long, Double> noisy = rootRate(new Noisy(0.3, 1));
        for (long seed = 2; seed <= 3; seed++) {
            noisy = sum(noisy, rootRate(new Noisy(0.3, seed)));
        }
        assertThat(slope(noisy, 200, 20_000)).isCloseTo(-0.5, within(0.1));
        double withoutNoise = rootRate(new FullGradient()).get(20_000L);
        assertThat(noisy.get(20_000L) / 3).isBetween(1.2 * withoutNoise, 2 * withoutNoise);
    }

    private static NavigableMap<Long, Double> rootRate(GradientEstimator estimator) {
        FunctionRun run =
                new FunctionRun(SPREAD, estimator, new Averaged(new Sgd(), 0), LearningRates.inverseSquareRoot(0.5));
        return objectives(run, 20_000, 10, ones(WIDE));
    }

    /**
     * With η = 1/(μt) a coordinate of curvature μ is the mean of t noises over μ, so F there is σ²/(2μt), and those
     * of larger curvature are of the same order. Ten of them and 20 seeds make F's own scatter small.
     */
    @Test
    void stronglyConvexWithNoiseIsOfOrderOneOverT() {
        double least = 0.5;
        double[] curvatures = new double[10];
        for (int i = 0; i < curvatures.length; i++) {
            curvatures[i] = least * (1 + i / 9.0);
        }
        NavigableMap<Long, Double> sum = new TreeMap<>();
        for (long seed = 1; seed <= 20; seed++) {
            FunctionRun run = new FunctionRun(
                    quadratic(curvatures),
                    new Noisy(1, 100 + seed),
                    new Sgd(),
                    LearningRates.inverseTime(1 / least, 1)); // 1/(μ(t + 1)) at step t from 0
            sum = sum(sum, objectives(run, 3_000, 5, ones(10)));
        }
        assertThat(slope(sum, 30, 3_000)).isCloseTo(-1, within(0.1));
    }

    /** With a least curvature μ each step shrinks F by (1 − ημ)² in the end, here with μ = 0.1 and η = 1. */
    @Test
    void descentIsGeometricWithThePredictedRatio() {
        NavigableMap<Long, Double> objectives =
                objectives(FunctionRun.descent(quadratic(0.1, 0.4, 1.6), 1), 300, 1, ones(3));
        for (long step = 100; step < 300; step++) {
            double ratio = objectives.get(step + 1) / objectives.get(step);
            assertThat(ratio).as("step %d", step).isCloseTo(0.9 * 0.9, within(1e-9));
        }
    }

    /** A function of slope 1 everywhere: how far a rule goes in a step is all that shows. */
    private record Incline() implements DifferentiableFunction {

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double value(DenseVector w) {
            return w.get(0);
        }

        @Override
        public DenseVector gradient(DenseVector w) {
            return DenseVector.of(1);
        }
    }

    @Test
    void theEffectiveStepOfMomentumIsTheRateOverOneMinusIt() {
        for (double momentum : new double[] {0, 0.5, 0.9, 0.99}) {
            FunctionRun run = FunctionRun.of(new Incline(), new Momentum(momentum), LearningRates.constant(0.01));
            double before = run.train(3_000, DenseVector.zeros(1)).weights().get(0);
            double after = run.train(3_001, DenseVector.zeros(1)).weights().get(0);
            assertThat(before - after).isCloseTo(0.01 / (1 - momentum), within(1e-11));
        }
    }

    /** Where curvatures are small against 1/η, momentum goes the way of descent at its effective rate. */
    @Test
    void momentumGoesTheWayOfDescentAtItsEffectiveRate() {
        double rate = 1e-4; // the velocity's rise delays it by β/(1 − β) = 9 steps, which is 1% here
        DifferentiableFunction flat = quadratic(1, 0.5);
        DenseVector withMomentum = FunctionRun.of(flat, new Momentum(0.9), LearningRates.constant(rate))
                .train(2_000, ones(2))
                .weights();
        DenseVector descent = FunctionRun.descent(flat, rate / (1 - 0.9))
                .train(2_000, ones(2))
                .weights();
        assertThat(withMomentum.get(0) / descent.get(0)).isCloseTo(1, within(0.02));
        assertThat(withMomentum.get(1) / descent.get(1)).isCloseTo(1, within(0.01));
        assertThat(descent.get(0)).isLessThan(0.15);
    }
}
