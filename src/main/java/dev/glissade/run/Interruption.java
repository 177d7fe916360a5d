package dev.glissade.run;

import java.time.Duration;
import org.apache.spark.SparkContext;

/** The wish of another thread that a run ends, and what becomes of it. */
final class Interruption {

    private final SparkContext context;
    private volatile boolean wanted;
    private volatile Recording recording;
    private volatile String directory = "";

    Interruption(SparkContext context) {
        this.context = context;
    }

    /** Whatever the run waits for on Spark fails. */
    void want() {
        wanted = true;
        if (!context.isStopped()) {
            context.cancelAllJobs();
        }
    }

    boolean wanted() {
        return wanted;
    }

    /** For the run's own thread: fails if it is wanted. */
    void check() {
        if (wanted) {
            throw new RunInterruptedException("interrupted");
        }
    }

    /** The run has begun to take steps. */
    void follow(Recording steps, String runDirectory) {
        directory = runDirectory;
        recording = steps;
    }

    /** Has the last state saved, if the run is to end. */
    void save() {
        if (wanted && recording != null) {
            recording.save();
        }
    }

    /** What a run that has ended so fails with. */
    RunInterruptedException ended(Exception failure) {
        RunInterruptedException ended = new RunInterruptedException(
                recording == null ? "interrupted before the first step" : outcome(recording, directory));
        ended.addSuppressed(failure);
        return ended;
    }

    String saveNow(Duration patience) {
        if (recording == null) {
            return "interrupted before the first step";
        }
        recording.save();
        String outcome = outcome(recording, directory);
        return recording.flush(patience) ? outcome : "interrupted; its last checkpoint could not be written in time";
    }

    private static String outcome(Recording steps, String directory) {
        if (!steps.goesOn()) {
            return "interrupted; runs of optimizer.kind = lbfgs cannot go on from their middle";
        }
        String where = steps.latest()
                .map(saved -> " after step " + saved.point().state().step())
                .orElse("");
        return "interrupted%s; it goes on by: glissade resume %s".formatted(where, directory);
    }
}
