package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.BatchSize;
import dev.glissade.config.Configuration;
import dev.glissade.config.StopSettings;
import dev.glissade.config.UserError;
import dev.glissade.gradient.GradientSource;
import dev.glissade.run.Workbench;
import dev.glissade.schedule.Clock;
import dev.glissade.study.Crossing.Reached;
import dev.glissade.study.Outcome.Look;
import dev.glissade.study.Outcome.Status;
import dev.glissade.training.Checks;
import dev.glissade.training.Evaluation;
import dev.glissade.training.Lockstep;
import dev.glissade.training.SteppedMethod;
import dev.glissade.training.StopRule;
import dev.glissade.training.StopRules;
import dev.glissade.training.TrainingResult;
import dev.glissade.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Trains variations of a configuration, those of one piece of work in lockstep. */
final class Runs {

    /** Looks at the objective come at every step at first, then behind every fiftieth part of the steps so far. */
    private static final double BETWEEN_LOOKS = 0.02;

    /** So many points of a path are kept at most, beside the last. */
    private static final int KEPT = 200;

    private final Desk desk;
    private final Reference reference;
    private final boolean endsAtTarget;

    /** @param endsAtTarget whether a run ends once it has met the target; else it goes on to its own end */
    Runs(Desk desk, Reference reference, boolean endsAtTarget) {
        this.desk = desk;
        this.reference = reference;
        this.endsAtTarget = endsAtTarget;
    }

    /**
     * A run to be done.
     *
     * @param configuration with its batch size, rate and seed
     * @param batchSize b, as the configuration has it
     * @param rate η₀, as the configuration has it
     */
    record Run(Configuration configuration, long batchSize, double rate) {

        /** Of a batch size, a rate and a seed; as many rows as there are take the full gradient. */
        static Run of(Configuration base, long batchSize, double rate, long seed) {
            return new Run(
                    base.withBatchSize(BatchSize.rows(batchSize)).withRate(rate).withSeed(seed), batchSize, rate);
        }

        boolean isOf(Outcome outcome) {
            return outcome.batchSize() == batchSize && outcome.rate() == rate && outcome.seed() == configuration.seed();
        }

        /** The same, the rate scaled by the batch as the configuration says. */
        static Run scaled(Configuration base, long batchSize, double rate, long seed) {
            Run plain = of(base, batchSize, rate, seed);
            return base.learningRate()
                    .referenceBatchSize()
                    .map(reference -> new Run(
                            plain.configuration()
                                    .withScaling(base.learningRate().scaling(), reference),
                            batchSize,
                            rate))
                    .orElse(plain);
        }
    }

    /** Does some runs, once; they are a piece of work of this name. */
    List<Outcome> once(String name, List<Run> runs) {
        List<Outcome> outcomes = new ArrayList<>();
        JsonNode done = desk.once(
                name,
                () -> Map.of("runs", all(runs).stream().map(Outcome::toJson).toList()));
        done.get("runs").forEach(each -> outcomes.add(Outcome.of(each)));
        requireThese(name, runs, outcomes);
        return outcomes;
    }

    /** A study that another version began may have done other runs under this name. */
    private void requireThese(String name, List<Run> runs, List<Outcome> outcomes) {
        boolean same = runs.size() == outcomes.size();
        for (int i = 0; same && i < runs.size(); i++) {
            same = runs.get(i).isOf(outcomes.get(i));
        }
        if (!same) {
            throw new UserError(
                    "%s: its piece of work %s is of other runs than this version takes; begin the study anew in another run.dir"
                            .formatted(desk, name));
        }
    }

    private List<Outcome> all(List<Run> runs) {
        Workbench bench = desk.bench();
        List<Ended> ended = Lockstep.run(
                bench.data(),
                runs.stream()
                        .map(run -> (Function<GradientSource, Ended>) rows -> train(bench, run, rows))
                        .toList());
        return ended.stream().map(each -> each.outcome(bench)).toList();
    }

    /** A run at its end. */
    private record Ended(Run run, TrainingResult result, Evaluation evaluation, Watch watch) {

        /** With the test set, which takes a job of its own. */
        Outcome outcome(Workbench bench) {
            boolean diverged = result.stopReason().diverged();
            Optional<Evaluation> test = diverged ? Optional.empty() : bench.test(result.weights());
            Reached last = watch.crossing().met().orElseGet(() -> Reached.at(result.last()));
            return new Outcome(
                    run.batchSize(),
                    run.rate(),
                    run.configuration().seed(),
                    diverged
                            ? Status.DIVERGED
                            : watch.crossing().met().isPresent() ? Status.CONVERGED : Status.NOT_CONVERGED,
                    last.step(),
                    last.epochs(),
                    last.gained(),
                    diverged ? Double.NaN : evaluation.objective(),
                    diverged ? Double.NaN : evaluation.loss(),
                    diverged ? Double.NaN : metric(evaluation),
                    test.map(Ended::metric).orElse(Double.NaN),
                    diverged ? Double.NaN : watch.tail(),
                    watch.path());
        }

        private static double metric(Evaluation evaluation) {
            return evaluation.metrics().values().stream().findFirst().orElse(Double.NaN);
        }
    }

    private Ended train(Workbench bench, Run run, GradientSource rows) {
        Watch watch = new Watch(new Crossing(reference.target()));
        SteppedMethod method = bench.method(run.configuration(), checks(run.configuration(), watch.crossing()));
        TrainingResult result = method.train(reference.sampled(rows), bench.initial(), watch::look);
        boolean diverged = result.stopReason().diverged();
        return new Ended(
                run,
                result,
                diverged ? result.evaluation() : Evaluation.over(rows, bench.penalty(), result.weights()),
                watch);
    }

    /** The most epochs of a run: as given, else 20 unless steps are limited. */
    static Optional<Double> epochLimit(StopSettings stop) {
        boolean bySteps =
                stop.maxSteps().isPresent() || stop.maxReferenceSteps().isPresent();
        return stop.maxEpochs().or(() -> bySteps ? Optional.empty() : Optional.of(StopSettings.DEFAULT_MAX_EPOCHS));
    }

    private Checks checks(Configuration configuration, Crossing crossing) {
        List<StopRule> rules = new ArrayList<>();
        if (endsAtTarget) {
            rules.add(crossing);
        }
        epochLimit(configuration.stop()).map(StopRules::maxEpochs).ifPresent(rules::add);
        configuration.stop().maxSteps().map(StopRules::maxSteps).ifPresent(rules::add);
        configuration
                .stop()
                .maxReferenceSteps()
                .map(StopRules::maxReferenceSteps)
                .ifPresent(rules::add);
        return new Checks(
                1, Clock.spread(BETWEEN_LOOKS), rules, configuration.stop().divergenceFactor(), Optional.empty());
    }

    /** Watches a run. */
    private final class Watch {
        private final List<Look> path = new ArrayList<>();
        /** Squares of the distance to the minimiser, a number a step. */
        private final List<Double> squares = new ArrayList<>();

        private final Crossing crossing;

        Watch(Crossing crossing) {
            this.crossing = crossing;
        }

        Crossing crossing() {
            return crossing;
        }

        private void look(TrainingState state) {
            double distance = Double.NaN;
            if (!endsAtTarget) { // of no use on the way to it
                distance = state.weights().plus(-1, reference.minimiser()).norm();
                squares.add(distance * distance);
            }
            double away = distance;
            crossing.check(state);
            state.evaluation()
                    .ifPresent(seen -> path.add(new Look(state.step(), state.epochs(), seen.objective(), away)));
        }

        double tail() {
            return squares.stream()
                    .skip(squares.size() / 2)
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }

        /** Every look, or every 2nd, 4th …, and the last: of runs of different lengths some are at the same steps. */
        List<Look> path() {
            int every = 1;
            while (path.size() / every > KEPT) {
                every *= 2;
            }
            List<Look> kept = new ArrayList<>();
            for (int i = 0; i < path.size(); i++) {
                if (i % every == 0 || i == path.size() - 1) {
                    kept.add(path.get(i));
                }
            }
            return kept;
        }
    }
}
