package dev.glissade.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterHashTest {

    @Test
    void belowIsTheUpperWordOfTheUnsignedProduct() {
        SplittableRandom random = new SplittableRandom(81);
        for (int i = 0; i < 10_000; i++) {
            long bits = i == 0 ? -1 : i == 1 ? Long.MIN_VALUE : random.nextLong();
            long bound = random.nextLong(1, Long.MAX_VALUE) >>> random.nextInt(62);
            bound = Math.max(1, bound);
            BigInteger product = new BigInteger(Long.toUnsignedString(bits)).multiply(BigInteger.valueOf(bound));
            assertThat(CounterHash.below(bits, bound))
                    .isEqualTo(product.shiftRight(64).longValueExact());
        }
    }

    @Test
    void uniformsLieBetweenZeroAndOne() {
        assertThat(CounterHash.uniform(0)).isEqualTo(0x1p-53);
        assertThat(CounterHash.uniform(-1)).isEqualTo(1 - 0x1p-53);
    }

    /** Neighbouring counters, as steps and slices are, must look independent. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42})
    void neighbouringCountersSpreadEvenly(long key) {
        int cells = 256;
        long[] upper = new long[cells];
        long[] pairs = new long[cells];
        for (int counter = 0; counter < 100_000; counter++) {
            long hash = CounterHash.hash(key, counter);
            upper[(int) (hash >>> 56)]++;
            pairs[(int) (hash >>> 60 << 4 | CounterHash.hash(key, counter + 1) >>> 60)]++;
        }
        assertThat(ChiSquare.excess(upper)).isLessThan(5);
        assertThat(ChiSquare.excess(pairs)).isLessThan(5);
    }

    @Test
    void countersInOtherPlacesGiveOtherBits() {
        assertThat(CounterHash.hash(1, 2, 3)).isNotEqualTo(CounterHash.hash(1, 3, 2));
        assertThat(CounterHash.hash(2, 1)).isNotEqualTo(CounterHash.hash(1, 2));
    }
}
