package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a vector is held, it is the vector that it would be as an array. */
class VersionTest {

    private static final int SIZE = 1 << 15;

    private static DenseVector few(SplittableRandom random, int count) {
        int[] indices = random.ints(0, SIZE).distinct().limit(count).sorted().toArray();
        return DenseVector.ofFew(
                SIZE, new FewEntries(indices, random.doubles(count, -1, 1).toArray()));
    }

    private static DenseVector array(DenseVector vector) {
        return DenseVector.of(vector.values());
    }

    /** Versions that are read in any order, branched off from, and read again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void oldVersionsStayAsTheyWere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DenseVector> held = new ArrayList<>(List.of(DenseVector.zeros(SIZE)));
        List<DenseVector> plain = new ArrayList<>(List.of(DenseVector.zeros(SIZE)));
        for (int step = 0; step < 60; step++) {
            int from = random.nextInt(4) == 0 ? random.nextInt(held.size()) : held.size() - 1;
            DenseVector change = few(random, 1 + random.nextInt(1500)); // a few stretches of changes
            double factor = random.nextDouble(-1, 1);
            held.add(held.get(from).plus(factor, change));
            plain.add(plain.get(from).plus(factor, array(change)));
            int looked = random.nextInt(held.size());
            int[] some = random.ints(20, 0, SIZE).toArray();
            assertThat(held.get(looked).at(some)).isEqualTo(plain.get(looked).at(some));
            assertThat(held.get(looked).get(some[0]))
                    .isEqualTo(plain.get(looked).get(some[0]));
            if (random.nextInt(5) == 0) {
                assertThat(held.get(looked)).isEqualTo(plain.get(looked));
            }
        }
        assertThat(held).isEqualTo(plain);
    }

    /** One entry is looked for among what was changed since, unlike several, which take a copy. */
    @Test
    void singleEntriesOfOldVersions() {
        SplittableRandom random = new SplittableRandom(10);
        List<DenseVector> held = new ArrayList<>(List.of(DenseVector.zeros(SIZE)));
        List<DenseVector> plain = new ArrayList<>(held);
        List<DenseVector> changes = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
            changes.add(few(random, 50));
            held.add(held.get(step).plus(1, changes.get(step)));
            plain.add(plain.get(step).plus(1, array(changes.get(step))));
        }
        for (int step = 0; step < 30; step++) {
            for (int changed : changes.get(step).few().orElseThrow().indices()) {
                assertThat(held.get(step).get(changed))
                        .isEqualTo(plain.get(step).get(changed));
                assertThat(held.get(step + 1).get(changed))
                        .isEqualTo(plain.get(step + 1).get(changed));
            }
        }
    }

    @Test
    void anOldVersionMayBeReadWhileTheArrayGoesOn() throws InterruptedException, ExecutionException {
        SplittableRandom random = new SplittableRandom(5);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        List<Future<double[]>> read = new ArrayList<>();
        List<DenseVector> expected = new ArrayList<>();
        DenseVector held = DenseVector.zeros(SIZE);
        DenseVector plain = held;
        for (int step = 0; step < 200; step++) {
            DenseVector change = few(random, 100);
            held = held.plus(1, change);
            plain = plain.plus(1, array(change));
            DenseVector now = held;
            read.add(reader.submit(now::toArray));
            expected.add(plain);
        }
        reader.shutdown();
        for (int step = 0; step < 200; step++) {
            assertThat(DenseVector.wrap(read.get(step).get())).isEqualTo(expected.get(step));
        }
    }

    @Test
    void fewEntriesAreAVectorOfZerosOtherwise() {
        SplittableRandom random = new SplittableRandom(6);
        for (int size : new int[] {1, 7, 8, 9, 23, SIZE}) {
            int[] indices = random.ints(0, size)
                    .distinct()
                    .limit(Math.min(size, 5))
                    .sorted()
                    .toArray();
            DenseVector few = DenseVector.ofFew(
                    size, new FewEntries(indices, random.doubles(indices.length).toArray()));
            DenseVector plain = array(DenseVector.ofFew(size, few.few().orElseThrow()));
            assertThat(few.norm()).isEqualTo(plain.norm());
            assertThat(few.times(0.3)).isEqualTo(plain.times(0.3));
            assertThat(few.times(-0.3)).isEqualTo(plain.times(-0.3));
            assertThat(few.times(Double.POSITIVE_INFINITY)).isEqualTo(plain.times(Double.POSITIVE_INFINITY));
            assertThat(few.get(size - 1)).isEqualTo(plain.get(size - 1));
            assertThat(few).isEqualTo(plain);
        }
    }

    /** As many entries as it takes for another order of addition to give other bits; those of the tail come last. */
    @ParameterizedTest
    @ValueSource(ints = {40, 41, 47, 1000, 1007, SIZE})
    void normsAreAddedUpAsThoseOfArrays(int size) {
        SplittableRandom random = new SplittableRandom(size);
        for (int round = 0; round < 50; round++) {
            int[] indices =
                    random.ints(0, size).distinct().limit(size / 2).sorted().toArray();
            DenseVector few = DenseVector.ofFew(
                    size, new FewEntries(indices, random.doubles(indices.length).toArray()));
            assertThat(few.norm()).isEqualTo(array(few).norm());
        }
    }

    @Test
    void infinityTimesZeroIsNoNumberForFewEntriesToo() {
        DenseVector few = DenseVector.ofFew(3, new FewEntries(new int[] {1}, new double[] {2}));
        assertThat(DenseVector.zeros(3).plus(Double.POSITIVE_INFINITY, few))
                .isEqualTo(DenseVector.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NaN));
    }

    @Test
    void finiteIsKnownWithoutALook() {
        DenseVector change = few(new SplittableRandom(7), 3);
        int[] place = {9};
        DenseVector bad = DenseVector.zeros(SIZE).plus(1, change).with(place, to(Double.NaN));
        assertThat(bad.isFinite()).isFalse();
        assertThat(bad.plus(1, change).isFinite()).isFalse();
        assertThat(bad.with(place, to(1)).isFinite()).isTrue();
    }

    private static DenseVector.Change to(double value) {
        return (from, values, count) -> Arrays.fill(values, 0, count, value);
    }

    @Test
    void aMultipleLeavesOutWhatItIsToldTo() {
        DenseVector of = DenseVector.of(1, 2, 3);
        DenseVector multiple = DenseVector.multiple(0.5, of, index -> index != 1);
        assertThat(multiple.get(0)).isEqualTo(0.5);
        assertThat(multiple.at(new int[] {1, 2})).containsExactly(2, 1.5);
        assertThat(multiple).isEqualTo(DenseVector.of(0.5, 2, 1.5));
    }
}
