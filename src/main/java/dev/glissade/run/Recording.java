package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoint;
import dev.glissade.checkpoint.Checkpointer;
import dev.glissade.config.CheckpointSettings;
import dev.glissade.training.Rollback;
import dev.glissade.training.SavePoint;
import dev.glissade.training.Training;
import dev.glissade.training.TrainingListener;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What happens at each state of a run: it is recorded, told, and saved when that is due. */
final class Recording implements Training.Watcher {

    private final CheckpointSettings settings;
    private final MetricsFile file;
    private final MetricsLog metrics;
    private final List<TrainingListener> listeners;
    private final Consumer<String> lines;
    private final Optional<Saving> saving;
    private final Interruption interruption;
    private volatile Optional<Checkpoint> latest = Optional.empty();
    private Optional<SavePoint> saved;

    /**
     * How checkpoints are made, and who writes them.
     *
     * @param make of a state and the number of lines of metrics
     */
    record Saving(Checkpointer writer, BiFunction<SavePoint, Long, Checkpoint> make) {}

    /**
     * @param listeners are told of each state once it is recorded
     * @param lines takes what is worth a line
     * @param saved the state that the run goes on from, if it does
     * @param saving empty where states cannot be saved
     * @param interruption ends the run behind a state
     */
    Recording(
            CheckpointSettings settings,
            MetricsFile file,
            MetricsLog metrics,
            List<TrainingListener> listeners,
            Consumer<String> lines,
            Optional<SavePoint> saved,
            Optional<Saving> saving,
            Interruption interruption) {
        this.settings = settings;
        this.file = file;
        this.metrics = metrics;
        this.listeners = List.copyOf(listeners);
        this.lines = lines;
        this.saved = saved;
        this.saving = saving;
        this.interruption = interruption;
    }

    @Override
    public void reached(SavePoint point) {
        metrics.reached(point.state());
        listeners.forEach(listener -> listener.reached(point.state()));
        if (!point.state().diverged()) { // else there is nothing to go on from
            saving.ifPresent(how -> latest = Optional.of(how.make().apply(point, file.lines())));
            if (isDue(point)) {
                save();
            }
        }
        interruption.check();
    }

    /** The last state of a run is. */
    private boolean isDue(SavePoint point) {
        if (point.state().stopReason().isPresent()) {
            return true;
        }
        long step = saved.map(last -> last.state().step()).orElse(0L);
        double seconds = saved.map(last -> last.state().seconds()).orElse(0.0);
        boolean bySteps = settings.everySteps()
                .filter(every -> point.state().step() / every != step / every)
                .isPresent();
        return bySteps
                || settings.seconds()
                        .filter(every -> point.state().seconds() - seconds >= every)
                        .isPresent();
    }

    /** Whether states can be saved. */
    boolean goesOn() {
        return saving.isPresent();
    }

    /** The last state that has not diverged, as it is or would be saved; empty if there is none, or it cannot be. */
    Optional<Checkpoint> latest() {
        return latest;
    }

    /** Has the last state saved soon, unless it is already. */
    synchronized void save() {
        latest.filter(last ->
                        !saved.filter(point -> isSame(point, last.point())).isPresent())
                .ifPresent(last -> {
                    saved = Optional.of(last.point());
                    saving.orElseThrow().writer().save(last);
                });
    }

    /** States are counted through, but that a run may go back. */
    private static boolean isSame(SavePoint one, SavePoint other) {
        return one.state().step() == other.state().step() && one.rollbacks() == other.rollbacks();
    }

    /** Waits for what is being saved; tells whether that is done. */
    boolean flush(Duration patience) {
        return saving.map(how -> how.writer().flush(patience)).orElse(true);
    }

    @Override
    public void rolledBack(Rollback.Event event) {
        metrics.rolledBack(event);
        lines.accept(String.format(
                Locale.ROOT,
                "training diverged at %s; it goes back to step %d, with the learning rate times %.4g from there (rollback %d)",
                event.diverged().stopReason().orElseThrow().detail(),
                event.to().step(),
                event.factor(),
                event.number()));
    }
}
