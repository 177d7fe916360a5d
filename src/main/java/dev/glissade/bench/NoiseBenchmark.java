package dev.glissade.bench;

import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.GradientSource;
import dev.glissade.model.LinearModel;
import dev.glissade.spark.SparkGradientSource;
import java.util.List;

/** What it costs a step to tell the noise of its gradient: the squared norm of each slice's sum, and what the driver makes of them. */
final class NoiseBenchmark implements Benchmark {

    private static final long DENSE_ROWS = 400_000;
    private static final int DENSE_FEATURES = 100;
    private static final long SPARSE_ROWS = 1_000_000;
    private static final int SPARSE_FEATURES = 100_000;
    private static final int STEPS = 200;

    @Override
    public String name() {
        return "noise";
    }

    @Override
    public String what() {
        return "a step that tells the noise of its gradient beside the same step without, dense and sparse";
    }

    @Override
    public void run(Bench bench) {
        try (SlicedTable dense = bench.dense(DENSE_ROWS, DENSE_FEATURES)) {
            compare(bench, dense, "dense");
        }
        try (SlicedTable sparse = bench.sparse(SPARSE_ROWS, SPARSE_FEATURES)) {
            compare(bench, sparse, "sparse");
        }
    }

    private void compare(Bench bench, SlicedTable table, String kind) {
        int batch = bench.settings().batch();
        long seed = bench.settings().seed();
        if (batch >= table.rows()) {
            throw new UserError("batch = %d: noise takes batches of fewer rows than the %d of the table"
                    .formatted(batch, table.rows()));
        }
        int steps = bench.steps(STEPS);
        GradientSource data =
                new SparkGradientSource(table, LinearModel.logistic(table.features(), false), Bench.anyDepth());
        Steps without = Steps.withoutNoise(data, batch, seed);
        Steps with = Steps.ofBatches(data, batch, seed);
        bench.compare(new Comparison(
                name() + "-" + kind,
                "A step with the noise of its gradient beside one without, %s rows".formatted(kind),
                Bench.describe(table),
                "%s, sgd on the logistic loss, %,d rows, %d steps a round"
                        .formatted(bench.context().master(), batch, steps),
                "ms",
                List.of(
                        Contestant.of(
                                "without noise", bench.glissade(), () -> Timing.milliseconds(steps, without::take)),
                        Contestant.of("with noise", bench.glissade(), () -> Timing.milliseconds(steps, with::take))
                                .beside("without noise", Bar.atMost(1.03)))));
    }
}
