package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LinearModel;
import dev.glissade.model.MarginModel;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SagaTest {

    private static final int ROWS = 150;
    private static final int[] SIZES = {40, 0, 1, 59, 20, 0, 0, 30};
    private static final Progress START = new Progress(0, 0);

    /** A model over generated rows, and a way of drawing batches of seven. */
    record Case(boolean softmax, boolean sparse, Mode mode) {

        MarginModel model() {
            return softmax ? new SoftmaxModel(3, 4, true) : LinearModel.logistic(4, true);
        }

        RowBlock[] slices() {
            return GeneratedRows.of(311, ROWS, 4, model().labelKind(), 3, true).slices(SIZES, sparse);
        }

        GradientSource data() {
            return new InMemoryGradientSource(model(), new SliceGroup(0, slices()));
        }

        Saga saga() {
            return new Saga(new Sampling(mode, 312), 7);
        }

        /** Somewhere, from −½ to ½ in each coordinate. */
        DenseVector point(long seed) {
            return DenseVector.wrap(new SplittableRandom(seed)
                    .doubles(model().layout().size(), -0.5, 0.5)
                    .toArray());
        }

        /** A state some steps after a start at a point, each step's gradient taken at a place of its own nearby. */
        EstimatorState after(int steps, DenseVector from, double distance) {
            GradientSource data = data();
            EstimatorState state = saga().prepare(data, EstimatorState.NOTHING, START, from);
            for (int step = 0; step < steps; step++) {
                DenseVector point = from.plus(distance, point(step));
                state = saga().estimate(data, state, new Progress(step, 7L * step), point)
                        .state();
            }
            return state;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            cases.add(new Case(false, false, mode));
            cases.add(new Case(false, true, mode));
            cases.add(new Case(true, false, mode));
        }
        return cases;
    }

    private static DenseVector fullGradient(GradientSource data, DenseVector point) {
        return new FullGradient()
                .estimate(data, EstimatorState.NOTHING, START, point)
                .gradient();
    }

    /** The slopes that a state holds of every row, slice by slice. */
    private static List<DenseVector> slopes(EstimatorState state, GradientSource data) {
        int slices = data.slices().slices();
        return ((SagaState) state).slopes().of(data.allRows().select(data.slices(), 0, slices));
    }

    /** (1/Σc) Σ cᵢ sᵢ ⊗ (xᵢ, 1) of all rows, worked out anew. */
    private static DenseVector meanOfTable(EstimatorState state, GradientSource data, RowBlock[] slices) {
        double[] sum = new double[data.model().layout().size()];
        for (int slice = 0; slice < slices.length; slice++) {
            ((MarginModel) data.model())
                    .addSlopes(
                            slices[slice],
                            RowSelection.all(slices[slice].size()),
                            slopes(state, data).get(slice).values(),
                            sum);
        }
        return DenseVector.wrap(sum).times(1 / data.totalWeight());
    }

    /**
     * ½(xw − y)² over rows (x, y, weight): (1, 1, 1), (2, 0, 2); none; (3, 1, 1); (1, −1, 0). At w = 1 the slopes are 0, 2, 2, 2
     * and μ = (0 + 8 + 6 + 0)/4; at w = 2 they are 1, 4, 5, 3.
     */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void theEstimateAndTheTableByHand(Mode mode) {
        double[][] known = {{0, 2}, {}, {2}, {2}};
        double[][] slopes = {{1, 4}, {}, {5}, {3}};
        double[][] timesWeightAndFeature = {{1, 4}, {}, {3}, {0}};
        GradientSource data =
                new InMemoryGradientSource(LinearModel.leastSquares(1, false), new SliceGroup(0, new RowBlock[] {
                    new DenseRows(1, new double[] {1, 2}, new double[] {1, 0}, new double[] {1, 2}),
                    new DenseRows(1, new double[0], new double[0], null),
                    new DenseRows(1, new double[] {3}, new double[] {1}, null),
                    new DenseRows(1, new double[] {1}, new double[] {-1}, new double[1])
                }));
        Saga saga = new Saga(new Sampling(mode, 313), 2);
        for (int step = 0; step < 100; step++) {
            EstimatorState before = saga.prepare(data, EstimatorState.NOTHING, START, DenseVector.of(1));
            assertThat(((SagaState) before).gradient()).isEqualTo(DenseVector.of(3.5));
            Progress position = new Progress(step, 2L * step);
            GradientEstimate estimate = saga.estimate(data, before, position, DenseVector.of(2));
            RowSelection[] rows = saga.sampling().batch(step, 2L * step, 2, 4).select(data.slices(), 0, 4);
            double[][] table = {known[0].clone(), {}, known[2].clone(), known[3].clone()};
            double gradient = 3.5;
            double mean = 3.5;
            for (int slice = 0; slice < 4; slice++) {
                for (int i = 0; i < rows[slice].count(); i++) {
                    int row = rows[slice].row(i);
                    double factor = timesWeightAndFeature[slice][row];
                    gradient += 0.5 * factor * (slopes[slice][row] - known[slice][row]);
                    mean += 0.25 * factor * (slopes[slice][row] - table[slice][row]);
                    table[slice][row] = slopes[slice][row];
                }
            }
            assertThat(estimate.gradient()).isEqualTo(DenseVector.of(gradient));
            assertThat(((SagaState) estimate.state()).gradient()).isEqualTo(DenseVector.of(mean));
            assertThat(slopes(estimate.state(), data))
                    .containsExactly(
                            DenseVector.of(table[0]),
                            DenseVector.of(),
                            DenseVector.of(table[2]),
                            DenseVector.of(table[3]));
            assertThat(slopes(before, data)).as("the state before").contains(DenseVector.of(known[0]));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isUnbiasedGivenTheState(Case tried) {
        GradientSource data = tried.data();
        DenseVector point = tried.point(314);
        EstimatorState state = tried.after(12, tried.point(315), 1);
        Draws draws = Draws.of(
                4_000,
                draw -> tried.saga()
                        .estimate(data, state, Draws.position(tried.mode(), draw, 7, ROWS), point)
                        .gradient());
        assertThat(draws.trace()).isPositive();
        draws.assertMeanIs(fullGradient(data, point));
    }

    /** Batches of 30 with replacement repeat rows, and Bernoulli's may have none at all. */
    @ParameterizedTest
    @MethodSource("cases")
    void theMeanGradientStaysThatOfTheTable(Case tried) {
        GradientSource data = tried.data();
        for (long size : new long[] {1, 30}) {
            Saga saga = new Saga(tried.saga().sampling(), size);
            EstimatorState state = saga.prepare(data, EstimatorState.NOTHING, START, tried.point(316));
            assertClose(meanOfTable(state, data, tried.slices()), fullGradient(data, tried.point(316)));
            long drawn = 0;
            for (int step = 0; step < 150; step++) {
                GradientEstimate estimate = saga.estimate(data, state, new Progress(step, drawn), tried.point(step));
                state = estimate.state();
                drawn += estimate.work().rowsDrawn();
            }
            assertClose(((SagaState) state).gradient(), meanOfTable(state, data, tried.slices()));
        }
    }

    private static void assertClose(DenseVector actual, DenseVector expected) {
        for (int j = 0; j < expected.size(); j++) {
            assertThat(actual.get(j)).as("coordinate %d", j).isCloseTo(expected.get(j), within(1e-13));
        }
    }

    /** The weights that a plain descent comes to rest at. */
    private static DenseVector optimum(GradientSource data) {
        Penalty penalty = new Penalty(0, 0.1, data.model().layout());
        DenseVector w = DenseVector.zeros(data.model().layout().size());
        for (int step = 0; step < 3_000; step++) {
            w = w.plus(-0.5, penalty.addSmoothGradient(fullGradient(data, w), w));
        }
        assertThat(penalty.addSmoothGradient(fullGradient(data, w), w).norm()).isLessThan(1e-13);
        return w;
    }

    /** With weights and table a tenth as far from the optimum a hundredth of the variance. */
    @ParameterizedTest
    @MethodSource("cases")
    void theVarianceGoesToZeroAtTheOptimum(Case tried) {
        GradientSource data = tried.data();
        DenseVector optimum = optimum(data);
        MiniBatchGradient plain = new MiniBatchGradient(tried.saga().sampling(), 7);
        double ofPlainBatches = variance(plain, tried, EstimatorState.NOTHING, optimum);
        double before = Double.NaN;
        for (double distance = 0.1; distance > 1e-6; distance /= 10) {
            EstimatorState state = tried.after(12, optimum.plus(distance, tried.point(317)), distance);
            double reduced = variance(tried.saga(), tried, state, optimum.plus(distance, tried.point(318)));
            if (distance < 0.1) {
                assertThat(reduced / before).isBetween(0.8e-2, 1.2e-2);
            }
            before = reduced;
        }
        assertThat(before / ofPlainBatches).isLessThan(1e-10);
    }

    private static double variance(GradientEstimator estimator, Case tried, EstimatorState state, DenseVector point) {
        GradientSource data = tried.data();
        return Draws.of(
                        300,
                        draw -> estimator
                                .estimate(data, state, Draws.position(tried.mode(), draw, 7, ROWS), point)
                                .gradient())
                .trace();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLossIsThatOfTheBatch(Case tried) {
        GradientSource data = tried.data();
        DenseVector point = tried.point(319);
        EstimatorState state = tried.after(0, tried.point(320), 0);
        Progress position = new Progress(3, 21);
        GradientEstimate plain = new MiniBatchGradient(tried.saga().sampling(), 7)
                .estimate(data, EstimatorState.NOTHING, position, point);
        assertThat(tried.saga().estimate(data, state, position, point).loss().orElseThrow())
                .isCloseTo(plain.loss().orElseThrow(), within(1e-14));
    }

    /** One pass for all slopes at the start, and from then on a row is read once and worked on once. */
    @Test
    void workIsCounted() {
        Case tried = new Case(false, false, Mode.EPOCH_SHUFFLE);
        EstimatorState state = tried.after(0, tried.point(1), 0);
        assertThat(tried.saga().prepare(tried.data(), state, START, tried.point(2)))
                .isSameAs(state);
        GradientEstimate first = tried.saga().estimate(tried.data(), state, START, tried.point(2));
        assertThat(first.work()).isEqualTo(new Work(7, ROWS + 7, ROWS + 7));
        GradientEstimate last =
                tried.saga().estimate(tried.data(), first.state(), new Progress(9, ROWS - 3), tried.point(3));
        assertThat(last.work()).isEqualTo(new Work(3, 3, 3));
    }

    @Test
    void aBatchOfNoRowsLeavesEverythingAsItIs() {
        Case tried = new Case(true, false, Mode.BERNOULLI);
        Saga saga = new Saga(tried.saga().sampling(), 1);
        GradientSource data = tried.data();
        SagaState state = (SagaState) saga.prepare(data, EstimatorState.NOTHING, START, tried.point(1));
        GradientEstimate empty = null;
        for (int step = 0; empty == null; step++) {
            GradientEstimate next = saga.estimate(data, state, new Progress(step, 0), tried.point(2));
            empty = next.work().rowsDrawn() == 0 ? next : null;
        }
        assertThat(empty.gradient()).isEqualTo(state.gradient());
        assertThat(empty.loss()).isEmpty();
        assertThat(slopes(empty.state(), data)).isEqualTo(slopes(state, data));
    }

    /** Known slopes go out with the point; of what comes back the two sums count, which merging makes fewer. */
    @Test
    void whatARequestCarriesIsCounted() {
        AllRows rows = new AllRows(1_000);
        DenseVector point = DenseVector.zeros(5);
        SlopeRequest fresh = new SlopeRequest(rows, point, List.of());
        SlopeRequest known = new SlopeRequest(rows, point, List.of(DenseVector.zeros(400), DenseVector.zeros(600)));
        assertThat(fresh.numbersShipped()).isEqualTo(5);
        assertThat(known.numbersShipped()).isEqualTo(1_005);
        assertThat(known.numbersReturned()).isEqualTo(fresh.numbersReturned()).isEqualTo(10);
    }

    @Test
    void itsMemoryIsASlopeAnOutputOfEachRow() {
        assertThat(Saga.bytes(1_000, LinearModel.logistic(50, true))).isEqualTo(8_000);
        assertThat(Saga.bytes(3_000_000_000L, new SoftmaxModel(10, 50, true))).isEqualTo(240_000_000_000L);
    }

    @Test
    void whatItCannotDoIsRefused() {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 0);
        assertThatThrownBy(() -> new Saga(sampling, 0)).hasMessageContaining("batch-size = 0");
        Saga saga = new Saga(sampling, 1);
        assertThatThrownBy(() -> saga.ofReplica(0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no local steps");
    }
}
