package dev.glissade.training;

import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.Pace;
import java.util.Iterator;
import java.util.List;

/**
 * The training loop: a step, then the checks.
 *
 * <p>Minimises F(w) = (Σ cᵢ ℓ(w; xᵢ, yᵢ))/(Σ cᵢ) + l1·‖w‖₁ + (l2/2)·‖w‖₂². Its parts are pure functions of the
 * configuration and the state, so a run is a sequence of immutable states that depends on nothing else.
 *
 * @param estimator how the gradient is estimated; the only distributed work
 * @param penalty intercepts are left out of it
 * @param optimizer the update rule
 * @param learningRate the schedule
 * @param pace how it is read
 * @param checks evaluations and the end
 */
public record Trainer(
        GradientEstimator estimator,
        Penalty penalty,
        Optimizer optimizer,
        LearningRate learningRate,
        Pace pace,
        Checks checks)
        implements SteppedMethod {

    /** With a schedule by steps, and batches of one size. */
    public Trainer(
            GradientEstimator estimator,
            Penalty penalty,
            Optimizer optimizer,
            LearningRate learningRate,
            Checks checks) {
        this(estimator, penalty, optimizer, learningRate, Pace.STEADY, checks);
    }

    /** @throws IllegalArgumentException if the optimizer would not come to rest at the minimum of F */
    public Trainer {
        if (penalty.l1() > 0 && !optimizer.takesProximalSteps()) {
            throw new IllegalArgumentException(("l1 = %s: %s has no proximal step that comes to rest at the minimum of"
                            + " the objective; take another optimizer, or l2 alone")
                    .formatted(penalty.l1(), optimizer));
        }
    }

    @Override
    public Iterator<TrainingState> states(GradientSource data, DenseVector initial) {
        return new States(stepper().start(data, initial), step(data), state -> checked(data, state));
    }

    @Override
    public Iterator<TrainingState> states(GradientSource data, TrainingState from) {
        TrainingState open = from.open();
        return checks.endedAgain(from, due -> evaluated(data, open, due))
                .map(end -> List.of(end).iterator())
                .orElseGet(() -> States.behind(open, step(data), state -> checked(data, state)));
    }

    private States.Step step(GradientSource data) {
        Stepper stepper = stepper();
        return (state, clock) -> stepper.step(data, state).at(clock.seconds());
    }

    private TrainingState checked(GradientSource data, TrainingState state) {
        return checks.of(state, due -> evaluated(data, state, due));
    }

    /** One step of the loop, which can be taken anywhere. */
    Stepper stepper() {
        return new Stepper(estimator, penalty, optimizer, learningRate, pace);
    }

    /**
     * Evaluates a state. Where that is due, whatever the next step has to know of all rows is found out in the same pass: also if
     * a rule ends the run, which may yet go on.
     */
    private TrainingState evaluated(GradientSource data, TrainingState state, boolean due) {
        SharedPass pass = new SharedPass(data, state.answer());
        TrainingState ready = due ? stepper().prepared(pass, state) : state;
        return checks.evaluated(ready, Evaluation.of(pass.evaluated(), data.model(), penalty, state.answer()));
    }

    @Override
    public Trainer with(LearningRate otherRate, Checks otherChecks) {
        return new Trainer(estimator, penalty, optimizer, otherRate, pace, otherChecks);
    }
}
