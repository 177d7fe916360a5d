package dev.glissade.optimizer;

/** The bounds that the numbers of update rules have, with messages that name the key. */
final class Bounds {

    private Bounds() {}

    static void requireBelowOne(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("%s = %s: must be at least 0 and below 1".formatted(name, value));
        }
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("%s = %s: must be a finite number above 0".formatted(name, value));
        }
    }

    static void requireAtLeastZero(String name, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("%s = %s: must be a finite number of at least 0".formatted(name, value));
        }
    }
}
