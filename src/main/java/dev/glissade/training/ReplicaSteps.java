package dev.glissade.training;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.LazyRowSteps;
import dev.glissade.gradient.LocalMean;
import dev.glissade.gradient.ReplicaStates;
import dev.glissade.gradient.ReplicaWork;
import dev.glissade.gradient.RowGradients;
import dev.glissade.gradient.Work;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Kernels;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.optimizer.Sgd;
import dev.glissade.schedule.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The steps of one round: what a replica does, and what all of them come to.
 *
 * @param stepper takes the steps
 * @param count H
 */
record ReplicaSteps(Stepper stepper, long count) {

    /** The work of a round that begins with this state. */
    ReplicaWork from(TrainingState state) {
        ReplicaStates states = (ReplicaStates) state.estimatorState();
        return new Round(
                stepper,
                count,
                state.step(),
                new TrainingState.Outcome(state.weights(), state.answer(), state.optimizerState(), states.shared()),
                states.rowsDrawn());
    }

    /** The state behind a round. */
    TrainingState reached(TrainingState before, LocalMean mean, double seconds) {
        ReplicaStates states = (ReplicaStates) before.estimatorState();
        List<Long> rowsDrawn = new ArrayList<>(states.rowsDrawn());
        Tally tally = Tally.NONE;
        for (int replica = 0; replica < rowsDrawn.size(); replica++) {
            DenseVector report = mean.reports().get(replica);
            if (report.size() > 0) {
                Tally of = Tally.of(report);
                rowsDrawn.set(replica, rowsDrawn.get(replica) + of.work().rowsDrawn());
                tally = tally.plus(of);
            }
        }
        DenseVector weights = mean.vectors().get(0);
        OptimizerState optimizer = new OptimizerState(
                before.optimizerState().updates() + count,
                mean.vectors().subList(1, mean.vectors().size()));
        TrainingState.Outcome outcome = new TrainingState.Outcome(
                weights,
                stepper.optimizer().answer(weights, optimizer),
                optimizer,
                new ReplicaStates(EstimatorState.NOTHING, rowsDrawn));
        double rate = stepper.learningRate().at(before.step() + count - 1);
        double norm = tally.norms() / tally.steps();
        StepReport report =
                new StepReport(tally.meanLoss(), norm, rate, tally.work().rowsDrawn());
        return before.next(count, outcome, tally.work(), report, seconds);
    }

    /**
     * What replicas tell of their steps, added up.
     *
     * @param work what they took
     * @param losses sum of the batches' losses
     * @param batches how many had one
     * @param norms sum of the gradients' norms
     * @param steps how many gradients that were
     */
    private record Tally(Work work, double losses, long batches, double norms, long steps) {

        private static final Tally NONE = new Tally(Work.NONE, 0, 0, 0, 0);

        private Tally plus(Tally more) {
            return new Tally(
                    work.plus(more.work),
                    losses + more.losses,
                    batches + more.batches,
                    norms + more.norms,
                    steps + more.steps);
        }

        private Tally plus(OptionalDouble loss, double norm, Work cost) {
            return plus(new Tally(cost, loss.orElse(0), loss.isPresent() ? 1 : 0, norm, 1));
        }

        private OptionalDouble meanLoss() {
            return batches == 0 ? OptionalDouble.empty() : OptionalDouble.of(losses / batches);
        }

        private DenseVector toVector() {
            return DenseVector.of( // counts are exact in doubles up to 2⁵³
                    (double) work.rowsDrawn(),
                    (double) work.rowsVisited(),
                    (double) work.gradientEvaluations(),
                    losses,
                    (double) batches,
                    norms,
                    (double) steps);
        }

        private static Tally of(DenseVector vector) {
            Work work = new Work((long) vector.get(0), (long) vector.get(1), (long) vector.get(2));
            return new Tally(work, vector.get(3), (long) vector.get(4), vector.get(5), (long) vector.get(6));
        }
    }

    /** Where a round begins, and what a replica does from there. */
    private record Round(Stepper stepper, long count, long step, TrainingState.Outcome start, List<Long> rowsDrawn)
            implements ReplicaWork {

        @Override
        public Outcome run(GradientSource rows, int replica) {
            Stepper own = new Stepper(
                    stepper.estimator().ofReplica(replica, count),
                    stepper.penalty(),
                    stepper.optimizer(),
                    stepper.learningRate(),
                    stepper.pace());
            TrainingState state = TrainingState.within(step, rowsDrawn.get(replica), rows.rows(), start);
            if (!(own.optimizer() instanceof Sgd)) {
                return stepByStep(own, rows, state);
            }
            Progress from = state.progress();
            return LazyRowSteps.of(
                            own.estimator(), start.estimatorState(), rows, from, start.weights(), count, own.penalty())
                    .map(steps -> lazily(own, steps))
                    .or(() -> RowGradients.of(
                                    own.estimator(), start.estimatorState(), rows, from, start.weights(), count)
                            .map(gradients -> rowByRow(own, gradients)))
                    .orElseGet(() -> stepByStep(own, rows, state));
        }

        private Outcome lazily(Stepper own, LazyRowSteps steps) {
            Tally tally = Tally.NONE;
            for (long taken = 0; taken < count; taken++) {
                steps.step(own.learningRate().at(step + taken));
                tally = tally.plus(steps.loss(), steps.norm(), steps.work());
            }
            return new Outcome(List.of(steps.weights()), tally.toVector());
        }

        /** The steps of {@link #stepByStep}, to the bit, in arrays that change in place. */
        private Outcome rowByRow(Stepper own, RowGradients gradients) {
            double[] weights = start.weights().toArray();
            Tally tally = Tally.NONE;
            for (long taken = 0; taken < count; taken++) {
                double[] gradient = gradients.next(weights);
                own.penalty().addSmoothGradient(gradient, weights);
                double norm = Math.sqrt(Kernels.squaredNorm(gradient));
                double rate = own.learningRate().at(step + taken);
                Kernels.addScaled(-rate, gradient, 0, weights, 0, weights.length);
                own.penalty().shrink(weights, rate);
                tally = tally.plus(gradients.loss(), norm, gradients.work());
            }
            return new Outcome(List.of(DenseVector.wrap(weights)), tally.toVector());
        }

        private Outcome stepByStep(Stepper own, GradientSource rows, TrainingState first) {
            TrainingState state = first;
            Tally tally = Tally.NONE;
            for (long taken = 0; taken < count; taken++) {
                TrainingState next = own.step(rows, state);
                StepReport report = next.lastStep().orElseThrow();
                tally = tally.plus(
                        report.loss(), report.gradientNorm(), next.work().minus(state.work()));
                state = next;
            }
            List<DenseVector> vectors = new ArrayList<>(List.of(state.weights()));
            vectors.addAll(state.optimizerState().vectors());
            return new Outcome(vectors, tally.toVector());
        }

        @Override
        public long numbersShipped() {
            boolean knows = !start.estimatorState().equals(EstimatorState.NOTHING); // SVRG's gradient, at these weights
            return numbersReturned() + (knows ? start.weights().size() : 0);
        }

        @Override
        public long numbersReturned() {
            return (1L + start.optimizerState().vectors().size())
                    * start.weights().size();
        }
    }
}
