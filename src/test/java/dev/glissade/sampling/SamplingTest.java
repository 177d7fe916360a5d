package dev.glissade.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.sampling.Sampling.Mode;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SamplingTest {

    /** Epochs, batch size, rows, steps in epoch shuffle, steps in the other modes. */
    @ParameterizedTest
    @CsvSource({
        "0,10,100,0,0",
        "1,10,100,10,10",
        "1,30,100,4,4",
        "2,30,100,8,7",
        "20,256,32561,2560,2544",
        "0.5,30,100,2,2",
        "1.1,1,10,11,11",
        "0.3,1,10,3,3",
        "2.2,100,1000,22,22",
        "1.05,30,100,5,4",
        "3,1,1,3,3",
        "1e-9,7,1000,1,1",
        "100,1,1000000000000,100000000000000,100000000000000",
        "0.1,3,10000000000,333333334,333333334",
        "1e300,1,1000,9223372036854775807,9223372036854775807"
    })
    void stepsOfEpochs(double epochs, long size, long rows, long shuffled, long others) {
        assertThat(new Sampling(Mode.EPOCH_SHUFFLE, 0).steps(epochs, size, rows))
                .isEqualTo(shuffled);
        assertThat(new Sampling(Mode.WITHOUT_REPLACEMENT, 0).steps(epochs, size, rows))
                .isEqualTo(others);
        assertThat(new Sampling(Mode.WITH_REPLACEMENT, 0).steps(epochs, size, rows))
                .isEqualTo(others);
        assertThat(new Sampling(Mode.BERNOULLI, 0).steps(epochs, size, rows)).isEqualTo(others);
    }

    /** The horizon of a schedule is the step at which a run of as many epochs ends. */
    @Test
    void stepsAreThoseOfARunThatCountsItsRows() {
        Sampling shuffle = new Sampling(Mode.EPOCH_SHUFFLE, 0);
        for (double epochs : new double[] {0.1, 0.3, 0.7, 1, 1.1, 2.3, 3.9}) {
            for (long size : new long[] {1, 3, 7, 10, 29, 30}) {
                long drawn = 0;
                long steps = 0;
                while (drawn / 30.0 < epochs) {
                    drawn += shuffle.batch(steps++, drawn, size, 30).size();
                }
                assertThat(shuffle.steps(epochs, size, 30))
                        .as("%s epochs of batches of %d", epochs, size)
                        .isEqualTo(steps);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void batchesFollowFromSeedAndPosition(Mode mode) {
        Sampling sampling = new Sampling(mode, 5);
        assertThat(sampling.batch(3, 30, 10, 100)).isEqualTo(new Sampling(mode, 5).batch(3, 30, 10, 100));
        assertThat(sampling.batch(3, 30, 10, 100)).isNotEqualTo(sampling.batch(4, 40, 10, 100));
        assertThat(sampling.batch(3, 30, 10, 100)).isNotEqualTo(new Sampling(mode, 6).batch(3, 30, 10, 100));
        assertThat(sampling.batch(3, 30, 10, 100).size()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void batchesLargerThanTheTableOrEmptyAreRefused(Mode mode) {
        Sampling sampling = new Sampling(mode, 5);
        assertThatThrownBy(() -> sampling.batch(0, 0, 101, 100)).hasMessage("a batch of 101 rows from a table of 100");
        assertThatThrownBy(() -> sampling.batch(0, 0, 0, 100)).hasMessageContaining("a batch of 0 rows");
    }

    @Test
    void theLastBatchOfAnEpochIsShort() {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 5);
        assertThat(sampling.batch(3, 90, 30, 100)).isEqualTo(new EpochShuffleBatch(5, 0, 90, 100));
        assertThat(sampling.batch(4, 100, 30, 100)).isEqualTo(new EpochShuffleBatch(5, 1, 0, 30));
    }

    @Test
    void productsBeyondSixtyThreeBits() {
        SplittableRandom random = new SplittableRandom(91);
        for (int i = 0; i < 20_000; i++) {
            long d = Math.max(1, random.nextLong(1, 1L << 62) >>> random.nextInt(60));
            long a = random.nextLong(d + 1);
            long b = random.nextLong(d + 1);
            long c = random.nextLong(d);
            BigInteger exact = BigInteger.valueOf(a)
                    .multiply(BigInteger.valueOf(b))
                    .add(BigInteger.valueOf(c))
                    .divide(BigInteger.valueOf(d));
            assertThat(EpochShuffleBatch.multiplyAddDivide(a, b, c, d)).isEqualTo(exact.longValueExact());
        }
        assertThat(EpochShuffleBatch.multiplyAddDivide(1L << 32, 1L << 31, (1L << 33) - 1, 1L << 33))
                .isEqualTo((1L << 30));
    }

    /** Within 4.5 standard deviations of a seventh, whatever the step before picked. */
    @Test
    void picksAreUniformAndIndependent() {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 5);
        int[][] pairs = new int[7][7];
        int trials = 70_000;
        for (int step = 0; step < trials; step++) {
            pairs[(int) sampling.pick(step, 7)][(int) sampling.pick(step + 1, 7)]++;
        }
        double expected = trials / 49.0;
        for (int[] row : pairs) {
            for (int count : row) {
                assertThat((double) count)
                        .isBetween(expected - 4.5 * Math.sqrt(expected), expected + 4.5 * Math.sqrt(expected));
            }
        }
        assertThat(sampling.pick(3, 1)).isZero();
        assertThat(sampling.pick(3, Long.MAX_VALUE)).isNotNegative();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void replicasDrawEachForItself(Mode mode) {
        Sampling sampling = new Sampling(mode, 6);
        assertThat(sampling.ofReplica(0)).isEqualTo(sampling);
        assertThat(LongStream.range(0, 1_000)
                        .map(replica -> sampling.ofReplica((int) replica).seed()))
                .doesNotHaveDuplicates();
        assertThat(sampling.ofReplica(1).seed())
                .isNotEqualTo(new Sampling(mode, 7).ofReplica(1).seed());
        assertThat(sampling.ofReplica(1).seed()).isNotEqualTo(7);
        assertThat(sampling.ofReplica(9).mode()).isEqualTo(mode);
    }
}
