package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexSetTest {

    private static IndexSet of(int bound, int... indices) {
        IndexMarks marks = new IndexMarks(bound);
        marks.addAll(indices, 0, indices.length);
        return marks.takeSet();
    }

    @Test
    void indicesAreAscendingAndOnce() {
        IndexSet set = of(70, 69, 3, 64, 3, 0);
        assertThat(set.indices()).containsExactly(0, 3, 64, 69);
        assertThat(set.size()).isEqualTo(4);
        assertThat(set.bound()).isEqualTo(70);
        assertThat(of(5).indices()).isEmpty();
        assertThat(of(0).indices()).isEmpty();
    }

    @Test
    void placesCountFromZero() {
        IndexSet set = of(200, 0, 63, 64, 128, 199);
        assertThat(Arrays.stream(set.indices()).map(set::placeOf)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void setsAreJoined() {
        IndexSet both = IndexSet.union(100, List.of(of(100, 1, 7, 99), of(100, 0, 7)));
        assertThat(both.indices()).containsExactly(0, 1, 7, 99);
        assertThat(IndexSet.union(100, List.of()).indices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "64, 64", "1000, 17", "100000, 300", "20000000, 5", "20000000, 60000", "100000000, 3"})
    void itSurvivesSerialization(int bound, int count) throws IOException, ClassNotFoundException {
        SplittableRandom random = new SplittableRandom(bound + count);
        int[] indices = random.ints(0, bound).distinct().limit(count).sorted().toArray();
        IndexSet set = of(bound, indices);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(set);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            IndexSet copy = (IndexSet) in.readObject();
            assertThat(copy.indices()).isEqualTo(indices);
            assertThat(copy.placeOf(indices[indices.length - 1])).isEqualTo(indices.length - 1);
        }
        assertThat(bytes.size()).isLessThan(300 + set.bytes()); // nothing but the gaps travels
        assertThat(set.bytes()).isLessThanOrEqualTo(5 * count);
    }

    /** Seven bits of a gap a byte: indices that are 300 apart take two bytes each, neighbours one. */
    @Test
    void gapsTakeFewBytes() {
        assertThat(of(1000, 0, 1, 2, 3, 4).bytes()).isEqualTo(5);
        assertThat(of(1000, 300, 600, 900).bytes()).isEqualTo(6);
        assertThat(of(1000, 127, 255).bytes()).isEqualTo(2);
    }
}
