package dev.glissade.bench;

/** Something to measure, by its name on the command line; to add one, implement this and list it in {@link Benchmarks}. */
public interface Benchmark {

    /** On the command line. */
    String name();

    /** In one line, for the help. */
    String what();

    /** Measures. */
    void run(Bench bench);
}
