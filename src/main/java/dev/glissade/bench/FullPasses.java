package dev.glissade.bench;

import dev.glissade.bench.StepShape.Layout;
import dev.glissade.bench.StepShape.Work;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LinearModel;
import dev.glissade.spark.SparkGradientSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Full passes on two executors beside one: strong scaling, the same rows on both, and weak scaling, twice the rows on two. Every
 * round is a session of its own, so that executors take turns: one, two, two, one, …
 */
final class FullPasses {

    /** That count, behind as many: compilers of new executors share the cores with the first ones. */
    private static final int PASSES = 40;

    private static final double EFFICIENT = 0.85;

    private final Bench bench;
    private final Workers workers;
    private final long rows;
    private final int features;
    private final int passes;
    private final List<Turn> turns;

    /**
     * @param rows that one executor holds in full
     * @param features of them
     */
    FullPasses(Bench bench, Workers workers, long rows, int features) {
        this.bench = bench;
        this.workers = workers;
        this.rows = rows;
        this.features = features;
        passes = bench.settings().steps().orElse(PASSES);
        turns = List.of(
                new Turn("one executor", 1, rows),
                new Turn("two executors, the same rows", 2, rows),
                new Turn("two executors, twice the rows", 2, 2 * rows));
    }

    /** Measures in turns; the medians of the rounds are in {@link #measured} then. */
    void compare() {
        Contestant one = turns.get(0).contestant();
        Comparison comparison = new Comparison(
                "scaling",
                "Full passes with the logistic loss on two executors beside one, a core and a partition each",
                "generated dense rows, %s × %d, a number of rows for each executor or for all"
                        .formatted(Bench.count(rows), features),
                "%s, a session a round, median of %d passes behind as many that do not count"
                        .formatted(place(), passes),
                "million rows/s an executor",
                List.of(
                        one,
                        turns.get(1).contestant().beside(one.name(), Bar.atLeast(EFFICIENT)),
                        turns.get(2).contestant().beside(one.name(), Bar.atLeast(EFFICIENT))));
        bench.result(comparison.measured(0, bench.settings().repeats(), bench::progress));
    }

    private String place() {
        return workers.areProcesses() ? "standalone cluster" : "threads of one process";
    }

    /** Strong and weak scaling as steps, in the order of the table. */
    List<MeasuredStep> measured() {
        return turns.stream().map(Turn::measured).toList();
    }

    /** One kind of round. */
    private final class Turn {
        private final String name;
        private final int executors;
        private final long held;
        private final List<Double> seconds = new ArrayList<>();
        private int slices;

        Turn(String name, int executors, long held) {
            this.name = name;
            this.executors = executors;
            this.held = held;
        }

        Contestant contestant() {
            return Contestant.of(name, bench.glissade(), this::round)
                    .with("%s rows in all".formatted(Bench.count(held)));
        }

        MeasuredStep measured() {
            StepShape shape = new StepShape(Work.allDense(held, features), new Layout(executors, executors, slices));
            return new MeasuredStep(
                    "all of dense %s × %s, P = %d, E = %d"
                            .formatted(Bench.count(held), Bench.count(features), executors, executors),
                    shape,
                    seconds);
        }

        private double round() {
            workers.with(executors, this::passes);
            return 1e-6 * held / executors / seconds.get(seconds.size() - 1);
        }

        private void passes(SparkSession session) {
            Bench here = bench.on(session);
            try (SlicedTable table =
                    here.made(new CostGrid.Table(false, held, features, features, executors, executors))) {
                slices = table.sizes().slices();
                LinearModel model = LinearModel.logistic(features, false);
                SparkGradientSource data = new SparkGradientSource(table, model, Bench.anyDepth());
                SumRequest all =
                        new SumRequest(data.allRows(), List.of(DenseVector.wrap(Draws.model(1, features, 0.1))));
                List<Double> times = new ArrayList<>();
                for (int pass = -passes; pass < passes; pass++) {
                    double time = Timing.seconds(() -> data.sum(all));
                    if (pass >= 0) {
                        times.add(time);
                    }
                }
                seconds.add(Spread.of(times).median());
            }
        }
    }
}
