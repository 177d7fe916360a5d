package dev.glissade.bench;

/** Another library's way to the minimum of our objective, from rows that it holds already as it wants them. */
interface Peer extends AutoCloseable {

    /** In the table. */
    String name();

    /** Library and version. */
    String version();

    /** Its own settings for an effort, in words. */
    String setting(int effort);

    /** The largest effort that means anything. */
    int mostEffort();

    /**
     * Trains from the beginning.
     *
     * @param effort from 1; more brings it nearer to the minimum
     * @return weights in the order of our parameters
     */
    double[] weights(int effort);

    /** Lets go of its rows. */
    @Override
    default void close() {}
}
