package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.model.LinearModel;
import dev.glissade.spark.SparkGradientSource;
import java.util.List;

/** What a mini-batch step costs beside a Spark job that does nothing. */
final class StepBenchmark implements Benchmark {

    private static final long ROWS = 400_000;
    private static final int FEATURES = 100;
    private static final int STEPS = 200;

    @Override
    public String name() {
        return "step";
    }

    @Override
    public String what() {
        return "a mini-batch step beside an empty Spark job over the same partitions";
    }

    @Override
    public void run(Bench bench) {
        run(bench, name(), Bar.atMost(bench.context().isLocal() ? 1.3 : 1.2));
    }

    /** On whatever cluster this is. */
    static void run(Bench bench, String name, Bar bar) {
        try (SlicedTable table = bench.dense(ROWS, FEATURES)) {
            int steps = bench.steps(STEPS);
            long batch = Math.min(bench.settings().batch(), table.rows());
            PartitionJob empty = new PartitionJob(table, new PartitionJob.Nothing());
            Steps ours =
                    Steps.ofBatches(logistic(table), batch, bench.settings().seed());

            bench.compare(new Comparison(
                    name,
                    "A mini-batch step beside an empty Spark job over the same partitions",
                    Bench.describe(table),
                    "%s, %d jobs or steps a round".formatted(bench.context().master(), steps),
                    "ms",
                    List.of(
                            Contestant.of(
                                            "empty job",
                                            bench.sparkVersion(),
                                            () -> Timing.milliseconds(steps, empty::run))
                                    .with("runJob, a named function that does nothing"),
                            Contestant.of("our step", bench.glissade(), () -> Timing.milliseconds(steps, ours::take))
                                    .with("sgd on the logistic loss, %,d rows".formatted(batch))
                                    .beside("empty job", bar))));
        }
    }

    private static SparkGradientSource logistic(SlicedTable table) {
        return new SparkGradientSource(table, LinearModel.logistic(table.features(), false), Bench.anyDepth());
    }
}
