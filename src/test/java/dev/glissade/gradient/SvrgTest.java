package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.GradientEstimator.Continuation;
import dev.glissade.gradient.Svrg.Snapshot;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SvrgTest {

    private static final DenseVector ONE = DenseVector.of(1);
    private static final DenseVector TWO = DenseVector.of(2);

    /** ½(xw − y)² over rows (x, y, weight): (1, 1, 1), (2, 0, 2); none; (3, 1, 1); (1, −1, 0). */
    private static final GradientSource TINY =
            new InMemoryGradientSource(LinearModel.leastSquares(1, false), new SliceGroup(0, new RowBlock[] {
                new DenseRows(1, new double[] {1, 2}, new double[] {1, 0}, new double[] {1, 2}),
                new DenseRows(1, new double[0], new double[0], null),
                new DenseRows(1, new double[] {3}, new double[] {1}, null),
                new DenseRows(1, new double[] {1}, new double[] {-1}, new double[1])
            }));

    /** ∇ℓ at w = 2 less ∇ℓ at w = 1, by slice and row: the row's weight times x². */
    private static final double[][] TINY_DIFFERENCES = {{1, 8}, {}, {9}, {0}};

    private static final int ROWS = 300;
    private static final int FEATURES = 4;
    private static final LinearModel MODEL = LinearModel.logistic(FEATURES, true);
    private static final Penalty PENALTY = new Penalty(0, 0.05, MODEL.layout());
    private static final GradientSource DATA = new InMemoryGradientSource(
            MODEL,
            new SliceGroup(
                    0,
                    GeneratedRows.of(301, ROWS, FEATURES, LabelKind.BINARY, 2, true)
                            .slices(new int[] {80, 0, 1, 99, 40, 30, 0, 50}, false)));
    private static final DenseVector HERE = DenseVector.of(0.3, -0.4, 0.5, 0, 0.2);
    private static final DenseVector THERE = DenseVector.of(-0.2, 0.1, 0.4, 0.7, -0.3);
    private static final Progress START = new Progress(0, 0);

    private static Svrg svrg(Mode mode, long size, long every, Snapshot choice) {
        return new Svrg(new Sampling(mode, 302), size, every, choice);
    }

    private static DenseVector fullGradient(DenseVector point) {
        return new FullGradient()
                .estimate(DATA, EstimatorState.NOTHING, START, point)
                .gradient();
    }

    /** A loop that has begun at a point and taken its first step. */
    private static EstimatorState begun(Svrg svrg, GradientSource data, DenseVector snapshot) {
        return svrg.after(svrg.prepare(data, EstimatorState.NOTHING, START, snapshot), snapshot)
                .state();
    }

    /** μ = (0 + 8 + 6 + 0)/4; each row of a batch of two weighs ½ in the mean, whichever rows are drawn. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void theEstimateByHand(Mode mode) {
        Svrg svrg = svrg(mode, 2, 10, Snapshot.LAST);
        SvrgState loop = (SvrgState) svrg.prepare(TINY, EstimatorState.NOTHING, START, ONE);
        assertThat(loop.gradient()).isEqualTo(DenseVector.of(3.5));
        assertThat(loop.loss()).isEqualTo((0 + 2 * 2 + 2 + 0) / 4.0);
        Map<Double, Long> seen = new TreeMap<>();
        for (int step = 1; step < 200; step++) {
            Progress position = new Progress(step, 2L * step);
            GradientEstimate estimate = svrg.estimate(TINY, begun(svrg, TINY, ONE), position, TWO);
            Batch batch = svrg.sampling().batch(step, 2L * step, 2, 4);
            double expected = 3.5 + 0.5 * sum(batch, TINY_DIFFERENCES);
            assertThat(estimate.gradient().get(0)).isEqualTo(expected);
            seen.merge(expected, 1L, Long::sum);
        }
        assertThat(seen.keySet()).hasSizeGreaterThanOrEqualTo(4);
    }

    private static double sum(Batch batch, double[][] bySlice) {
        RowSelection[] rows = batch.select(TINY.slices(), 0, bySlice.length);
        double sum = 0;
        for (int slice = 0; slice < bySlice.length; slice++) {
            for (int i = 0; i < rows[slice].count(); i++) {
                sum += bySlice[slice][rows[slice].row(i)];
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void isUnbiasedGivenTheState(Mode mode) {
        Svrg svrg = svrg(mode, 7, 10, Snapshot.LAST);
        EstimatorState loop = begun(svrg, DATA, THERE);
        Draws draws = Draws.of(
                6_000,
                draw -> svrg.estimate(DATA, loop, Draws.position(mode, draw, 7, ROWS), HERE)
                        .gradient());
        assertThat(draws.trace()).isPositive();
        draws.assertMeanIs(fullGradient(HERE));
    }

    /** The weights that a plain descent comes to rest at. */
    private static DenseVector optimum() {
        DenseVector w = DenseVector.zeros(FEATURES + 1);
        for (int step = 0; step < 2_000; step++) {
            w = w.plus(-0.8, PENALTY.addSmoothGradient(fullGradient(w), w));
        }
        assertThat(PENALTY.addSmoothGradient(fullGradient(w), w).norm()).isLessThan(1e-13);
        return w;
    }

    /** A tenth as far from the optimum a hundredth of the variance; that of plain batches stays where it is. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void theVarianceGoesToZeroAtTheOptimum(Mode mode) {
        DenseVector optimum = optimum();
        Svrg svrg = svrg(mode, 7, 10, Snapshot.LAST);
        MiniBatchGradient plain = new MiniBatchGradient(svrg.sampling(), 7);
        double atOptimum = variance(plain, mode, EstimatorState.NOTHING, optimum);
        double before = Double.NaN;
        for (double distance = 0.1; distance > 1e-6; distance /= 10) {
            DenseVector point = optimum.plus(distance, HERE);
            EstimatorState loop = begun(svrg, DATA, optimum.plus(distance, THERE));
            double reduced = variance(svrg, mode, loop, point);
            if (distance < 0.1) {
                assertThat(reduced / before).isBetween(0.9e-2, 1.1e-2);
            }
            before = reduced;
            assertThat(variance(plain, mode, EstimatorState.NOTHING, point) / atOptimum)
                    .isBetween(0.8, 1.25);
        }
        assertThat(before / atOptimum).isLessThan(1e-11);
        assertThat(variance(svrg, mode, begun(svrg, DATA, optimum), optimum)).isZero();
    }

    private static double variance(GradientEstimator estimator, Mode mode, EstimatorState state, DenseVector point) {
        return Draws.of(
                        400,
                        draw -> estimator
                                .estimate(DATA, state, Draws.position(mode, draw, 7, ROWS), point)
                                .gradient())
                .trace();
    }

    @Test
    void theFirstStepTakesTheFullGradientAndDrawsNothing() {
        Svrg svrg = svrg(Mode.EPOCH_SHUFFLE, 7, 10, Snapshot.LAST);
        EstimatorState loop = svrg.prepare(DATA, EstimatorState.NOTHING, START, HERE);
        assertThat(svrg.prepare(DATA, loop, START, THERE)).isSameAs(loop);
        GradientEstimate first = svrg.estimate(DATA, loop, START, HERE);
        GradientEstimate full = new FullGradient().estimate(DATA, EstimatorState.NOTHING, START, HERE);
        assertThat(first.gradient()).isEqualTo(full.gradient());
        assertThat(first.loss()).isEqualTo(full.loss());
        assertThat(first.work()).isEqualTo(new Work(0, ROWS, ROWS));
    }

    /** Two points in one visit: a row counts once as read and twice as worked on. */
    @Test
    void workIsCounted() {
        Svrg svrg = svrg(Mode.EPOCH_SHUFFLE, 7, 10, Snapshot.LAST);
        EstimatorState fresh = svrg.prepare(DATA, EstimatorState.NOTHING, START, THERE);
        assertThat(svrg.estimate(DATA, fresh, START, HERE).work())
                .as("at a point ahead of the snapshot")
                .isEqualTo(new Work(7, ROWS + 7, ROWS + 14));
        EstimatorState loop = begun(svrg, DATA, THERE);
        assertThat(svrg.estimate(DATA, loop, new Progress(1, 0), HERE).work()).isEqualTo(new Work(7, 7, 14));
        assertThat(svrg.estimate(DATA, loop, new Progress(9, ROWS - 3), HERE).work())
                .as("the epoch's last rows")
                .isEqualTo(new Work(3, 3, 6));
    }

    /** Feeds a loop iterates w = 1, 2, … until it ends. */
    private static List<Continuation> loop(Svrg svrg, long step) {
        EstimatorState state = svrg.prepare(TINY, EstimatorState.NOTHING, new Progress(step, 0), ONE);
        List<Continuation> steps = new ArrayList<>();
        while (!state.equals(EstimatorState.NOTHING)) {
            Continuation next = svrg.after(state, DenseVector.of(steps.size() + 1));
            steps.add(next);
            state = next.state();
        }
        return steps;
    }

    @ParameterizedTest
    @EnumSource(Snapshot.class)
    void loopsLastAsManySteps(Snapshot choice) {
        for (long every : new long[] {1, 2, 9}) {
            List<Continuation> steps = loop(svrg(Mode.BERNOULLI, 2, every, choice), 0);
            assertThat(steps).hasSize((int) every);
            assertThat(steps.subList(0, steps.size() - 1))
                    .allMatch(step -> step.elsewhere().isEmpty());
        }
    }

    private static Continuation end(Svrg svrg, long step) {
        List<Continuation> steps = loop(svrg, step);
        return steps.get(steps.size() - 1);
    }

    @Test
    void theLastIterateGoesOnWhereItIs() {
        assertThat(end(svrg(Mode.BERNOULLI, 2, 9, Snapshot.LAST), 0).elsewhere())
                .isEmpty();
    }

    @Test
    void theAverageIsThatOfAllIteratesOfTheLoop() {
        for (long every : new long[] {1, 2, 9, 100}) {
            DenseVector mean = end(svrg(Mode.BERNOULLI, 2, every, Snapshot.AVERAGE), 0)
                    .elsewhere()
                    .orElseThrow();
            assertThat(mean.get(0)).isCloseTo((every + 1) / 2.0, within(1e-13 * every));
        }
    }

    /** Each of the six iterates in a sixth of the loops, within 4.5 standard deviations, whatever was chosen before. */
    @Test
    void aRandomIterateIsAnyWithEqualChance() {
        int loops = 6_000;
        Svrg svrg = svrg(Mode.BERNOULLI, 2, 6, Snapshot.RANDOM);
        int[] counts = new int[7];
        int[][] pairs = new int[7][7];
        int before = 1;
        for (int loop = 0; loop < loops; loop++) {
            int chosen = (int) end(svrg, 6L * loop).elsewhere().orElseThrow().get(0);
            counts[chosen]++;
            pairs[before][chosen]++;
            before = chosen;
        }
        for (int i = 1; i <= 6; i++) {
            assertThat(counts[i]).isBetween(deviations(loops, 1.0 / 6, -4.5), deviations(loops, 1.0 / 6, 4.5));
            for (int j = 1; j <= 6; j++) {
                assertThat(pairs[i][j]).isBetween(deviations(loops, 1.0 / 36, -4.5), deviations(loops, 1.0 / 36, 4.5));
            }
        }
    }

    private static int deviations(int trials, double chance, double by) {
        return (int) (trials * chance + by * Math.sqrt(trials * chance * (1 - chance)));
    }

    @Test
    void seedsChooseDifferently() {
        Stream<Svrg> ofSeeds = IntStream.range(0, 30)
                .mapToObj(seed -> new Svrg(new Sampling(Mode.BERNOULLI, seed), 2, 1_000, Snapshot.RANDOM));
        assertThat(ofSeeds.map(svrg -> end(svrg, 0).elsewhere()).distinct()).hasSizeGreaterThan(25);
    }

    /** Replica 0 draws as a run without replicas does, others draw for themselves; all choose the same iterate. */
    @Test
    void replicasHaveStreamsAndLoopsOfTheirOwn() {
        Svrg svrg = svrg(Mode.WITH_REPLACEMENT, 3, 100, Snapshot.RANDOM);
        assertThat(svrg.ofReplica(0, 100)).isEqualTo(svrg);
        assertThat(svrg.ofReplica(3, 40)).isEqualTo(new Svrg(svrg.sampling().ofReplica(3), 3, 40, Snapshot.RANDOM));
        EstimatorState shared = svrg.prepare(DATA, EstimatorState.NOTHING, START, THERE);
        EstimatorState loop = svrg.after(shared, HERE).state();
        Stream<DenseVector> gradients = IntStream.range(0, 4)
                .mapToObj(replica -> svrg.ofReplica(replica, 100)
                        .estimate(DATA, loop, new Progress(1, 0), HERE)
                        .gradient());
        assertThat(gradients).doesNotHaveDuplicates();
    }

    @Test
    void numbersBelowOneAreRefused() {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 0);
        assertThatThrownBy(() -> new Svrg(sampling, 0, 1, Snapshot.LAST)).hasMessageContaining("batch-size = 0");
        assertThatThrownBy(() -> new Svrg(sampling, 1, 0, Snapshot.LAST)).hasMessageContaining("snapshot-every = 0");
    }
}
