package dev.glissade.spark;

import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.gradient.Stopwatch;

/**
 * The time of one answer by phase; the phases add up to what passes at the driver.
 *
 * <p>Many tasks work at once, so of a job's time the part that is theirs is that of the longest of them, or, where this is
 * more, the time of all of them spread over the cores that could work. It is shared out among the phases as the times of all
 * tasks are. What remains of the job, when packing its function and merging its results are taken off too, is what it took
 * to run it at all.
 */
final class JobWatch {

    private final Stopwatch watch = new Stopwatch();
    private long begun;
    private long packing;
    private long merging;
    private long firstResult;
    private long startUp;

    /** All is ready to be sent with the job, which begins. */
    void begins() {
        watch.lap(Phase.SHIP);
        begun = System.nanoTime();
    }

    /** The job's function was packed, by a thread of Spark's, which took so many nanoseconds. */
    void packed(long nanoseconds) {
        packing += nanoseconds;
    }

    /** A task's result has come, and was merged from then on until now; by a thread of Spark's, one at a time. */
    void merged(long from) {
        merging += System.nanoTime() - from;
        firstResult = firstResult == 0 ? from : firstResult;
    }

    /**
     * The job has ended.
     *
     * @param total what its tasks have taken
     * @param tasks how many there were; none of them has to wait for all others
     * @param cores on which they could run
     * @param stages of the job: results of several come at the end only
     */
    void ended(PartitionSums total, int tasks, int cores, int stages) {
        long wall = System.nanoTime() - begun;
        int atOnce = Math.max(1, Math.min(tasks, cores));
        long work = total.times().total();
        long packed = Math.min(packing, wall);
        long spread = Math.min(Math.max(total.longest(), work / atOnce), wall - packed);
        long merged = Math.min(merging, wall - packed - spread);
        watch.lap(
                total.times()
                        .sharing(spread)
                        .plus(PhaseTimes.of(Phase.SHIP, packed))
                        .plus(PhaseTimes.of(Phase.AGGREGATE, merged)),
                Phase.SCHEDULE);
        long untilFirst = firstResult - begun - packed - work / tasks;
        startUp = Math.max(0, stages == 1 ? untilFirst : (wall - packed - spread - merged) * atOnce / tasks);
    }

    /** What went along with the job was let go of. */
    void letGo() {
        watch.lap(Phase.SHIP);
    }

    /** The answers were made of the sums. */
    void answered() {
        watch.lap(Phase.AGGREGATE);
    }

    /** Of all that has happened. */
    PhaseTimes times() {
        return watch.times();
    }

    /**
     * Nanoseconds until a first task had come back, its own work left out: about what a job of one task a core takes. Of a job
     * of several stages a guess in proportion.
     */
    long startUp() {
        return startUp;
    }
}
