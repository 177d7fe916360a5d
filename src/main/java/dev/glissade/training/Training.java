package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import java.util.Iterator;
import java.util.Optional;

/**
 * A run of a method, from its start or from where it was saved, to its end.
 *
 * @param method whose states these are
 * @param data the rows
 * @param rollback what becomes of it if it diverges; of no use to a method without a learning rate
 * @param watcher is told how it goes
 */
public record Training(TrainingMethod method, GradientSource data, Rollback rollback, Watcher watcher) {

    /** Whoever follows a run, and may save it. */
    public interface Watcher {

        /** A state was reached; the last one has its stop reason. */
        void reached(SavePoint point);

        /** The run has diverged and goes back; the state that is given up was told to nobody. */
        default void rolledBack(Rollback.Event event) {}
    }

    /** Runs from these weights. */
    public TrainingResult from(DenseVector initial) {
        return run(method.states(data, initial), Optional.empty(), new Going(Kept.NONE, 0, 1, StepExtremes.NONE));
    }

    /**
     * Runs on from a state of this method; of one that ends there by its rules, that is all.
     *
     * @throws IllegalArgumentException if the method cannot
     */
    public TrainingResult from(SavePoint saved) {
        Going going = new Going(saved.kept(), saved.rollbacks(), saved.rateFactor(), saved.extremes());
        return run(after(saved.state(), going), Optional.of(saved.state().open()), going);
    }

    /** What a run has behind it: of its rates, those that rollbacks have made so stay so, whatever the policy is now. */
    private record Going(Kept kept, int rollbacks, double rateFactor, StepExtremes extremes) {

        Going reached(Optional<TrainingState> before, TrainingState state) {
            return new Going(kept.reached(before, state), rollbacks, rateFactor, extremes.with(state));
        }

        SavePoint at(TrainingState state) {
            return new SavePoint(state, kept, rollbacks, rateFactor, extremes);
        }

        Going backTo(TrainingState state, double factor) {
            return new Going(
                    new Kept(Optional.of(state), Optional.of(state)), rollbacks + 1, factor * rateFactor, extremes);
        }
    }

    private TrainingResult run(Iterator<TrainingState> first, Optional<TrainingState> from, Going begun) {
        Iterator<TrainingState> states = first;
        Optional<TrainingState> before = from;
        Going going = begun;
        while (states.hasNext()) {
            TrainingState state = states.next();
            Optional<TrainingState> good = going.kept().lastEvaluated();
            if (state.diverged() && going.rollbacks() < rollback.atMost() && good.isPresent()) {
                TrainingState to = good.get().at(state.seconds());
                going = going.backTo(to, rollback.factor());
                watcher.rolledBack(new Rollback.Event(going.rollbacks(), state, to, going.rateFactor()));
                before = Optional.of(to);
                states = after(to, going);
            } else {
                watcher.reached(going.reached(before, state.open()).at(state));
                going = going.reached(before, state);
                before = Optional.of(state);
            }
        }
        return going.kept().result(method.checks(), before.orElseThrow(), data, method.penalty());
    }

    private Iterator<TrainingState> after(TrainingState state, Going going) {
        if (!(method instanceof SteppedMethod stepped)) {
            throw new IllegalArgumentException("%s cannot go on from a state".formatted(method));
        }
        LearningRate rate = LearningRates.times(going.rateFactor(), stepped.learningRate());
        return stepped.with(rate, stepped.checks()).states(data, state);
    }
}
