package dev.glissade.bench;

/** Times what is done. */
final class Timing {

    private Timing() {}

    /** Seconds that something takes. */
    static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    /** Mean milliseconds of one of so many in a row. */
    static double milliseconds(int count, Runnable each) {
        double all = seconds(() -> {
            for (int i = 0; i < count; i++) {
                each.run();
            }
        });
        return all * 1e3 / count;
    }
}
