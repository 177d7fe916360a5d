package dev.glissade.linalg;

/** What dense and sparse rows do alike with their arrays. */
final class BlockArrays {

    private BlockArrays() {}

    static long bytes(double[] ofRows) {
        return ofRows == null ? 0 : (long) ofRows.length * Double.BYTES;
    }

    /** One number a row; null stays null. */
    static double[] select(double[] ofRows, RowSelection rows) {
        if (ofRows == null) {
            return null;
        }
        double[] selected = new double[rows.count()];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = ofRows[rows.row(i)];
        }
        return selected;
    }

    static void requireOneEach(int features, DenseVector shift, DenseVector scale) {
        if (shift.size() != features || scale.size() != features) {
            throw new IllegalArgumentException(
                    "%d features, but %d shifts and %d scales".formatted(features, shift.size(), scale.size()));
        }
    }
}
