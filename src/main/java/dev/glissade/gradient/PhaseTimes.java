package dev.glissade.gradient;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Predicate;

/** Time by phase, in nanoseconds. Nothing that a run leads to follows from it. Immutable. */
public final class PhaseTimes implements Serializable {

    private static final long serialVersionUID = 1L;

    /** No time at all. */
    public static final PhaseTimes NONE = new PhaseTimes(new long[Phase.values().length]);

    private final long[] nanos;

    private PhaseTimes(long[] nanos) {
        this.nanos = nanos;
    }

    /** Time of one phase. */
    public static PhaseTimes of(Phase phase, long nanoseconds) {
        long[] nanos = new long[NONE.nanos.length];
        nanos[phase.place()] = nanoseconds;
        return new PhaseTimes(nanos);
    }

    /** From an array in the order of the phases. */
    static PhaseTimes copyOf(long[] nanos) {
        return new PhaseTimes(nanos.clone());
    }

    /** Time of a phase, in nanoseconds. */
    public long of(Phase phase) {
        return nanos[phase.place()];
    }

    /** Time of a phase, in seconds. */
    public double seconds(Phase phase) {
        return of(phase) / 1e9;
    }

    /** Of all phases together, in nanoseconds. */
    public long total() {
        return total(phase -> true);
    }

    /** Of some phases together, in nanoseconds. */
    public long total(Predicate<Phase> which) {
        long total = 0;
        for (Phase phase : Phase.values()) {
            total += which.test(phase) ? of(phase) : 0;
        }
        return total;
    }

    /** Both. */
    public PhaseTimes plus(PhaseTimes more) {
        return combined(more, 1);
    }

    /** What came behind another. */
    public PhaseTimes minus(PhaseTimes before) {
        return combined(before, -1);
    }

    /** Another total in the same proportions, but for what rounding leaves. */
    public PhaseTimes sharing(long otherTotal) {
        long[] all = new long[nanos.length];
        long total = total();
        for (int i = 0; i < all.length && total > 0; i++) {
            all[i] = (long) ((double) otherTotal * nanos[i] / total);
        }
        return new PhaseTimes(all);
    }

    private PhaseTimes combined(PhaseTimes other, long sign) {
        long[] all = nanos.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] += sign * other.nanos[i];
        }
        return new PhaseTimes(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhaseTimes same && Arrays.equals(nanos, same.nanos);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nanos);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Phase phase : Phase.values()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(phase.word())
                    .append(' ')
                    .append(of(phase))
                    .append(" ns");
        }
        return text.toString();
    }
}
