package dev.glissade.report;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.FunctionSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRates;
import dev.glissade.training.Checks;
import dev.glissade.training.StopRules;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingResult;
import dev.glissade.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Descent on {@link Functions#manyMinima} from twenty starts, evenly spread over [−6, 6]: it ends in the valley where it
 * began, and only some valleys are the deepest.
 *
 * @param learningRate η of plain descent
 * @param steps of each run
 */
public record ManyStarts(double learningRate, long steps) implements Example {

    private static final int STARTS = 20;
    private static final double EDGE = 6;

    /** Two ends this near are one minimum. */
    private static final double SAME = 1e-6;

    private static final DifferentiableFunction FUNCTION = Functions.manyMinima();

    /** A rate at which every run comes to rest, and steps enough for it. */
    public static ManyStarts standard() {
        return new ManyStarts(0.02, 2_000);
    }

    /**
     * One run.
     *
     * @param start w before the first step
     * @param path w at the start and behind each step
     * @param end w behind the last step
     * @param value f there
     */
    public record Run(double start, List<Double> path, double end, double value) {}

    @Override
    public Picture run(Consumer<String> table) {
        List<Run> runs = runs();
        table.accept("  start      end     f(end)");
        for (Run run : runs) {
            table.accept(String.format(Locale.ROOT, "%7.3f  %7.4f  %9.6f", run.start(), run.end(), run.value()));
        }
        table.accept(String.format(Locale.ROOT, "%.0f%% ended at the lowest minimum", 100 * shareAtTheLowest(runs)));
        return out -> ManyStartsPicture.write(runs, out);
    }

    /** The runs, from the leftmost start to the rightmost. */
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            runs.add(from(-EDGE + 2 * EDGE * i / (STARTS - 1)));
        }
        return List.copyOf(runs);
    }

    /** The share of the runs that ended at the lowest value that any of them found. */
    public static double shareAtTheLowest(List<Run> runs) {
        double lowest = runs.stream().mapToDouble(Run::value).min().orElseThrow();
        long there = runs.stream().filter(run -> run.value() - lowest < SAME).count();
        return (double) there / runs.size();
    }

    /** f(w). */
    public static double value(double w) {
        return FUNCTION.value(DenseVector.of(w));
    }

    private Run from(double start) {
        FunctionSource source = new FunctionSource(FUNCTION);
        Trainer descent = new Trainer(
                new FullGradient(),
                Penalty.none(source.model().layout()),
                new Sgd(),
                LearningRates.constant(learningRate),
                Checks.every(steps, StopRules.maxSteps(steps)));
        List<Double> path = new ArrayList<>();
        TrainingResult result = descent.train(source, DenseVector.of(start), state -> path.add(position(state)));
        return new Run(
                start,
                List.copyOf(path),
                result.weights().get(0),
                result.evaluation().objective());
    }

    private static double position(TrainingState state) {
        return state.weights().get(0);
    }
}
