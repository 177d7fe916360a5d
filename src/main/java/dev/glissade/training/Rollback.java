package dev.glissade.training;

import java.util.OptionalDouble;

/**
 * What becomes of a run that diverges: it goes back to the last state that was good by its objective over the whole table,
 * and on from there at a lower rate; as often as is allowed, then it ends.
 *
 * @param factor what the learning rate is multiplied by each time, above 0 and below 1
 * @param atMost how often; 0 ends the run at the first divergence
 */
public record Rollback(double factor, int atMost) {

    /** No way back. */
    public static final Rollback NEVER = new Rollback(0.5, 0);

    public Rollback {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor = %s: must be above 0 and below 1".formatted(factor));
        }
        if (atMost < 0) {
            throw new IllegalArgumentException("at-most = %d: must be at least 0".formatted(atMost));
        }
    }

    /**
     * That it happened.
     *
     * @param number of them, from 1
     * @param diverged the state that is given up
     * @param to the state that the run goes back to
     * @param factor what the learning rate is multiplied by from now on, all rollbacks together
     */
    public record Event(int number, TrainingState diverged, TrainingState to, double factor) {

        /** The rate of the last step that was taken; empty before the first. */
        public OptionalDouble rate() {
            return diverged.lastStep().stream()
                    .mapToDouble(StepReport::learningRate)
                    .findFirst();
        }
    }
}
