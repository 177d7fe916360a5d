package dev.glissade.solver;

import breeze.math.MutableEnumeratedCoordinateField;
import breeze.math.MutableFiniteCoordinateField;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.FirstOrderMinimizer.State;
import breeze.optimize.LBFGS;
import breeze.optimize.OWLQN;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.Work;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.penalty.Penalty;
import dev.glissade.training.Checks;
import dev.glissade.training.States;
import dev.glissade.training.StepReport;
import dev.glissade.training.StopReason;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingState;
import dev.glissade.training.TrainingState.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import scala.runtime.AbstractFunction1;

/**
 * L-BFGS (Liu and Nocedal 1989), and with L1 its orthant-wise form OWL-QN (Andrew and Gao 2007), by Breeze: for baselines,
 * and for the optimum that others are measured against.
 *
 * <p>An iteration is a step without a learning rate; each of its line search's points takes the gradient over all rows, and
 * one epoch. It ends when the (pseudo-)gradient's norm is below 1e-8, when the objective stays the same to the last bit over
 * twenty steps, or when no step along the search direction lowers it any more: as converged if the gradient is small by then,
 * else as stalled, which a loss with kinks may bring about. Breeze's own vector operations may use the
 * machine's BLAS, so its last bits may differ between machines, not between clusters.
 *
 * <p>OWL-QN comes close soon, but where features are nearly dependent and many weights are 0 its last digits take
 * thousands of iterations: it cuts a direction off that was made for all weights. An accelerated proximal method is then
 * the faster one.
 *
 * @param penalty L2 is part of the gradient, L1 makes it OWL-QN
 * @param history pairs of differences kept, at least 1
 * @param checks evaluations and the end
 */
public record QuasiNewton(Penalty penalty, int history, Checks checks) implements TrainingMethod {

    /** Of the first gradient's norm, or of 1: at rest, as far as rounding lets the line search see. */
    private static final double SMALL = 1e-5;

    private static final String KINKS = "; where the loss has kinks this need not be the minimum";

    public QuasiNewton {
        if (history < 1) {
            throw new IllegalArgumentException("history = %d: must be at least 1".formatted(history));
        }
    }

    @Override
    public Iterator<TrainingState> states(GradientSource data, DenseVector initial) {
        Iterations iterations = new Iterations(data);
        Checks withConvergence = checks.endedBy(state -> iterations.converged());
        return new States(
                TrainingState.initial(data.rows(), initial, new OptimizerState(0, List.of())),
                iterations::step,
                state -> withConvergence.of(data, penalty, state));
    }

    private FirstOrderMinimizer<breeze.linalg.DenseVector<Object>, DiffFunction<breeze.linalg.DenseVector<Object>>>
            minimizer() {
        MutableFiniteCoordinateField<breeze.linalg.DenseVector<Object>, Object, Object> space =
                breeze.linalg.DenseVector.space_Double();
        // without a bound of its own on iterations, and without a tolerance: the checks say when to end
        if (penalty.l1() == 0) {
            return new LBFGS<>(-1, history, 0, space);
        }
        MutableEnumeratedCoordinateField<breeze.linalg.DenseVector<Object>, Object, Object> coordinates = space;
        return new OWLQN<>(-1, history, new WeightOfL1(penalty), 0, coordinates);
    }

    /** l1 by parameter: none for intercepts. */
    private static final class WeightOfL1 extends AbstractFunction1<Object, Object> {
        private final Penalty penalty;

        private WeightOfL1(Penalty penalty) {
            this.penalty = penalty;
        }

        @Override
        public Object apply(Object parameter) {
            return penalty.layout().penalised((Integer) parameter) ? penalty.l1() : 0.0;
        }
    }

    /** Breeze's iterations, one a step. */
    private final class Iterations {
        private final long rows;
        private final SmoothObjective objective;
        private scala.collection.Iterator<? extends State<breeze.linalg.DenseVector<Object>, ?, ?>> states;
        private State<breeze.linalg.DenseVector<Object>, ?, ?> last;
        private long passesSeen;
        private double firstNorm;

        private Iterations(GradientSource data) {
            this.rows = data.rows();
            this.objective = new SmoothObjective(data, penalty);
        }

        private TrainingState step(TrainingState state, States.Clock clock) {
            if (last == null) { // not before the first step is asked for: this takes the gradient at the start
                states = minimizer().iterations(objective.asBreeze(), SmoothObjective.toBreeze(state.weights()));
                last = states.next();
                firstNorm = SmoothObjective.ofBreeze(last.adjustedGradient()).norm();
            }
            last = states.hasNext() ? states.next() : last;
            DenseVector weights = SmoothObjective.ofBreeze(last.x());
            long visited = (objective.passes() - passesSeen) * rows;
            passesSeen = objective.passes();
            double loss = last.value() - objective.smoothPenalty(weights);
            double norm = SmoothObjective.ofBreeze(last.adjustedGradient()).norm();
            return state.next(
                    1,
                    new Outcome(
                            weights, weights, new OptimizerState(state.step() + 1, List.of()), EstimatorState.NOTHING),
                    new Work(visited, visited, visited),
                    new StepReport(OptionalDouble.of(loss), norm, Double.NaN, rows),
                    clock.seconds());
        }

        private Optional<StopReason> converged() {
            if (last == null || last.convergenceReason().isEmpty()) {
                return Optional.empty();
            }
            double norm = SmoothObjective.ofBreeze(last.adjustedGradient()).norm();
            boolean atRest = norm <= SMALL * Math.max(1, firstNorm);
            StopReason.Kind kind = atRest ? StopReason.Kind.CONVERGED : StopReason.Kind.STALLED;
            String detail = "%s; the gradient's norm is %s"
                    .formatted(last.convergenceReason().get().reason(), norm);
            return Optional.of(new StopReason(kind, atRest ? detail : detail + KINKS));
        }
    }
}
