package dev.glissade.study;

import java.util.List;
import java.util.Locale;

/** Tells how far a study is: runs done, of how many, and how long the rest may take. */
final class Advance {

    private static final double SECOND = 1e-9;

    private final Desk desk;
    private final long runs;
    private long done;
    /** Of those that were done now, not read. */
    private long worked;

    private double seconds;

    /** @param runs of the whole study */
    Advance(Desk desk, long runs) {
        this.desk = desk;
        this.runs = runs;
    }

    /** A group of runs that is done now, or was before. */
    List<Outcome> group(String name, Runs study, List<Runs.Run> group) {
        boolean known = desk.has(name);
        long start = System.nanoTime();
        List<Outcome> outcomes = study.once(name, group);
        done += group.size();
        if (!known) {
            worked += group.size();
            seconds += (System.nanoTime() - start) * SECOND;
        }
        String left = worked == 0 ? "" : ", about %s left".formatted(time(seconds / worked * (runs - done)));
        desk.say("%s: %d of %d runs%s%s"
                .formatted(name, done, runs, known ? ", known from before" : "", done < runs ? left : ""));
        return outcomes;
    }

    private static String time(double total) {
        long whole = Math.round(total);
        return String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
    }
}
