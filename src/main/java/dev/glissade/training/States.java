package dev.glissade.training;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/** The states of a run, each worked out when it is asked for. */
public final class States implements Iterator<TrainingState> {

    private final TrainingState start;
    private final Step step;
    private final UnaryOperator<TrainingState> checks;
    private final Clock clock = new Clock();
    private TrainingState last;

    /** What makes the next state of the last one. */
    public interface Step {
        TrainingState from(TrainingState state, Clock clock);
    }

    /** Seconds since the run began. */
    public static final class Clock {
        private final long start = System.nanoTime();

        private Clock() {}

        public double seconds() {
            return (System.nanoTime() - start) * 1e-9;
        }
    }

    /**
     * @param start before the first step
     * @param step from one state to the next
     * @param checks evaluates a state and says whether the run ends with it
     */
    public States(TrainingState start, Step step, UnaryOperator<TrainingState> checks) {
        this.start = start;
        this.step = step;
        this.checks = checks;
    }

    @Override
    public boolean hasNext() {
        return last == null || last.stopReason().isEmpty();
    }

    @Override
    public TrainingState next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the run ended at step " + last.step());
        }
        last = checks.apply(last == null ? start : step.from(last, clock));
        return last;
    }
}
