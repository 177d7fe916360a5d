package dev.glissade.sampling;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * How the rows of successive mini-batches are drawn.
 *
 * @param mode the scheme
 * @param seed which of the equally likely runs; the same seed draws the same rows
 */
public record Sampling(Mode mode, long seed) implements Serializable {

    private static final long REPLICAS = 0xA1;
    private static final long PICKS = 0xA2;

    /** The schemes. */
    public enum Mode {
        /** Each epoch visits every row once, in a new random order; its last batch may be short. */
        EPOCH_SHUFFLE,
        /** Each batch is a uniform sample without replacement, whatever the batches before it were. */
        WITHOUT_REPLACEMENT,
        /** Each row of a batch is drawn independently of the others. */
        WITH_REPLACEMENT,
        /** Each row of the table is in the batch with the same probability, independently: the size varies. */
        BERNOULLI
    }

    /**
     * The batch of a step.
     *
     * @param step from 0
     * @param rowsDrawn rows drawn by all steps before
     * @param size b, from 1 to {@code rows}
     * @param rows N, the table's
     */
    public Batch batch(long step, long rowsDrawn, long size, long rows) {
        if (size < 1 || size > rows) {
            throw new IllegalArgumentException("a batch of %d rows from a table of %d".formatted(size, rows));
        }
        return switch (mode) {
            case EPOCH_SHUFFLE -> {
                long from = rowsDrawn % rows;
                yield new EpochShuffleBatch(seed, rowsDrawn / rows, from, Math.min(from + size, rows));
            }
            case WITHOUT_REPLACEMENT -> new WithoutReplacementBatch(seed, step, size);
            case WITH_REPLACEMENT -> new WithReplacementBatch(seed, step, size);
            case BERNOULLI -> new BernoulliBatch(seed, step, size);
        };
    }

    /** A stream of its own for each replica of a run; replica 0 draws as this one does. */
    public Sampling ofReplica(int replica) {
        return replica == 0 ? this : new Sampling(mode, CounterHash.hash(seed, REPLICAS, replica));
    }

    /** A whole number from 0 to {@code bound - 1}, uniform for each step. */
    public long pick(long step, long bound) {
        return CounterHash.below(CounterHash.hash(seed, PICKS, step), bound);
    }

    /**
     * How many steps with batches of one size visit {@code epochs}·N rows: in epoch shuffle every epoch has ⌈N/b⌉.
     *
     * @param epochs finite, at least 0, whole or not, taken as the decimal that it is written as
     * @param size b
     * @param rows N
     */
    public long steps(double epochs, long size, long rows) {
        BigDecimal visits = BigDecimal.valueOf(epochs).multiply(BigDecimal.valueOf(rows));
        BigInteger toVisit = visits.setScale(0, RoundingMode.CEILING).toBigInteger();
        BigInteger stretch = BigInteger.valueOf(mode == Mode.EPOCH_SHUFFLE ? rows : size);
        BigInteger[] wholeAndRest = toVisit.divideAndRemainder(stretch);
        BigInteger steps = wholeAndRest[0].multiply(BigInteger.valueOf(ceilDivide(stretch.longValueExact(), size)));
        steps = steps.add(BigInteger.valueOf(ceilDivide(wholeAndRest[1].longValueExact(), size)));
        return steps.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    private static long ceilDivide(long rows, long size) {
        return rows / size + (rows % size == 0 ? 0 : 1);
    }
}
