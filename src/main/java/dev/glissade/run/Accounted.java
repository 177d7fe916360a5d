package dev.glissade.run;

import dev.glissade.gradient.PhaseTimes;
import dev.glissade.training.Rollback;
import dev.glissade.training.SavePoint;
import dev.glissade.training.Training;

/**
 * A watcher whose time is told apart from that of the steps.
 *
 * @param watcher who it is
 * @param accounting takes the time
 * @param next is told which step comes next
 */
record Accounted(Training.Watcher watcher, Accounting accounting, Next next) implements Training.Watcher {

    /** Whoever wants to know what the next jobs belong to. */
    interface Next {

        /**
         * A step begins.
         *
         * @param number of it
         * @param before time of the one before it
         */
        void begins(long number, PhaseTimes before);
    }

    @Override
    public void reached(SavePoint point) {
        accounting.reached(point.state());
        watcher.reached(point);
        ended(point.state().step());
    }

    @Override
    public void rolledBack(Rollback.Event event) {
        accounting.reached(event.diverged());
        watcher.rolledBack(event);
        accounting.wentBack(event.to());
        ended(event.to().step());
    }

    private void ended(long step) {
        next.begins(step + 1, accounting.lastStep());
        accounting.recorded();
    }
}
