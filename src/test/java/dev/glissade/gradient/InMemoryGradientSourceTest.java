package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.loss.Losses;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.sampling.SliceTree;
import dev.glissade.sampling.WithoutReplacementBatch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InMemoryGradientSourceTest {

    private static final int[] SIZES = {0, 1, 70, 0, 13, 100, 16, 0};
    private static final int ROWS = 200;
    private static final int FEATURES = 6;

    private static Model model(String kind) {
        return kind.equals("softmax")
                ? new SoftmaxModel(3, FEATURES, true)
                : new LinearModel(FEATURES, true, Losses.ofKind(kind));
    }

    private static GeneratedRows table(Model model) {
        return GeneratedRows.of(101, ROWS, FEATURES, model.labelKind(), 3, true);
    }

    private static InMemoryGradientSource source(Model model, RowBlock... slices) {
        return new InMemoryGradientSource(model, new SliceGroup(0, slices));
    }

    private static DenseVector point(Model model) {
        return DenseVector.wrap(
                new SplittableRandom(102).doubles(model.layout().size(), -1, 1).toArray());
    }

    /** Row by row with the model alone, over the rows that the batch selects. */
    private static double[] naive(Model model, RowBlock[] slices, Batch batch, DenseVector point) {
        SliceTree tree = SliceTree.of(
                IntStream.range(0, slices.length).map(i -> slices[i].size()).toArray());
        RowSelection[] selections = batch.select(tree, 0, slices.length);
        double[] sums = new double[point.size() + 2];
        for (int slice = 0; slice < slices.length; slice++) {
            for (int i = 0; i < selections[slice].count(); i++) {
                int row = selections[slice].row(i);
                double[] gradient = new double[point.size()];
                double loss =
                        model.addGradient(slices[slice], RowSelection.of(new int[] {row}), point.values(), gradient);
                for (int j = 0; j < gradient.length; j++) {
                    sums[j] += gradient[j];
                }
                sums[point.size()] += loss;
                sums[point.size() + 1] += slices[slice].weight(row);
            }
        }
        return sums;
    }

    @ParameterizedTest
    @CsvSource({"linear,false", "linear,true", "logistic,false", "logistic,true", "softmax,false", "softmax,true"})
    void sumsAreThoseOfTheRows(String kind, boolean sparse) {
        Model model = model(kind);
        RowBlock[] slices = table(model).slices(SIZES, sparse);
        DenseVector point = point(model);
        GradientSource source = source(model, slices);
        for (Mode mode : Mode.values()) {
            Batch batch = new Sampling(mode, 1).batch(3, 90, 30, ROWS);
            double[] expected = naive(model, slices, batch, point);
            GradientSum sum = source.sum(new SumRequest(batch, List.of(point)));
            for (int j = 0; j < point.size(); j++) {
                assertThat(sum.gradients().get(0).get(j)).isCloseTo(expected[j], within(1e-12 * 30));
            }
            assertThat(sum.losses().get(0)).isCloseTo(expected[point.size()], within(1e-12 * expected[point.size()]));
            assertThat(sum.weight()).isEqualTo(expected[point.size() + 1]);
            ValueSum value = source.value(new ValueRequest(batch, point));
            assertThat(value.loss()).isEqualTo(sum.losses().get(0));
            assertThat(value.weight()).isEqualTo(sum.weight());
            assertThat(value.rows()).isEqualTo(sum.rows());
        }
    }

    @ParameterizedTest
    @CsvSource({"linear", "logistic", "softmax"})
    void denseAndSparseTablesAgree(String kind) {
        Model model = model(kind);
        SumRequest request = new SumRequest(new AllRows(ROWS), List.of(point(model))).withScatter();
        GradientSum dense = source(model, table(model).slices(SIZES, false)).sum(request);
        GradientSum sparse = source(model, table(model).slices(SIZES, true)).sum(request);
        assertThat(sparse.gradients().get(0).plus(-1, dense.gradients().get(0)).norm())
                .isLessThan(1e-12 * dense.gradients().get(0).norm());
        assertThat(sparse.losses().get(0)).isCloseTo(dense.losses().get(0), within(1e-10));
        assertThat(sparse.sliceSquares().get(0))
                .isCloseTo(
                        dense.sliceSquares().get(0),
                        within(1e-12 * dense.sliceSquares().get(0)));
        assertThat(sparse.slices()).isEqualTo(dense.slices()).isEqualTo(5);
    }

    /** A wide table: every slice's sum is sparse, and the answer is still the whole vector. */
    @Test
    void fewTouchedFeaturesOfMany() {
        int features = 100_000;
        double[] none = null;
        RowBlock first = new SparseRows(
                features,
                new int[] {0, 2, 3},
                new int[] {7, 99_999, 7},
                new double[] {1, 2, 3},
                new double[] {1, 5},
                none);
        RowBlock second = new SparseRows(
                features, new int[] {0, 1}, new int[] {50_000}, new double[] {-1}, new double[] {2}, none);
        Model model = LinearModel.leastSquares(features, true);
        GradientSource source = source(model, first, second);
        for (int round = 0; round < 2; round++) { // the second time over buffers that must have been cleared
            DenseVector gradient = source.sum(
                            new SumRequest(source.allRows(), List.of(DenseVector.zeros(features + 1))))
                    .gradients()
                    .get(0);
            double[] expected = new double[features + 1];
            expected[7] = -1 - 15;
            expected[99_999] = -2;
            expected[50_000] = 2;
            expected[features] = -8;
            assertThat(gradient).isEqualTo(DenseVector.wrap(expected));
        }
    }

    @Test
    void slicesSquaresByHand() {
        double[] none = null;
        // at w = 0 a row's gradient is −y·x: slices sum to (−4, 0) of two rows and (0, −3) of one
        RowBlock first = new DenseRows(2, new double[] {1, 0, 3, 0}, new double[] {1, 1}, none);
        RowBlock second = new DenseRows(2, new double[] {0, 1}, new double[] {3}, none);
        RowBlock empty = new DenseRows(2, new double[0], new double[0], none);
        GradientSource source = source(LinearModel.leastSquares(2, false), first, empty, empty, second);
        GradientSum sum = source.sum(new SumRequest(source.allRows(), List.of(DenseVector.zeros(2))).withScatter());
        assertThat(sum.gradients()).containsExactly(DenseVector.of(-4, -3));
        assertThat(sum.slices()).isEqualTo(2);
        assertThat(sum.rows()).isEqualTo(3);
        assertThat(sum.sliceSquares()).containsExactly(16.0 / 2 + 9.0 / 1);
        GradientSum plain = source.sum(new SumRequest(source.allRows(), List.of(DenseVector.zeros(2))));
        assertThat(plain.gradients()).isEqualTo(sum.gradients());
        assertThat(plain.losses()).isEqualTo(sum.losses());
        assertThat(plain.sliceSquares()).as("nobody asked").isEmpty();
    }

    @Test
    void severalPointsAndRequestsShareOnePass() {
        Model model = model("logistic");
        GradientSource source = source(model, table(model).slices(SIZES, false));
        Batch batch = new WithoutReplacementBatch(1, 2, 30);
        DenseVector one = point(model);
        DenseVector other = one.times(-0.5);
        List<GradientAnswer> together = source.answer(List.of(
                new SumRequest(batch, List.of(one, other)).withScatter(),
                new ValueRequest(source.allRows(), other),
                new SumRequest(source.allRows(), List.of(one))));
        GradientSum both = (GradientSum) together.get(0);
        GradientSum first = source.sum(new SumRequest(batch, List.of(one)).withScatter());
        GradientSum second = source.sum(new SumRequest(batch, List.of(other)).withScatter());
        assertThat(both.gradients())
                .containsExactly(first.gradients().get(0), second.gradients().get(0));
        assertThat(both.losses())
                .containsExactly(first.losses().get(0), second.losses().get(0));
        assertThat(both.sliceSquares())
                .containsExactly(
                        first.sliceSquares().get(0), second.sliceSquares().get(0));
        assertThat(together.get(1)).isEqualTo(source.value(new ValueRequest(source.allRows(), other)));
        assertThat(together.get(2)).isEqualTo(source.sum(new SumRequest(source.allRows(), List.of(one))));
    }

    @Test
    void groupsOfSlicesMergeToTheSameBits() {
        Model model = model("logistic");
        RowBlock[] slices = table(model).slices(SIZES, true);
        SumRequest request = new SumRequest(new WithoutReplacementBatch(1, 2, 30), List.of(point(model)));
        GradientSum expected = source(model, slices).sum(request);
        SliceTree tree = SliceTree.of(SIZES);
        for (int border = 0; border <= 8; border++) {
            RequestWork total = new RequestWork(model, tree, List.of(request));
            for (int[] part : new int[][] {{border, 8}, {0, border}}) {
                RequestWork work = new RequestWork(model, tree, List.of(request));
                work.add(new SliceGroup(part[0], Arrays.copyOfRange(slices, part[0], part[1])));
                total.sums()[0].merge(work.sums()[0]);
            }
            assertThat(total.answers()).containsExactly(expected);
        }
    }

    @Test
    void anUnluckyBatchOfNoRowsIsZero() {
        Model model = model("logistic");
        GradientSource source = source(model, table(model).slices(SIZES, false));
        Sampling sampling = new Sampling(Mode.BERNOULLI, 1);
        GradientSum empty = IntStream.range(0, 100)
                .mapToObj(step -> source.sum(new SumRequest(sampling.batch(step, 0, 1, ROWS), List.of(point(model)))))
                .filter(sum -> sum.rows() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(empty.gradients()).containsExactly(DenseVector.zeros(FEATURES + 1));
        assertThat(empty.weight()).isZero();
        assertThat(empty.slices()).isZero();
    }

    @Test
    void totalsOfTheTable() {
        Model model = model("logistic");
        GeneratedRows table = table(model);
        GradientSource source = source(model, table.slices(SIZES, false));
        assertThat(source.rows()).isEqualTo(ROWS);
        assertThat(source.totalWeight()).isCloseTo(table.block(false).totalWeight(), within(1e-12));
        assertThat(source.sum(new SumRequest(source.allRows(), List.of(point(model))))
                        .weight())
                .isEqualTo(source.totalWeight());
    }

    @Test
    void tablesWithoutRowsOrWeightAreRefused() {
        Model model = LinearModel.logistic(1, true);
        RowBlock empty = new DenseRows(1, new double[0], new double[0], null);
        RowBlock weightless = new DenseRows(1, new double[1], new double[] {1}, new double[1]);
        assertThatThrownBy(() -> source(model, empty, empty)).hasMessageContaining("0 rows");
        assertThatThrownBy(() -> source(model, weightless)).hasMessageContaining("total weight 0.0");
        assertThatThrownBy(() -> source(model, weightless, weightless, weightless))
                .hasMessageContaining("power of two");
    }
}
