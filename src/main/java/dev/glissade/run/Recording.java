package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoint;
import dev.glissade.checkpoint.Checkpointer;
import dev.glissade.config.CheckpointSettings;
import dev.glissade.training.Rollback;
import dev.glissade.training.SavePoint;
import dev.glissade.training.StepExtremes;
import dev.glissade.training.Training;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What happens at each state of a run: it is recorded, told, and saved when that is due. */
final class Recording implements Training.Watcher {

    private final CheckpointSettings settings;
    private final MetricsLog metrics;
    private final List<TrainingListener> listeners;
    private final Consumer<String> lines;
    private final Optional<Saving> saving;
    private final Interruption interruption;
    private final OptionalLong begin;
    private volatile Optional<Checkpoint> latest = Optional.empty();
    private volatile StepExtremes extremes = StepExtremes.NONE;
    private Optional<LastSaved> saved;

    /**
     * How checkpoints are made, and who writes them.
     *
     * @param owner of the run's directory
     * @param writer of files
     * @param make of a state and the number of lines of metrics
     */
    record Saving(Owner owner, Checkpointer writer, BiFunction<SavePoint, Long, Checkpoint> make) {}

    /**
     * @param listeners are told of each state once it is recorded
     * @param lines takes what is worth a line
     * @param saved the state that the run goes on from, if it does
     * @param saving empty where states cannot be saved
     * @param interruption ends the run behind a state
     */
    Recording(
            CheckpointSettings settings,
            MetricsLog metrics,
            List<TrainingListener> listeners,
            Consumer<String> lines,
            Optional<SavePoint> saved,
            Optional<Saving> saving,
            Interruption interruption) {
        this.settings = settings;
        this.metrics = metrics;
        this.listeners = List.copyOf(listeners);
        this.lines = lines;
        this.begin = saved.stream().mapToLong(point -> point.state().step()).findFirst();
        this.saved = saved.map(LastSaved::of);
        this.saving = saving;
        this.interruption = interruption;
    }

    @Override
    public void reached(SavePoint point) {
        extremes = point.extremes();
        metrics.reached(point.state());
        listeners.forEach(listener -> listener.reached(point.state()));
        if (!point.state().diverged()) { // else there is nothing to go on from
            saving.ifPresent(how -> keep(how, point));
        }
        interruption.check();
    }

    private void keep(Saving how, SavePoint point) {
        latest = Optional.of(how.make().apply(point, metrics.lines()));
        if (LastSaved.isDue(settings, saved, point)) {
            save();
        }
    }

    /** Of the steps up to the last state. */
    StepExtremes extremes() {
        return extremes;
    }

    /** Whether states can be saved. */
    boolean goesOn() {
        return saving.isPresent();
    }

    /** The step of the last state that has not diverged; empty if there is none. */
    OptionalLong latest() {
        return latest.stream().mapToLong(last -> last.point().state().step()).findFirst();
    }

    /** The step that the run would go on from; empty if it would begin anew. */
    OptionalLong onDisk() {
        OptionalLong written = saving.map(how -> how.writer().written()).orElse(OptionalLong.empty());
        return written.isPresent() ? written : begin;
    }

    /**
     * Has the last state saved soon, unless it is already.
     *
     * @throws TakenOverException if another process goes on with the run
     */
    synchronized void save() {
        if (latest.isPresent()
                && saved.filter(last -> last.is(latest.get().point())).isEmpty()) {
            Saving how = saving.orElseThrow();
            requireOurs(how.owner());
            saved = Optional.of(LastSaved.of(latest.get().point()));
            how.writer().save(latest.get());
        }
    }

    private void requireOurs(Owner owner) {
        try {
            owner.check();
        } catch (IOException unknown) {
            lines.accept("whether another process goes on with this run cannot be seen: " + unknown.getMessage());
        }
    }

    /** Waits for what is being saved, as long as that. */
    void flush(Duration patience) {
        saving.ifPresent(how -> how.writer().flush(patience));
    }

    @Override
    public void rolledBack(Rollback.Event event) {
        metrics.rolledBack(event);
        lines.accept(String.format(
                Locale.ROOT,
                "training diverged at %s; it goes back to step %d, with the learning rate times %.4g from there"
                        + " (rollback %d); a lower learning-rate.initial, or gradient.clip-norm, may spare it that",
                event.diverged().stopReason().orElseThrow().detail(),
                event.to().step(),
                event.factor(),
                event.number()));
    }
}
