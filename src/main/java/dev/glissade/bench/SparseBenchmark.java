package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.GradientSource;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.AdaGrad;
import dev.glissade.optimizer.LazySgd;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.penalty.Penalty;
import dev.glissade.spark.SparkGradientSource;
import java.util.ArrayList;
import java.util.List;

/** What a step on sparse rows costs by the number of features that there are, most of which no row of the batch has. */
final class SparseBenchmark implements Benchmark {

    private static final long ROWS = 300_000;
    private static final int NARROW = 100_000;
    private static final int TIMES = 100;
    private static final int BATCH = 10_000;
    private static final int STEPS = 30;
    private static final double L2 = 1e-4;
    private static final double EPSILON = 1e-8;

    @Override
    public String name() {
        return "sparse";
    }

    @Override
    public String what() {
        return "a step on sparse rows of 10^5 and of 10^7 features (features= is the smaller number)";
    }

    @Override
    public void run(Bench bench) {
        BenchSettings settings = bench.settings();
        int features = settings.features().orElse(NARROW);
        for (boolean zipf : new boolean[] {false, true}) {
            try (SlicedTable narrow = bench.sparse(ROWS, features, zipf);
                    SlicedTable wide = bench.sparse(ROWS, Math.multiplyExact(TIMES, features), zipf)) {
                compare(bench, narrow, wide, zipf);
            }
        }
    }

    private void compare(Bench bench, SlicedTable narrow, SlicedTable wide, boolean zipf) {
        int steps = bench.steps(STEPS);
        List<Contestant> contestants = new ArrayList<>();
        for (boolean adaptive : new boolean[] {false, true}) {
            Contestant few = contestant(bench, narrow, steps, adaptive);
            contestants.add(few);
            contestants.add(contestant(bench, wide, steps, adaptive).beside(few.name(), Bar.atMost(3.5)));
        }
        bench.compare(new Comparison(
                name() + (zipf ? ", Zipf" : ", uniform"),
                "A step of %s sparse rows by the number of features".formatted(Bench.count(batch(narrow))),
                Bench.describe(narrow) + "; the same with " + Bench.count(wide.features()) + " features",
                "%s, the logistic loss, %d steps a round"
                        .formatted(bench.context().master(), steps),
                "ms",
                contestants));
    }

    private static long batch(SlicedTable table) {
        return Math.min(BATCH, table.rows());
    }

    private static Contestant contestant(Bench bench, SlicedTable table, int steps, boolean adaptive) {
        GradientSource data =
                new SparkGradientSource(table, LinearModel.logistic(table.features(), false), Bench.anyDepth());
        Penalty penalty = new Penalty(0, adaptive ? 0 : L2, data.model().layout());
        Optimizer rule = adaptive ? new AdaGrad(EPSILON) : new LazySgd(penalty);
        Steps ours = Steps.ofBatches(data, batch(table), bench.settings().seed(), penalty, rule);
        String name = "%s, %s features".formatted(adaptive ? "adagrad" : "sgd with l2", Bench.count(table.features()));
        return Contestant.of(name, bench.glissade(), () -> Timing.milliseconds(steps, ours::take));
    }
}
