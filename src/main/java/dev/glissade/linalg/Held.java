package dev.glissade.linalg;

/** A way to hold a vector other than as an array of its entries. */
sealed interface Held permits FewEntries, Version, Multiple {

    /** One entry. */
    double get(int index);

    /** Some entries. */
    double[] at(int[] indices);

    /** All entries, in an array that nobody will change. */
    double[] all(int size);

    /** Whether no entry is NaN or infinite. */
    boolean isFinite();

    /** Whether none of these is NaN or infinite. */
    static boolean areFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
