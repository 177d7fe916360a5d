package dev.glissade.gradient;

import java.util.function.LongSupplier;

/** Takes the time by phase: each lap goes to one, so that all of them add up to what has passed since the start. */
public final class Stopwatch {

    private final LongSupplier clock;
    private final long[] nanos = new long[Phase.values().length];
    private long last;

    /** One that is started now. */
    public Stopwatch() {
        this(System::nanoTime);
    }

    /**
     * One that is started now.
     *
     * @param clock nanoseconds since any time
     */
    public Stopwatch(LongSupplier clock) {
        this.clock = clock;
        this.last = clock.getAsLong();
    }

    /** What has passed since the last lap was this. */
    public void lap(Phase phase) {
        long now = clock.getAsLong();
        nanos[phase.place()] += now - last;
        last = now;
    }

    /**
     * What has passed since the last lap is known in part, or not at all.
     *
     * @param known that part
     * @param rest what the other part was
     * @param all what it was if no part is known
     */
    public void lap(PhaseTimes known, Phase rest, Phase all) {
        lap(known, known.total() == 0 ? all : rest);
    }

    /**
     * What has passed since the last lap is known in part.
     *
     * @param known that part
     * @param rest what the other part was
     */
    public void lap(PhaseTimes known, Phase rest) {
        for (Phase phase : Phase.values()) {
            nanos[phase.place()] += known.of(phase);
        }
        nanos[rest.place()] -= known.total();
        lap(rest);
    }

    /** Leaves out what has passed since the last lap. */
    public void skip() {
        last = clock.getAsLong();
    }

    /** Of all laps. */
    public PhaseTimes times() {
        return PhaseTimes.copyOf(nanos);
    }
}
