package dev.glissade.sampling;

/**
 * A random order of the numbers 0 to n − 1 that needs no memory: the number at a place is worked out when asked for.
 *
 * <p>Twelve rounds of (add a key, multiply by an odd number, fold the upper bits into the lower) permute the numbers below
 * the next power of two; results of n or more are permuted again until one below n comes out ("cycle walking", Black
 * and Rogaway 2002), less than twice on average. With eight rounds the orders of 6 to 16 numbers are not uniform yet.
 */
public final class Permutation {

    private static final int ROUNDS = 12;

    private final int size;
    private final int mask;
    private final int shift;
    private final int[] keys = new int[ROUNDS];
    private final int[] factors = new int[ROUNDS];

    /**
     * @param size n, at least 1
     * @param key which of the orders
     */
    public Permutation(int size, long key) {
        this.size = size;
        int bits = 32 - Integer.numberOfLeadingZeros(size - 1);
        this.mask = (1 << bits) - 1;
        this.shift = Math.max(1, bits / 2);
        for (int round = 0; round < ROUNDS; round++) {
            long random = CounterHash.hash(key, round);
            keys[round] = (int) random;
            factors[round] = (int) (random >>> 32) | 1;
        }
    }

    /** The number at a place from 0 to n − 1. */
    public int at(int place) {
        int number = place;
        do {
            number = permute(number);
        } while (number >= size);
        return number;
    }

    private int permute(int start) {
        int x = start;
        for (int round = 0; round < ROUNDS; round++) {
            x = ((x + keys[round]) * factors[round]) & mask;
            x ^= x >>> shift;
        }
        return x;
    }
}
