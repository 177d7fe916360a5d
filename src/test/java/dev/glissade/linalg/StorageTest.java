package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {

    private static final double FLOAT = 0.1f;
    private static final double NO_FLOAT = 0.1;

    private static DenseRows dense(double... values) {
        return new DenseRows(values.length, values, new double[1], null);
    }

    private static SparseRows sparse(double... values) {
        int[] indices = IntStream.range(0, values.length).toArray();
        return new SparseRows(values.length + 1, new int[] {0, values.length}, indices, values, new double[1], null);
    }

    private static int bytes(Storage storage, double... values) {
        return dense(values).stored(storage).values().bytesEach();
    }

    private static int sparseBytes(Storage storage, double... values) {
        return sparse(values).stored(storage).values().bytesEach();
    }

    @Test
    void asNarrowAsLosesNothing() {
        assertThat(bytes(Storage.AUTO, FLOAT, -0.0, 0, 1, Float.MAX_VALUE, -Float.MAX_VALUE))
                .isEqualTo(4);
        assertThat(bytes(Storage.AUTO, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, 3 * Float.MIN_VALUE))
                .isEqualTo(4);
        assertThat(bytes(Storage.AUTO, 1, 2, NO_FLOAT)).isEqualTo(8);
        assertThat(bytes(Storage.AUTO, Float.MIN_VALUE / 2.0)).isEqualTo(8);
        assertThat(bytes(Storage.AUTO, 1.5 * Float.MIN_VALUE)).isEqualTo(8);
        assertThat(bytes(Storage.AUTO, Double.MIN_VALUE)).isEqualTo(8);
        assertThat(bytes(Storage.AUTO, 2.0 * Float.MAX_VALUE)).isEqualTo(8);
        assertThat(bytes(Storage.AUTO, Double.NaN)).isEqualTo(8);
        assertThat(bytes(Storage.AUTO, 16777217)).isEqualTo(8);
        assertThat(bytes(Storage.FLOAT64, 1, 2)).isEqualTo(8);
        assertThat(bytes(Storage.FLOAT32, NO_FLOAT)).isEqualTo(4);
    }

    @Test
    void onesOfSparseRowsTakeNoArray() {
        assertThat(sparseBytes(Storage.AUTO, 1, 1, 1)).isZero();
        assertThat(sparseBytes(Storage.FLOAT32, 1, 1)).isZero();
        assertThat(sparseBytes(Storage.AUTO)).isZero();
        assertThat(sparseBytes(Storage.FLOAT64, 1, 1)).isEqualTo(8);
        assertThat(sparseBytes(Storage.AUTO, 1, -1)).isEqualTo(4);
        assertThat(sparseBytes(Storage.AUTO, 1, 0)).isEqualTo(4);
        assertThat(sparseBytes(Storage.AUTO, 1, NO_FLOAT)).isEqualTo(8);
        assertThat(bytes(Storage.AUTO, 1, 1)).isEqualTo(4);
    }

    @Test
    void bytesAreThoseOfTheArrays() {
        assertThat(dense(1, 2, 3).bytes()).isEqualTo(3 * 8 + 8);
        assertThat(dense(1, 2, 3).stored(Storage.AUTO).bytes()).isEqualTo(3 * 4 + 8);
        assertThat(sparse(1, 1, 1).bytes()).isEqualTo(3 * (8 + 4) + 2 * 4 + 8);
        assertThat(sparse(1, 1, 1).stored(Storage.AUTO).bytes()).isEqualTo(3 * 4 + 2 * 4 + 8);
        assertThat(new DenseRows(1, new double[2], new double[2], new double[2]).bytes())
                .isEqualTo(6 * 8);
    }

    /** 0.1 is between two floats; 2⁻¹⁵⁰ is half the smallest and goes to the even one, which is 0. */
    @Test
    void floatsAreTheNearest() {
        double[] values = {NO_FLOAT, 16777217, -0.0, 0x1p-150, 0x1.8p-150};
        assertThat(dense(values).stored(Storage.FLOAT32).values().toArray())
                .containsExactly(FLOAT, 16777216, -0.0, 0, Float.MIN_VALUE);
        assertThat(sparse(values).stored(Storage.FLOAT32).values().toArray())
                .containsExactly(FLOAT, 16777216, -0.0, 0, Float.MIN_VALUE);
        assertThat(values[0]).isEqualTo(NO_FLOAT);
        assertThat(Storage.FLOAT32.kept(NO_FLOAT)).isEqualTo(FLOAT);
        assertThat(Storage.FLOAT32.kept(1e39)).isInfinite();
        assertThat(Storage.AUTO.kept(1e39)).isEqualTo(1e39);
        assertThat(dense(NO_FLOAT, 1e39).stored(Storage.FLOAT32).values().toArray())
                .containsExactly(NO_FLOAT, 1e39);
    }

    /** Wider again, they are what they have become. */
    @Test
    void anyStorageCanBeMadeAnyOther() {
        for (Storage first : Storage.values()) {
            for (Storage second : Storage.values()) {
                RowBlock twice = sparse(1, 1).stored(first).stored(second);
                assertThat(((SparseRows) twice).values().toArray()).containsExactly(1, 1);
                assertThat(((SparseRows) twice).values().bytesEach()).isEqualTo(second == Storage.FLOAT64 ? 8 : 0);
                assertThat(dense(FLOAT).stored(first).stored(second).values().get(0))
                        .isEqualTo(FLOAT);
            }
        }
    }

    /** All that a block does, by each storage that loses nothing. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 100})
    void theSameBitsHoweverStored(int features) {
        for (int kind = 0; kind < 3; kind++) {
            SplittableRandom random = new SplittableRandom(10L * features + kind);
            for (boolean weighted : new boolean[] {false, true}) {
                compare(GeneratedBlocks.dense(random, 13, features, kind, weighted), random);
                compare(GeneratedBlocks.sparse(random, 13, features, kind, weighted), random);
            }
        }
    }

    /** Rows that lie apart, more of them than are brought together at a time. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theSameBitsOfRowsThatLieApart(int kind) {
        SplittableRandom random = new SplittableRandom(kind);
        RowBlock wide = GeneratedBlocks.dense(random, 300, 9, kind, true);
        RowSelection rows = RowSelection.of(
                random.ints(0, 300).distinct().limit(40).sorted().toArray());
        double[] factors = GeneratedBlocks.numbers(random, rows.count());
        compareRuns(wide, wide.stored(Storage.AUTO), rows, GeneratedBlocks.numbers(random, 9), factors);
    }

    private static void compare(RowBlock wide, SplittableRandom random) {
        RowBlock narrow = wide.stored(Storage.AUTO);
        int[] chosen = random.ints(11, 0, wide.size()).toArray();
        double[] weights = GeneratedBlocks.numbers(random, wide.features() + 2);
        double[] factors = GeneratedBlocks.numbers(random, chosen.length);
        assertThat(narrow.nonZeros()).isEqualTo(wide.nonZeros());
        compareRows(wide, narrow, weights);
        compareRuns(wide, narrow, RowSelection.of(chosen), weights, factors);
        compareRows(wide.select(RowSelection.of(chosen)), narrow.select(RowSelection.of(chosen)), weights);
        DenseVector scale =
                DenseVector.wrap(random.doubles(wide.features(), 0.1, 4).toArray());
        DenseVector none = DenseVector.zeros(wide.features());
        compareRows(
                wide.standardized(none, scale), narrow.standardized(none, scale).stored(Storage.AUTO), weights);
    }

    private static void compareRows(RowBlock wide, RowBlock narrow, double[] weights) {
        for (int row = 0; row < wide.size(); row++) {
            assertThat(narrow.dot(row, weights, 1)).isEqualTo(wide.dot(row, weights, 1));
            assertThat(narrow.squaredNorm(row)).isEqualTo(wide.squaredNorm(row));
            assertThat(narrow.label(row)).isEqualTo(wide.label(row));
            assertThat(narrow.weight(row)).isEqualTo(wide.weight(row));
            double[] ofWide = weights.clone();
            double[] ofNarrow = weights.clone();
            wide.addScaled(0.3, row, ofWide, 2);
            narrow.addScaled(0.3, row, ofNarrow, 2);
            assertThat(ofNarrow).isEqualTo(ofWide);
        }
    }

    /** Runs against single rows of doubles. */
    private static void compareRuns(
            RowBlock wide, RowBlock narrow, RowSelection rows, double[] weights, double[] factors) {
        for (int first = 0; first <= rows.count(); first++) {
            RowRun run = new RowRun(rows, first, rows.count() - first);
            double[] margins = new double[run.count()];
            double[] sum = weights.clone();
            for (int i = 0; i < run.count(); i++) {
                margins[i] = wide.dot(run.row(i), weights, 0);
                wide.addScaled(factors[i], run.row(i), sum, 0);
            }
            for (RowBlock block : new RowBlock[] {wide, narrow}) {
                double[] found = new double[run.count()];
                block.dots(run, weights, found);
                assertThat(found).isEqualTo(margins);
                double[] added = weights.clone();
                block.addScaled(factors, run, added);
                assertThat(added).isEqualTo(sum);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void valuesCanBeRead(Storage storage) {
        Values values = sparse(1, 1, 1).stored(storage).values();
        double[] read = {7, 7, 7};
        values.read(1, read, 2);
        assertThat(read).containsExactly(1, 1, 7);
        Values others = dense(1, 2, 3).stored(storage).values();
        others.read(1, read, 2);
        assertThat(read).containsExactly(2, 3, 7);
        assertThat(others.length()).isEqualTo(3);
        double[] all = others.toArray();
        all[0] = 9;
        assertThat(others.get(0)).isEqualTo(1);
    }

    @Test
    void onesAreCountedAgainstOffsets() {
        assertThatThrownBy(() -> new SparseRows(1, new int[] {0, 2}, new int[2], new double[1], new double[1], null))
                .hasMessageContaining("1 values");
    }
}
