package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.linalg.DenseVector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalSumTest {

    private static final int SIZE = 40;

    /** A slice's terms: empty, sparse or dense, of magnitudes that make every other grouping round differently. */
    private static PartialSum term(int slice, double emptyShare, double sparseShare) {
        SplittableRandom random = new SplittableRandom(1_000 + slice);
        if (random.nextDouble() < emptyShare) {
            return PartialSum.empty();
        }
        boolean sparse = random.nextDouble() < sparseShare;
        int touched = sparse ? random.nextInt(9) : SIZE;
        int[] indices = random.ints(0, SIZE).distinct().limit(touched).sorted().toArray();
        double[] values = new double[touched];
        Arrays.setAll(values, i -> number(random));
        Summand summand = sparse ? Summand.sparse(SIZE, indices, values) : Summand.dense(values);
        return PartialSum.of(1 + slice, new double[] {number(random), 1}, summand)
                .listing(slice);
    }

    private static double number(SplittableRandom random) {
        double sign = random.nextInt(10) == 0 ? -0.0 : random.nextBoolean() ? 1 : -1;
        return sign * random.nextDouble() * StrictMath.pow(2, random.nextInt(-40, 41));
    }

    /** All that a total says, to the bit. */
    private record Total(long rows, List<Double> scalars, DenseVector vector, DenseVector listed) {
        static Total of(PartialSum sum) {
            return sum.isEmpty()
                    ? new Total(0, List.of(), DenseVector.zeros(SIZE), DenseVector.zeros(0))
                    : new Total(
                            sum.rows(),
                            List.of(sum.scalar(0), sum.scalar(1)),
                            sum.vector(0).toVector(),
                            DenseVector.wrap(sum.listed()));
        }
    }

    private static Total inOrder(int slices, double emptyShare, double sparseShare) {
        CanonicalSum sum = new CanonicalSum(slices);
        for (int slice = 0; slice < slices; slice++) {
            sum.add(slice, term(slice, emptyShare, sparseShare));
        }
        return Total.of(sum.total());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,0.5", "0.4,0.5", "0.4,1", "0.4,0", "0.97,0.5", "1,0"})
    void anyOrderAndAnyGroupingGiveTheSameBits(double emptyShare, double sparseShare) {
        for (int slices : new int[] {1, 2, 8, 64, 128}) {
            Total expected = inOrder(slices, emptyShare, sparseShare);
            for (int round = 0; round < 60; round++) {
                SplittableRandom random = new SplittableRandom(round);
                assertThat(shuffled(slices, emptyShare, sparseShare, random)).isEqualTo(expected);
            }
        }
    }

    /** Slices in a random order go to random sums, which are merged in a random order in several rounds. */
    private static Total shuffled(int slices, double emptyShare, double sparseShare, SplittableRandom random) {
        List<CanonicalSum> sums = new ArrayList<>();
        for (int i = random.nextInt(slices); i >= 0; i--) {
            sums.add(new CanonicalSum(slices));
        }
        for (int slice : order(slices, random)) {
            sums.get(random.nextInt(sums.size())).add(slice, term(slice, emptyShare, sparseShare));
        }
        while (sums.size() > 1) {
            CanonicalSum taken = sums.remove(random.nextInt(sums.size()));
            sums.get(random.nextInt(sums.size())).merge(taken);
        }
        return Total.of(sums.get(0).total());
    }

    private static int[] order(int slices, SplittableRandom random) {
        int[] order = new int[slices];
        for (int i = 0; i < slices; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }

    /** The grouping itself: left + right at every node, a slice without rows left out. */
    @Test
    void theTotalIsTheTreesOwn() {
        int slices = 16;
        double[] scalars = new double[slices];
        CanonicalSum sum = new CanonicalSum(slices);
        for (int slice = slices - 1; slice >= 0; slice--) {
            PartialSum term = term(slice, 0, 0.5);
            scalars[slice] = term.scalar(0);
            sum.add(slice, term);
        }
        for (int width = slices; width > 1; width /= 2) {
            for (int i = 0; i < width / 2; i++) {
                scalars[i] = scalars[2 * i] + scalars[2 * i + 1];
            }
        }
        assertThat(sum.total().scalar(0)).isEqualTo(scalars[0]);
        assertThat(sum.total().rows()).isEqualTo(slices * (slices + 1) / 2);
    }

    /** Sparse sums of a whole subtree are added at once, some coordinates at a time; the bits are those of one by one. */
    @ParameterizedTest
    @CsvSource({"0, 0.2, 900", "0.3, 0.02, 5000", "0.9, 0.1, 3000", "0, 0.9, 700", "1, 0, 10", "0.5, 0, 40"})
    void wholeSubtreesAtOnce(double emptyShare, double touchedShare, int size) {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int first = random.nextInt(32);
            int count = 1 + random.nextInt(32 - first);
            CanonicalSum atOnce = new CanonicalSum(32);
            atOnce.addAll(first, terms(seed, count, emptyShare, touchedShare, size));
            CanonicalSum oneByOne = new CanonicalSum(32);
            for (CanonicalSum sum : List.of(atOnce, oneByOne)) {
                sum.addAll(0, Collections.nCopies(first, PartialSum.empty()));
                sum.addAll(first + count, Collections.nCopies(32 - first - count, PartialSum.empty()));
            }
            int next = first;
            for (PartialSum term : terms(seed, count, emptyShare, touchedShare, size)) {
                oneByOne.add(next++, term);
            }
            PartialSum expected = oneByOne.total();
            PartialSum total = atOnce.total();
            assertThat(total.rows()).isEqualTo(expected.rows());
            if (!total.isEmpty()) {
                assertThat(total.scalar(0)).isEqualTo(expected.scalar(0));
                assertThat(total.vector(0).toVector())
                        .isEqualTo(expected.vector(0).toVector());
            }
        }
    }

    private static List<PartialSum> terms(int seed, int count, double emptyShare, double touchedShare, int size) {
        SplittableRandom random = new SplittableRandom(100 + seed);
        List<PartialSum> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] touched = IntStream.range(0, size)
                    .filter(index -> random.nextDouble() < touchedShare)
                    .toArray();
            double[] values = random.doubles(touched.length, -1, 1).toArray();
            terms.add(
                    random.nextDouble() < emptyShare
                            ? PartialSum.empty()
                            : PartialSum.of(
                                    1 + i, new double[] {random.nextDouble()}, Summand.sparse(size, touched, values)));
        }
        return terms;
    }

    @Test
    void neighbouringSlicesCollapse() {
        CanonicalSum sum = new CanonicalSum(64);
        for (int slice = 16; slice < 32; slice++) {
            sum.add(slice, term(slice, 0.2, 0.5));
        }
        assertThat(sum.nodeCount()).isEqualTo(1);
        sum.add(33, term(33, 0, 0));
        assertThat(sum.nodeCount()).isEqualTo(2);
    }

    /** Between any two borders, before, between and behind others. */
    @Test
    void runsOfEmptySlicesAreAddedAtOnce() {
        for (int from = 0; from <= 32; from++) {
            for (int to = from; to <= 32; to++) {
                CanonicalSum atOnce = new CanonicalSum(32);
                CanonicalSum oneByOne = new CanonicalSum(32);
                atOnce.addAll(from, Collections.nCopies(to - from, PartialSum.empty()));
                assertThat(atOnce.nodeCount()).isLessThanOrEqualTo(8); // twice the tree's depth below its root
                for (int slice = 0; slice < 32; slice++) {
                    boolean inside = slice >= from && slice < to;
                    oneByOne.add(slice, inside ? PartialSum.empty() : term(slice, 0.2, 0.5));
                    if (!inside) {
                        atOnce.add(slice, term(slice, 0.2, 0.5));
                    }
                }
                assertThat(Total.of(atOnce.total())).isEqualTo(Total.of(oneByOne.total()));
            }
        }
    }

    @Test
    void emptySlicesAddedTwiceAreFound() {
        assertThatThrownBy(() -> {
                    CanonicalSum sum = new CanonicalSum(8);
                    sum.addAll(2, Collections.nCopies(3, PartialSum.empty()));
                    sum.addAll(0, Collections.nCopies(8, PartialSum.empty()));
                    sum.total();
                })
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> {
                    CanonicalSum sum = new CanonicalSum(8);
                    sum.addAll(4, Collections.nCopies(2, PartialSum.empty()));
                    sum.addAll(4, Collections.nCopies(2, PartialSum.empty()));
                })
                .hasMessageContaining("added twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 7})
    void missingSlicesAreFound(int missing) {
        CanonicalSum sum = new CanonicalSum(8);
        for (int slice = 0; slice < 8; slice++) {
            if (slice != missing) {
                sum.add(slice, term(slice, 0.5, 0.5));
            }
        }
        assertThatThrownBy(sum::total).isInstanceOf(IllegalStateException.class).hasMessageContaining("not complete");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "5,1", "7,1", "0,2", "0,4", "4,4", "0,8", "2,2"})
    void doubledSlicesAreFound(int first, int doubled) {
        assertThatThrownBy(() -> {
                    CanonicalSum sum = new CanonicalSum(8);
                    for (int slice = 0; slice < 8; slice++) {
                        sum.add(slice, term(slice, 0, 0.5));
                    }
                    for (int slice = first; slice < first + doubled; slice++) {
                        sum.add(slice, term(slice, 0, 0.5));
                    }
                    sum.total();
                })
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> {
                    CanonicalSum sum = new CanonicalSum(8);
                    sum.add(first, PartialSum.empty());
                    sum.add(first, PartialSum.empty());
                })
                .hasMessageContaining("added twice");
    }

    @Test
    void sumsOverOtherTreesAreRefused() {
        assertThatThrownBy(() -> new CanonicalSum(8).merge(new CanonicalSum(4)))
                .hasMessage("a sum over 8 slices and a sum over 4 slices");
    }

    @Test
    void sumsSurviveTheWire() throws IOException, ClassNotFoundException {
        CanonicalSum left = new CanonicalSum(16);
        CanonicalSum right = new CanonicalSum(16);
        for (int slice = 0; slice < 16; slice++) {
            (slice % 3 == 0 ? left : right).add(slice, term(slice, 0.3, 0.5));
        }
        CanonicalSum arrived = copy(left);
        arrived.merge(copy(right));
        assertThat(Total.of(arrived.total())).isEqualTo(inOrder(16, 0.3, 0.5));
    }

    private static CanonicalSum copy(CanonicalSum sum) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sum);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (CanonicalSum) in.readObject();
        }
    }
}
