package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.loss.Losses;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LinearModel;
import dev.glissade.model.MarginModel;
import dev.glissade.model.MarginSquares;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSmoothnessTest {

    private static final int ROWS = 90;
    private static final int FEATURES = 5;
    private static final int[] SIZES = {30, 0, 1, 59};

    /** A model over generated rows. */
    record Case(String kind, boolean sparse, boolean weighted, double constant) {

        MarginModel model() {
            MarginModel model = kind.equals("softmax")
                    ? new SoftmaxModel(3, FEATURES, true)
                    : new LinearModel(FEATURES, true, Losses.ofKind(kind));
            return model.withConstant(constant);
        }

        RowBlock[] slices() {
            return GeneratedRows.of(331, ROWS, FEATURES, model().labelKind(), 3, weighted)
                    .slices(SIZES, sparse);
        }

        GradientSource squares() {
            return BatchSmoothnessTest.squares(model(), slices());
        }

        BatchSmoothness of(double l2, long batchSize) {
            return BatchSmoothness.of(squares(), model(), l2, Mode.EPOCH_SHUFFLE, batchSize, ROWS);
        }

        double worst() {
            double worst = 0;
            double weight = 0;
            for (RowBlock slice : slices()) {
                for (int row = 0; row < slice.size(); row++) {
                    double[] x = features(slice, row);
                    worst = Math.max(
                            worst,
                            slice.weight(row)
                                    * DenseVector.of(x).norm()
                                    * DenseVector.of(x).norm());
                    weight += slice.weight(row);
                }
            }
            return model().marginCurvature() * worst * ROWS / weight;
        }

        /** (x, a), or x without an intercept. */
        private double[] features(RowBlock slice, int row) {
            double[] x = new double[model().layout().stride()];
            slice.addScaled(1, row, x, 0);
            if (constant != 0) {
                x[FEATURES] = constant;
            }
            return x;
        }

        /** The largest eigenvalue of κ·Σc(x, a)(x, a)ᵀ/Σc as a dense matrix, squared many times. */
        double mean() {
            int size = model().layout().stride();
            double[][] matrix = new double[size][size];
            double weight = 0;
            for (RowBlock slice : slices()) {
                for (int row = 0; row < slice.size(); row++) {
                    double[] x = features(slice, row);
                    weight += slice.weight(row);
                    for (int i = 0; i < size; i++) {
                        for (int j = 0; j < size; j++) {
                            matrix[i][j] += slice.weight(row) * x[i] * x[j];
                        }
                    }
                }
            }
            return model().marginCurvature() * largestEigenvalue(matrix) / weight;
        }
    }

    private static GradientSource squares(MarginModel model, RowBlock... slices) {
        MarginSquares squares = new MarginSquares(model.labelKind(), model.layout());
        return new InMemoryGradientSource(squares, new SliceGroup(0, slices));
    }

    /** Of a positive semidefinite matrix: the 4096th root of the trace of its 4096th power. */
    private static double largestEigenvalue(double[][] matrix) {
        double[][] power = matrix;
        double logarithm = 0;
        double exponent = 1;
        for (int round = 0; round < 12; round++) {
            double trace = trace(power);
            power = squared(power, 1 / trace);
            logarithm += Math.log(trace) / exponent;
            exponent *= 2;
        }
        return Math.exp(logarithm + Math.log(trace(power)) / exponent);
    }

    private static double trace(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            trace += matrix[i][i];
        }
        return trace;
    }

    private static double[][] squared(double[][] matrix, double factor) {
        double[][] square = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                for (int k = 0; k < matrix.length; k++) {
                    square[i][j] += factor * matrix[i][k] * factor * matrix[k][j];
                }
            }
        }
        return square;
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String kind : List.of("logistic", "linear", "softmax")) {
            for (double constant : new double[] {0, 1, 3}) {
                for (int bits = 0; bits < 4; bits++) {
                    cases.add(new Case(kind, (bits & 1) != 0, (bits & 2) != 0, constant));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void singleRowsAreAsSmoothAsTheWorst(Case tried) {
        BatchSmoothness one = tried.of(0.25, 1);
        assertThat(one.value()).isEqualTo(one.worstRow()).isCloseTo(tried.worst() + 0.25, within(1e-12));
        assertThat(one.mean()).isEmpty();
        assertThat(BatchSmoothness.of(tried.squares(), tried.model(), 0, Mode.EPOCH_SHUFFLE, 1, 1)
                        .mean())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allRowsAreAsSmoothAsTheirMean(Case tried) {
        BatchSmoothness all = tried.of(0.25, ROWS);
        // power iteration comes from below
        assertThat(all.value())
                .isEqualTo(all.mean().orElseThrow())
                .isBetween(0.99 * tried.mean() + 0.25, 1.0001 * tried.mean() + 0.25);
        assertThat(all.worstRow()).isCloseTo(tried.worst() + 0.25, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void largerBatchesAreSmoother(Case tried) {
        double before = Double.POSITIVE_INFINITY;
        for (long size : new long[] {1, 2, 10, 45, 89, 90}) {
            BatchSmoothness between = tried.of(0.25, size);
            assertThat(between.value()).isLessThan(before);
            if (size > 1) {
                double share = (ROWS - size) / (size * (ROWS - 1.0)); // of the worst row
                double mean = between.mean().orElseThrow();
                assertThat(between.value()).isCloseTo((1 - share) * mean + share * between.worstRow(), within(1e-12));
            }
            before = between.value();
        }
    }

    /** At any place the gradients of batches of seven differ by less than √(L_b·L) times the distance, in expectation. */
    @ParameterizedTest
    @MethodSource("cases")
    void batchesAreAsSmoothInExpectation(Case tried) {
        GradientSource data = new InMemoryGradientSource(tried.model(), new SliceGroup(0, tried.slices()));
        Sampling sampling = new Sampling(Mode.WITHOUT_REPLACEMENT, 332);
        double[] ahead = new double[tried.model().layout().size()];
        double[] back = new double[ahead.length];
        for (int j = 0; j < ahead.length; j++) {
            ahead[j] = 0.01 * Math.cos(j);
            back[j] = -0.01 * Math.sin(3 * j);
        }
        List<DenseVector> points = List.of(DenseVector.wrap(ahead), DenseVector.wrap(back));
        double squares = 0;
        int draws = 2_000;
        for (int draw = 0; draw < draws; draw++) {
            GradientSum sum = data.sum(new SumRequest(sampling.batch(draw, 0, 7, ROWS), points));
            double norm =
                    sum.gradients().get(0).plus(-1, sum.gradients().get(1)).norm();
            squares += Math.pow(norm * ROWS / (7 * data.totalWeight()), 2) / draws;
        }
        double distance = points.get(0).plus(-1, points.get(1)).norm();
        BatchSmoothness smoothness = tried.of(0, 7);
        double bound = Math.sqrt(smoothness.value() * smoothness.mean().orElseThrow());
        assertThat(Math.sqrt(squares)).isLessThan(bound * distance);
    }

    /**
     * Rows whose feature is 0 or 3, so that of squares there is only ½a·w² with a = 0 or 9: the expected square of a batch's
     * gradient at w = 1 is L_b·L_F and not less.
     */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void theBoundIsTightWhereRowsAreOfTwoKinds(Mode mode) {
        int rows = 20;
        double[] features = new double[rows];
        Arrays.fill(features, 0, 6, 3);
        RowBlock block = new DenseRows(1, features, new double[rows], null);
        LinearModel model = LinearModel.leastSquares(1, false);
        GradientSource data = new InMemoryGradientSource(model, new SliceGroup(0, new RowBlock[] {block}));
        Sampling sampling = new Sampling(mode, 335);
        for (int size : new int[] {1, 4, 19, 20}) {
            BatchSmoothness bound = BatchSmoothness.of(squares(model, block), model, 0, mode, size, rows);
            assertThat(bound.worstRow()).isEqualTo(9);
            int draws = 20_000;
            double sum = 0;
            double squares = 0;
            for (int draw = 0; draw < draws; draw++) {
                Batch batch = sampling.batch(draw, (long) draw * rows, size, rows);
                double gradient = data.sum(new SumRequest(batch, List.of(DenseVector.of(1))))
                                .gradients()
                                .get(0)
                                .get(0)
                        / size;
                double square = gradient * gradient;
                sum += square;
                squares += square * square;
            }
            double mean = sum / draws;
            double error = Math.sqrt(Math.max(0, squares / draws - mean * mean) / draws);
            assertThat(mean / 2.7).as("batches of %d", size).isCloseTo(bound.value(), within(4 * error / 2.7 + 1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 45, 90})
    void aLossWithKinksHasNoBound(long size) {
        BatchSmoothness hinge = new Case("hinge", false, true, 1).of(0.25, size);
        assertThat(hinge.value()).isInfinite();
        assertThat(hinge.worstRow()).isInfinite();
    }

    /** The direction (1, −1) of the largest curvature is at right angles to one with equal entries. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void featuresThatAreEachOthersOppositesAreNotOverlooked(boolean intercept) {
        double[] values = {1, -1, -1, 1, 2, -2, -2, 2};
        RowBlock rows = new DenseRows(2, values, new double[] {1, -1, 1, -1}, null);
        LinearModel model = LinearModel.logistic(2, intercept);
        BatchSmoothness all = BatchSmoothness.of(squares(model, rows), model, 0, Mode.EPOCH_SHUFFLE, 4, 4);
        assertThat(all.mean().orElseThrow()).isCloseTo(0.25 * 5, within(1e-6));
    }

    @Test
    void theLargestRowByWeight() {
        double[] none = null;
        RowBlock dense = new DenseRows(2, new double[] {3, 4, 0, 0}, new double[2], new double[] {0.5, 4});
        RowBlock empty = new DenseRows(2, new double[0], new double[0], none);
        RowBlock sparse = new SparseRows(2, new int[] {0, 1}, new int[] {1}, new double[] {-5}, new double[1], none);
        GradientSource data = squares(LinearModel.leastSquares(2, true), dense, empty, sparse, empty);
        assertThat(largest(data, 0)).isEqualTo(25);
        assertThat(largest(data, 1)).isEqualTo(26);
        assertThat(largest(data, 3)).isEqualTo(36);
        Sampling sampling = new Sampling(Mode.WITHOUT_REPLACEMENT, 333);
        for (int step = 0; step < 20; step++) {
            NormRequest one = new NormRequest(sampling.batch(step, 0, 1, 3), 0);
            RowSelection[] rows = one.batch().select(data.slices(), 0, 4);
            double expected = rows[2].count() > 0 ? 25 : rows[0].row(0) == 0 ? 12.5 : 0;
            assertThat(data.answer(List.of(one))).containsExactly(new LargestNorm(expected));
        }
    }

    private static double largest(GradientSource data, double constant) {
        return ((LargestNorm) data.answer(List.of(new NormRequest(data.allRows(), constant)))
                        .get(0))
                .value();
    }

    @Test
    void noRowsHaveNoLargest() {
        GradientSource data = new Case("linear", false, false, 1).squares();
        Sampling sampling = new Sampling(Mode.BERNOULLI, 334);
        List<GradientAnswer> answers = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
            NormRequest request = new NormRequest(sampling.batch(step, 0, 1, ROWS), 1);
            boolean empty = data.sum(new SumRequest(request.batch(), List.of(DenseVector.zeros(FEATURES + 1))))
                            .rows()
                    == 0;
            if (empty) {
                answers.addAll(data.answer(List.of(request)));
            }
        }
        assertThat(answers).isNotEmpty().containsOnly(new LargestNorm(0));
    }
}
