package dev.glissade.spark;

import dev.glissade.gradient.PhaseTimes;

/** Jobs so far, and their time; for all sources that count as one. */
final class Spent {

    private long jobs;
    private PhaseTimes times = PhaseTimes.NONE;
    private long answers;
    private long startUp;

    synchronized void begins() {
        jobs++;
    }

    synchronized void ended(PhaseTimes answer, long startUpOfIt) {
        times = times.plus(answer);
        answers++;
        startUp += startUpOfIt;
    }

    /** What has to be known to ship little, but for the jobs that find it out. */
    synchronized void prepared(PhaseTimes preparing) {
        times = times.plus(preparing);
    }

    synchronized long jobs() {
        return jobs;
    }

    synchronized PhaseTimes times() {
        return times;
    }

    synchronized JobCosts costs() {
        return new JobCosts(answers, startUp);
    }
}
