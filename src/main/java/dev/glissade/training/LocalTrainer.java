package dev.glissade.training;

import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.LocalMean;
import dev.glissade.gradient.LocalRequest;
import dev.glissade.gradient.ReplicaStates;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.Pace;
import java.util.Iterator;
import java.util.List;

/**
 * Local steps (Zinkevich et al. 2010; McMahan et al. 2017; with variance reduction Konečný et al. 2016): each of R replicas
 * takes H steps on its own rows, then their weights, and what their optimizers remember, are averaged by the weight of
 * their rows. A round is one job, and one more where the estimator needs all rows first: SVRG takes its snapshot at the
 * averaged weights, with the gradient over the whole table.
 *
 * <p>A step counts as one for all replicas, and a state is reached every H of them. The answer depends on the number of
 * replicas, never on that of partitions, tasks or cores. With one replica it is that of {@link Trainer}, to the
 * bit; but for rounding on wide sparse rows, where steps of one row are lazy ({@link dev.glissade.gradient.LazyRowSteps}).
 *
 * @param trainer whose steps the replicas take
 * @param replicas R, a power of two, at most the number of slices
 * @param syncEvery H, at least 1; an SVRG loop has as many steps
 */
public record LocalTrainer(Trainer trainer, int replicas, long syncEvery) implements SteppedMethod {

    /**
     * @throws IllegalArgumentException if replicas cannot estimate gradients in this way, or the mean of what the optimizer
     *     remembers would mean nothing to it
     */
    public LocalTrainer {
        if (syncEvery < 1) {
            throw new IllegalArgumentException("sync-every = %d: must be at least 1".formatted(syncEvery));
        }
        Optimizer rule = trainer.optimizer() instanceof Averaged averaged ? averaged.rule() : trainer.optimizer();
        if (!(rule instanceof Sgd || rule instanceof Momentum)) {
            throw new IllegalArgumentException(
                    "sync-every = %d: local steps are those of sgd or momentum, not of %s".formatted(syncEvery, rule));
        }
        if (!trainer.pace().equals(Pace.STEADY)) {
            throw new IllegalArgumentException("local steps take batches of one size, at rates by steps");
        }
        estimator(trainer, syncEvery);
    }

    private static GradientEstimator estimator(Trainer trainer, long syncEvery) {
        return trainer.estimator().ofReplica(0, syncEvery);
    }

    @Override
    public Penalty penalty() {
        return trainer.penalty();
    }

    @Override
    public Checks checks() {
        return trainer.checks();
    }

    @Override
    public LocalTrainer with(LearningRate otherRate, Checks otherChecks) {
        return new LocalTrainer(trainer.with(otherRate, otherChecks), replicas, syncEvery);
    }

    @Override
    public LearningRate learningRate() {
        return trainer.learningRate();
    }

    @Override
    public Iterator<TrainingState> states(GradientSource data, DenseVector initial) {
        TrainingState start = trainer.stepper().start(data, initial);
        return new States(start.prepared(ReplicaStates.first(replicas)), round(data), state -> checked(data, state));
    }

    @Override
    public Iterator<TrainingState> states(GradientSource data, TrainingState from) {
        TrainingState open = from.open();
        return checks().endedAgain(from, due -> evaluated(data, open, due))
                .map(end -> List.of(end).iterator())
                .orElseGet(() -> States.behind(open, round(data), state -> checked(data, state)));
    }

    private States.Step round(GradientSource data) {
        ReplicaSteps steps = new ReplicaSteps(trainer.stepper(), syncEvery);
        return (state, clock) -> round(data, state, steps, clock);
    }

    private TrainingState checked(GradientSource data, TrainingState state) {
        return checks().of(state, due -> evaluated(data, state, due));
    }

    private TrainingState round(GradientSource data, TrainingState state, ReplicaSteps steps, States.Clock clock) {
        TrainingState ready = prepared(data, state);
        LocalMean mean = data.local(new LocalRequest(replicas, data.totalWeight(), steps.from(ready)));
        return steps.reached(ready, mean, clock.seconds());
    }

    private TrainingState prepared(GradientSource data, TrainingState state) {
        ReplicaStates states = (ReplicaStates) state.estimatorState();
        return state.prepared(states.sharing(
                estimator(trainer, syncEvery).prepare(data, states.shared(), state.progress(), state.weights())));
    }

    /** As {@link Trainer} evaluates: in one pass with what the next round has to know of all rows, where that is due. */
    private TrainingState evaluated(GradientSource data, TrainingState state, boolean due) {
        SharedPass pass = new SharedPass(data, state.answer());
        TrainingState ready = due ? prepared(pass, state) : state;
        return checks().evaluated(ready, Evaluation.of(pass.evaluated(), data.model(), penalty(), state.answer()));
    }
}
