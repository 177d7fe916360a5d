package dev.glissade.linalg;

/** In how many bytes the values of a block are kept. */
public enum Storage {
    /**
     * In as few as lose nothing, block by block: in none where all stored values of sparse rows are 1, as floats where each
     * value of the block is one, else as doubles.
     */
    AUTO,
    /** As floats, each value rounded to the nearest; in none where all stored values of sparse rows are 1. */
    FLOAT32,
    /** As doubles, whatever they are. */
    FLOAT64;

    /**
     * The value that is kept for this one: infinite where it is too large for a float and floats are asked for.
     *
     * @param value finite
     */
    public double kept(double value) {
        return this == FLOAT32 ? (float) value : value;
    }
}
