package dev.glissade.spark;

/**
 * What jobs have cost before a first task of each had come back.
 *
 * @param jobs how many
 * @param startUp nanoseconds of all of them, the work in that task left out
 */
public record JobCosts(long jobs, long startUp) {

    /** Of no job. */
    public static final JobCosts NONE = new JobCosts(0, 0);

    /** Nanoseconds of one, on average; 0 where there was none. */
    public double startUpEach() {
        return jobs == 0 ? 0 : (double) startUp / jobs;
    }

    /** What came behind others. */
    public JobCosts minus(JobCosts before) {
        return new JobCosts(jobs - before.jobs, startUp - before.startUp);
    }
}
