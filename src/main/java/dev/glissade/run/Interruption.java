package dev.glissade.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.SparkContext;

/** The wish of another thread that a run ends, and what becomes of it. */
final class Interruption {

    private final SparkContext context;
    private volatile boolean wanted;
    private volatile boolean takenOver;
    private volatile Recording recording;
    private volatile Optional<String> directory;

    /**
     * @param begun the directory of a run that goes on; empty for one that begins
     */
    Interruption(SparkContext context, Optional<String> begun) {
        this.context = context;
        this.directory = begun;
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
        directory = Optional.of(runDirectory);
        recording = steps;
    }

    /** The run's directory, once it has begun to take steps. */
    Optional<String> directory() {
        return directory;
    }

    /** Has the last state saved, if the run is to end. */
    void save() {
        if (wanted && recording != null) {
            save(recording);
        }
    }

    private void save(Recording steps) {
        try {
            steps.save();
        } catch (TakenOverException anothers) {
            takenOver = true; // who saves it
        }
    }

    /** What a run that has ended so fails with. */
    RunInterruptedException ended(Exception failure) {
        RunInterruptedException ended = new RunInterruptedException(outcome());
        ended.addSuppressed(failure);
        return ended;
    }

    String saveNow(Duration patience) {
        if (recording != null) {
            save(recording);
            recording.flush(patience);
        }
        return outcome();
    }

    /** What was saved is told, not what was to be. */
    private String outcome() {
        if (takenOver) {
            return "interrupted; another process goes on with this run";
        }
        if (recording != null && !recording.goesOn()) {
            return "interrupted; runs of optimizer.kind = lbfgs cannot go on from their middle";
        }
        OptionalLong reached = recording == null ? OptionalLong.empty() : recording.latest();
        OptionalLong saved = recording == null ? OptionalLong.empty() : recording.onDisk();
        String where = reached.isPresent() ? "after step " + reached.getAsLong() : "before the first step";
        if (saved.isPresent() && !saved.equals(reached)) {
            where += ", with step %d saved".formatted(saved.getAsLong());
        } else if (saved.isEmpty() && reached.isPresent()) {
            where += ", with nothing saved";
        }
        String way = directory.map("; it goes on by: glissade resume "::concat).orElse("");
        return "interrupted " + where + way;
    }
}
