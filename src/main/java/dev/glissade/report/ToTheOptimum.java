package dev.glissade.report;

import dev.glissade.data.LocalTable;
import dev.glissade.gradient.BatchSmoothness;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.Svrg;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LinearModel;
import dev.glissade.model.MarginSquares;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.LearningRates;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.training.Checks;
import dev.glissade.training.LocalTrainer;
import dev.glissade.training.StopRules;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Logistic regression by stochastic gradient descent at several constant rates, each of which stops short of the minimum
 * F*, and by local SVRG, which does not. All take batches of one row.
 *
 * @param table of two classes; its slices are the replicas of local SVRG
 * @param l2 of the penalty
 * @param epochs of each run
 */
public record ToTheOptimum(LocalTable table, double l2, long epochs) implements Example {

    /** Slices of the table, and replicas of local SVRG. */
    public static final int REPLICAS = 2;

    /** Rates of plain descent, as shares of 1/L with L the smoothness of the worst row. */
    private static final List<Integer> DIVISORS = List.of(1, 10, 100, 1000);

    /** Local SVRG reaches a state every three: one for the snapshot, two of steps. */
    private static final int EPOCHS_OF_A_ROUND = 3;

    private static final List<Integer> SHOWN = List.of(1, 4, 10, 25, 40, 70, 100);

    private static final Sampling SAMPLING = new Sampling(Sampling.Mode.EPOCH_SHUFFLE, 0);

    /**
     * A run.
     *
     * @param name of its method, with its rate
     * @param points at its evaluations, the start among them
     */
    public record Run(String name, List<Point> points) {

        /** What is left of the gap at the last evaluation of the first so many epochs. */
        public double gapAt(double epoch) {
            return points.stream()
                    .filter(point -> point.epoch() <= epoch)
                    .reduce((before, last) -> last)
                    .orElseThrow()
                    .gap();
        }
    }

    /**
     * An evaluation.
     *
     * @param epoch rows visited until then, in units of the table
     * @param gap (F − F*)/F*
     */
    public record Point(double epoch, double gap) {}

    /** A table of the size of the Adult set, until local SVRG is within 10⁻¹⁰. */
    public static ToTheOptimum standard(LocalTable table) {
        return new ToTheOptimum(table, 1e-4, 100);
    }

    @Override
    public Picture run(Consumer<String> lines) {
        TrainingResult best = optimum();
        double optimum = best.evaluation().objective();
        lines.accept(String.format(
                Locale.ROOT, "F* = %.12f by %d steps of L-BFGS; L = %.4f", optimum, best.step(), smoothness()));
        lines.accept("(F - F*)/F* at epoch   "
                + shown().stream().map("%9d"::formatted).collect(Collectors.joining()));
        List<Run> runs = runs(optimum, run -> lines.accept(line(run)));
        return out -> ToTheOptimumPicture.write(runs, out);
    }

    /**
     * All runs, in the order of the table.
     *
     * @param optimum F*
     * @param finished is told of each when it is there
     */
    public List<Run> runs(double optimum, Consumer<Run> finished) {
        List<Run> runs = new ArrayList<>();
        for (Method method : methods()) {
            Run run = run(method, optimum);
            finished.accept(run);
            runs.add(run);
        }
        return List.copyOf(runs);
    }

    /** A run's line in the table. */
    public String line(Run run) {
        return "%-23s".formatted(run.name())
                + shown().stream()
                        .map(epoch -> String.format(Locale.ROOT, "%9.1e", run.gapAt(epoch)))
                        .collect(Collectors.joining());
    }

    private List<Integer> shown() {
        return SHOWN.stream().filter(epoch -> epoch <= epochs).toList();
    }

    /** Where L-BFGS comes to rest. */
    public TrainingResult optimum() {
        Checks atTheEnd = Checks.every(Long.MAX_VALUE, StopRules.maxSteps(10_000));
        return new QuasiNewton(penalty(), 10, atTheEnd).train(source(), start());
    }

    private record Method(String name, TrainingMethod training) {}

    private List<Method> methods() {
        double smoothness = smoothness();
        List<Method> methods = new ArrayList<>();
        for (int divisor : DIVISORS) {
            String rate = divisor == 1 ? "1/L" : "1/(%d L)".formatted(divisor);
            methods.add(new Method("SGD, rate " + rate, plainDescent(1 / (divisor * smoothness))));
        }
        methods.add(new Method("local SVRG, rate 1/L", localSvrg(1 / smoothness)));
        return methods;
    }

    private TrainingMethod plainDescent(double rate) {
        Checks checks = Checks.every(rows(), StopRules.maxSteps(epochs * rows()));
        return trainer(new MiniBatchGradient(SAMPLING, 1), rate, checks);
    }

    private TrainingMethod localSvrg(double rate) {
        long round = 2 * (rows() / REPLICAS);
        Checks checks = Checks.every(round, StopRules.maxSteps(epochs / EPOCHS_OF_A_ROUND * round));
        Svrg svrg = new Svrg(SAMPLING, 1, round, Svrg.Snapshot.LAST);
        return new LocalTrainer(trainer(svrg, rate, checks), REPLICAS, round);
    }

    private Trainer trainer(GradientEstimator gradient, double rate, Checks checks) {
        return new Trainer(gradient, penalty(), new Sgd(), LearningRates.constant(rate), checks);
    }

    private Run run(Method method, double optimum) {
        List<Point> points = new ArrayList<>();
        method.training()
                .train(
                        source(),
                        start(),
                        state -> state.evaluation()
                                .ifPresent(evaluation -> points.add(
                                        new Point(state.epochs(), (evaluation.objective() - optimum) / optimum))));
        return new Run(method.name(), List.copyOf(points));
    }

    /** L of the worst row, which is L_b for batches of one. */
    private double smoothness() {
        MarginSquares squares = new MarginSquares(model().labelKind(), model().layout());
        GradientSource rows = new InMemoryGradientSource(squares, table.rows());
        return BatchSmoothness.of(rows, model(), l2, Sampling.Mode.EPOCH_SHUFFLE, 1, rows())
                .value();
    }

    private LinearModel model() {
        return LinearModel.logistic(table.features(), true);
    }

    private GradientSource source() {
        return new InMemoryGradientSource(model(), table.rows());
    }

    private Penalty penalty() {
        return new Penalty(0, l2, model().layout());
    }

    private DenseVector start() {
        return DenseVector.zeros(model().layout().size());
    }

    private long rows() {
        return table.rows().rows();
    }
}
