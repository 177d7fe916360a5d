package dev.glissade.sampling;

/**
 * Random bits as a function of a key and counters: no generator with a state that a task would have to carry.
 *
 * <p>Each counter is added after a multiplication by an odd constant and mixed by the finaliser of SplitMix64 (Steele,
 * Lea and Flood 2014, with Stafford's thirteenth constants).
 */
public final class CounterHash {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private CounterHash() {}

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Bits for a counter under a key. */
    public static long hash(long key, long counter) {
        return mix(mix(key + GOLDEN) ^ (counter * GOLDEN + 0x632BE59BD9B4E019L));
    }

    static long hash(long key, long first, long second) {
        return hash(hash(key, first), second);
    }

    /** A whole number from 0 to {@code bound - 1}: the upper 64 bits of bits·bound. */
    static long below(long bits, long bound) {
        // signed high product, mended to the unsigned one of a number that may have its top bit set
        return Math.multiplyHigh(bits, bound) + ((bits >> 63) & bound);
    }

    /** A double in (0, 1): 52 random bits and a half. */
    public static double uniform(long bits) {
        return ((bits >>> 12) + 0.5) * 0x1p-52;
    }
}
