package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.LearningRates;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Checks;
import dev.glissade.training.Lockstep;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** What many runs cost that share a job a step, beside one run of the same steps. */
final class LockstepBenchmark implements Benchmark {

    private static final long ROWS = 400_000;
    private static final int FEATURES = 100;
    private static final int STEPS = 50;
    private static final int RUNS = 50;
    private static final double RATE = 0.1;

    @Override
    public String name() {
        return "lockstep";
    }

    @Override
    public String what() {
        return RUNS + " runs that advance by one job a step beside one run of the same steps";
    }

    @Override
    public void run(Bench bench) {
        try (SlicedTable table = bench.dense(ROWS, FEATURES)) {
            int steps = bench.steps(STEPS);
            int batch = bench.settings().batch();
            GradientSource data =
                    new SparkGradientSource(table, LinearModel.logistic(table.features(), false), Bench.anyDepth());
            Runs one = new Runs(data, batch, 1);
            Runs many = new Runs(data, batch, RUNS);

            bench.compare(new Comparison(
                    name(),
                    "Runs in lockstep beside one run of the same steps",
                    Bench.describe(table),
                    "%s, sgd on the logistic loss, %,d rows a step and run, %d steps a round"
                            .formatted(bench.context().master(), batch, steps),
                    "ms a step",
                    List.of(
                            Contestant.of("one run", bench.glissade(), () -> one.milliseconds(steps)),
                            Contestant.of(RUNS + " runs", bench.glissade(), () -> many.milliseconds(steps))
                                    .with("other seeds and rates")
                                    .beside("one run", Bar.atMost(5)))));
        }
    }

    /** Runs without an end, each of which goes on from its last state. */
    private static final class Runs {
        private final GradientSource data;
        private final List<Trainer> trainers = new ArrayList<>();
        private final TrainingState[] reached;

        Runs(GradientSource data, int batch, int count) {
            this.data = data;
            this.reached = new TrainingState[count];
            for (int run = 0; run < count; run++) {
                trainers.add(new Trainer(
                        new MiniBatchGradient(new Sampling(Sampling.Mode.EPOCH_SHUFFLE, run), batch).withoutNoise(),
                        Penalty.none(data.model().layout()),
                        new Sgd(),
                        LearningRates.constant(RATE / (1 + run)),
                        Checks.every(Long.MAX_VALUE)));
            }
            DenseVector zeros = DenseVector.zeros(data.model().layout().size());
            TrainingState start = trainers.get(0).states(data, zeros).next(); // evaluated once for all
            for (int run = 0; run < count; run++) {
                reached[run] = start;
            }
        }

        double milliseconds(int steps) {
            List<Function<GradientSource, TrainingState>> runs = new ArrayList<>();
            for (int run = 0; run < reached.length; run++) {
                Trainer trainer = trainers.get(run);
                TrainingState from = reached[run];
                runs.add(rows -> last(trainer.states(rows, from), steps));
            }
            long start = System.nanoTime();
            List<TrainingState> ends =
                    reached.length == 1 ? List.of(runs.get(0).apply(data)) : Lockstep.run(data, runs);
            double milliseconds = (System.nanoTime() - start) * 1e-6 / steps;
            ends.toArray(reached);
            return milliseconds;
        }

        private static TrainingState last(Iterator<TrainingState> states, int steps) {
            TrainingState state = states.next();
            for (int step = 1; step < steps; step++) {
                state = states.next();
            }
            return state;
        }
    }
}
