package dev.glissade.run;

import dev.glissade.config.CheckpointSettings;
import dev.glissade.training.SavePoint;
import java.util.Optional;

/**
 * The state of a run that was saved last, by what tells it from others. The state itself is not kept in memory: a run may go back, and
 * is there again.
 *
 * @param step its number
 * @param seconds of training until then
 * @param rollbacks until then
 */
record LastSaved(long step, double seconds, int rollbacks) {

    static LastSaved of(SavePoint point) {
        return new LastSaved(point.state().step(), point.state().seconds(), point.rollbacks());
    }

    boolean is(SavePoint point) {
        return point.state().step() == step && point.rollbacks() == rollbacks;
    }

    /** Whether a state is to be saved: the first of a run is, which knows for how long the schedule is laid out, and the last. */
    static boolean isDue(CheckpointSettings settings, Optional<LastSaved> last, SavePoint point) {
        return last.isEmpty()
                || point.state().stopReason().isPresent()
                || last.get().isLongAgo(settings, point);
    }

    private boolean isLongAgo(CheckpointSettings settings, SavePoint point) {
        boolean bySteps = settings.everySteps()
                .filter(every -> point.state().step() / every != step / every)
                .isPresent();
        return bySteps
                || settings.seconds()
                        .filter(every -> point.state().seconds() - seconds >= every)
                        .isPresent();
    }
}
