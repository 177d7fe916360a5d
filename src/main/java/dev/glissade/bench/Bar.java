package dev.glissade.bench;

/**
 * The ratio that a contestant is to reach beside another one.
 *
 * @param side whether the ratio is to be at most or at least the limit
 * @param limit of the median ratio
 */
public record Bar(Side side, double limit) {

    /** On which side of the limit it is to be. */
    public enum Side {
        /** Not above it. */
        AT_MOST,
        /** Not below it. */
        AT_LEAST
    }

    static Bar atMost(double limit) {
        return new Bar(Side.AT_MOST, limit);
    }

    static Bar atLeast(double limit) {
        return new Bar(Side.AT_LEAST, limit);
    }

    /** Whether a median ratio is on the right side. */
    public boolean reached(double ratio) {
        return side == Side.AT_MOST ? ratio <= limit : ratio >= limit;
    }

    @Override
    public String toString() {
        return (side == Side.AT_MOST ? "≤ " : "≥ ") + Figures.plain(limit);
    }
}
