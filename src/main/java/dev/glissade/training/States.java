package dev.glissade.training;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/** The states of a run, each worked out when it is asked for. */
public final class States implements Iterator<TrainingState> {

    private final TrainingState start;
    private final Step step;
    private final UnaryOperator<TrainingState> checks;
    private final Clock clock;
    private TrainingState last;

    /** What makes the next state of the last one. */
    public interface Step {
        TrainingState from(TrainingState state, Clock clock);
    }

    /** Seconds since the run began. */
    public static final class Clock {
        private final double before;
        private final long start = System.nanoTime();

        private Clock(double before) {
            this.before = before;
        }

        public double seconds() {
            return before + (System.nanoTime() - start) * 1e-9;
        }
    }

    /**
     * @param start before the first step
     * @param step from one state to the next
     * @param checks evaluates a state and says whether the run ends with it
     */
    public States(TrainingState start, Step step, UnaryOperator<TrainingState> checks) {
        this(start, step, checks, new Clock(0));
    }

    private States(TrainingState start, Step step, UnaryOperator<TrainingState> checks, Clock clock) {
        this.start = start;
        this.step = step;
        this.checks = checks;
        this.clock = clock;
    }

    /** The states behind one that was checked already; the time goes on from there. */
    static States behind(TrainingState reached, Step step, UnaryOperator<TrainingState> checks) {
        States states = new States(reached, step, checks, new Clock(reached.seconds()));
        states.last = reached;
        return states;
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
