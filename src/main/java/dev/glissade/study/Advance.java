package dev.glissade.study;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells how far a study is: runs done, of how many, and how long the rest may take. */
final class Advance {

    private static final double SECOND = 1e-9;

    private final Desk desk;
    private final String units;
    private long all;
    private long done;
    /** In some measure of work. */
    private double left;
    /** Of what was done now, not read. */
    private double worked;

    private double seconds;

    /** @param runs of the whole study */
    Advance(Desk desk, long runs) {
        this(desk, "runs", runs, (double) runs);
    }

    /**
     * Of other work than runs.
     *
     * @param units what is counted
     * @param all of the whole study
     * @param work that they are, in a measure that time is about proportional to
     */
    Advance(Desk desk, String units, long all, double work) {
        this.desk = desk;
        this.units = units;
        this.all = all;
        this.left = work;
    }

    /** So many units, each as much work as any, turn out not to be needed. */
    void without(long count) {
        all -= count;
        left -= count;
    }

    /** A group of runs that is done now, or was before. */
    List<Outcome> group(String name, Runs study, List<Runs.Run> group) {
        return piece(name, group.size(), group.size(), () -> study.once(name, group));
    }

    /**
     * A piece of work that is done now, or was before.
     *
     * @param name of the piece
     * @param count how many units it is
     * @param work that it is, in the measure of the whole
     * @param once does it, or reads it
     */
    <T> T piece(String name, long count, double work, Supplier<T> once) {
        boolean known = desk.has(name);
        long start = System.nanoTime();
        T result = once.get();
        done += count;
        left -= work;
        if (!known) {
            worked += work;
            seconds += (System.nanoTime() - start) * SECOND;
        }
        String rest = worked == 0 ? "" : ", about %s left".formatted(time(seconds / worked * left));
        desk.say("%s: %d of %d %s%s%s"
                .formatted(name, done, all, units, known ? ", known from before" : "", done < all ? rest : ""));
        return result;
    }

    private static String time(double total) {
        long whole = Math.round(total);
        return String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
    }
}
