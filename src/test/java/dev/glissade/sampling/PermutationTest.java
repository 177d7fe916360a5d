package dev.glissade.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 1000, 65_535, 65_536, 65_537, 100_003})
    void everyNumberStandsOnce(int size) {
        for (long key : new long[] {0, 1, -1, 123_456_789}) {
            Permutation order = new Permutation(size, key);
            BitSet seen = new BitSet(size);
            for (int place = 0; place < size; place++) {
                seen.set(order.at(place));
            }
            assertThat(seen.cardinality()).isEqualTo(size);
            assertThat(seen.length()).isEqualTo(size);
        }
    }

    /** Over many keys, each of the n! orders comes equally often. */
    @ParameterizedTest
    @CsvSource({"2,20000", "3,60000", "4,120000", "5,240000", "6,360000", "7,500000"})
    void smallOrdersAreUniform(int size, int keys) {
        int orders = 1;
        for (int i = 2; i <= size; i++) {
            orders *= i;
        }
        long[] counts = new long[orders];
        for (int key = 0; key < keys; key++) {
            counts[rank(new Permutation(size, CounterHash.mix(key)), size)]++;
        }
        assertThat(ChiSquare.excess(counts)).isLessThan(5);
    }

    /** The place of an order among all n! (its Lehmer code). */
    private static int rank(Permutation order, int size) {
        int rank = 0;
        int seen = 0;
        for (int place = 0; place < size; place++) {
            int number = order.at(place);
            int smaller = number - Integer.bitCount(seen & ((1 << number) - 1));
            rank = rank * (size - place) + smaller;
            seen |= 1 << number;
        }
        return rank;
    }

    /** What sampling without replacement stands on: each set of k numbers is equally likely to be the first k. */
    @ParameterizedTest
    @CsvSource({"9,4,100000", "12,6,500000", "13,5,500000", "16,8,1000000", "17,3,200000", "24,3,200000", "32,3,300000"
    })
    void firstNumbersAreUniformSets(int size, int first, int keys) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int key = 0; key < keys; key++) {
            Permutation order = new Permutation(size, CounterHash.mix(~key));
            int set = 0;
            for (int place = 0; place < first; place++) {
                set |= 1 << order.at(place);
            }
            counts.merge(set, 1L, Long::sum);
        }
        long sets = 1;
        for (int i = 1; i <= first; i++) {
            sets = sets * (size - first + i) / i;
        }
        assertThat(counts).hasSize((int) sets);
        assertThat(ChiSquare.excess(
                        counts.values().stream().mapToLong(Long::longValue).toArray()))
                .isLessThan(5);
    }

    /** The numbers at two places are equally likely to be any pair. */
    @ParameterizedTest
    @CsvSource({"8,0,1", "17,0,1", "17,3,11", "33,15,16", "33,0,32", "64,31,32", "100,0,1", "100,50,99"})
    void pairsOfPlacesAreUniform(int size, int first, int second) {
        long[] counts = new long[size * (size - 1)];
        for (int key = 0; key < 200_000; key++) {
            Permutation order = new Permutation(size, CounterHash.mix(-key));
            int one = order.at(first);
            int other = order.at(second);
            counts[one * (size - 1) + (other > one ? other - 1 : other)]++;
        }
        assertThat(ChiSquare.excess(counts)).isLessThan(5);
    }

    @Test
    void theLargestSliceFits() {
        Permutation order = new Permutation(Integer.MAX_VALUE, 7);
        Set<Integer> seen = new HashSet<>();
        for (int place = 0; place < 10_000; place++) {
            int number = order.at(place);
            assertThat(number).isBetween(0, Integer.MAX_VALUE - 1);
            assertThat(seen.add(number)).isTrue();
        }
    }
}
