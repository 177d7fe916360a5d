package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.Clock;
import dev.glissade.schedule.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is looked at behind each step: the objective, where an evaluation is due, and whether the run ends there.
 *
 * @param evaluateEvery steps between two evaluations over the whole training set, at least 1; start and end are evaluated
 *     anyway
 * @param clock what these steps are counted by: of the run, or of batches of one size where batches grow
 * @param rules when to end, the first that speaks; divergence comes before them
 * @param divergenceFactor the run has diverged when the objective is above this many times the first, at least 1
 * @param validation rows that are not trained on, if any
 */
public record Checks(
        long evaluateEvery,
        Clock clock,
        List<StopRule> rules,
        double divergenceFactor,
        Optional<Validation> validation) {

    /** The objective may rise to so many times the first, unless one says otherwise. */
    public static final double DIVERGENCE_FACTOR = 1000;

    /**
     * Rows that are evaluated whenever the training set is, but not trained on.
     *
     * @param rows of the same model
     * @param keepBest whether the run ends with the best model by these rows, not with the last
     */
    public record Validation(GradientSource rows, boolean keepBest) {}

    /** Counted by the steps of the run. */
    public Checks(long evaluateEvery, List<StopRule> rules, double divergenceFactor, Optional<Validation> validation) {
        this(evaluateEvery, Clock.STEPS, rules, divergenceFactor, validation);
    }

    public Checks {
        rules = List.copyOf(rules);
        if (evaluateEvery < 1) {
            throw new IllegalArgumentException("evaluate-every = %d: must be at least 1".formatted(evaluateEvery));
        }
        if (!(divergenceFactor >= 1)) {
            throw new IllegalArgumentException(
                    "divergence-factor = %s: must be at least 1".formatted(divergenceFactor));
        }
    }

    /** An evaluation every so many steps, and these rules for the end. */
    public static Checks every(long steps, StopRule... rules) {
        return new Checks(steps, Clock.STEPS, List.of(rules), DIVERGENCE_FACTOR, Optional.empty());
    }

    /** The same with validation rows; the last model is the one that counts. */
    public Checks validatedOn(GradientSource rows) {
        return new Checks(evaluateEvery, clock, rules, divergenceFactor, Optional.of(new Validation(rows, false)));
    }

    /**
     * The same with validation rows; the run ends after {@code patience} evaluations in a row that were no better, and
     * with the best model, whichever rule ends it.
     */
    public Checks endedByPatience(GradientSource rows, long patience) {
        return new Checks(evaluateEvery, clock, rules, divergenceFactor, Optional.of(new Validation(rows, true)))
                .endedBy(StopRules.patience(patience));
    }

    /** The same with one more rule, before the others. */
    public Checks endedBy(StopRule rule) {
        List<StopRule> all = new ArrayList<>(rules);
        all.add(0, rule);
        return new Checks(evaluateEvery, clock, all, divergenceFactor, validation);
    }

    /** Evaluates the state where that is due, and marks it if the run ends there. */
    public TrainingState of(GradientSource data, Penalty penalty, TrainingState state) {
        return of(state, due -> evaluated(state, Evaluation.over(data, penalty, state.answer())));
    }

    /** How a state is evaluated: where that is due, or for the end's sake alone. */
    interface Evaluator {
        TrainingState evaluated(boolean due);
    }

    /** Has the state evaluated where that is due, and marks it if the run ends there. */
    TrainingState of(TrainingState state, Evaluator evaluator) {
        Optional<TrainingState> end = ended(state, evaluator);
        if (end.isPresent() || !isDue(state)) {
            return end.orElse(state);
        }
        TrainingState evaluated = evaluator.evaluated(true);
        return reason(evaluated).map(evaluated::stopped).orElse(evaluated);
    }

    /** A state that the run ends with, evaluated unless it has diverged; empty if it goes on, as far as is known of it. */
    Optional<TrainingState> ended(TrainingState state, Evaluator evaluator) {
        return reason(state).map(early -> {
            TrainingState last =
                    early.diverged() || state.evaluation().isPresent() ? state : evaluator.evaluated(isDue(state));
            TrainingState end = last.stopped(reason(last).orElse(early));
            return isDue(state) ? end : end.remembering(state.history()); // a run that went on would know no more
        });
    }

    /** The same of one that was reached before, and may have been evaluated then for the end's sake. */
    Optional<TrainingState> endedAgain(TrainingState reached, Evaluator evaluator) {
        TrainingState open = reached.open();
        return ended(
                open,
                due -> reached.evaluation()
                        .map(known -> open.evaluated(known, reached.validation()))
                        .orElseGet(() -> evaluator.evaluated(due)));
    }

    /** A multiple of the steps between two evaluations lies behind the last one. */
    private boolean isDue(TrainingState state) {
        History history = state.history();
        if (history.lastStep() < 0) {
            return true;
        }
        long last = clock.at(new Progress(history.lastStep(), history.lastRows()));
        return clock.at(state.progress()) / evaluateEvery > last / evaluateEvery;
    }

    /** The state with its evaluation over the training set, and one over the validation set, where there is one. */
    TrainingState evaluated(TrainingState state, Evaluation evaluation) {
        Optional<Evaluation> onValidation = validation.map(set ->
                Evaluation.over(set.rows(), Penalty.none(set.rows().model().layout()), state.answer()));
        return state.evaluated(evaluation, onValidation);
    }

    /** Whether the run keeps the best model by the validation rows. */
    boolean keepBest() {
        return validation.map(Validation::keepBest).orElse(false);
    }

    private Optional<StopReason> reason(TrainingState state) {
        StopRule all = StopRules.notFinite().or(StopRules.objectiveAbove(divergenceFactor));
        for (StopRule rule : rules) {
            all = all.or(rule);
        }
        return all.check(state);
    }
}
