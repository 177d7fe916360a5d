package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.model.LinearModel;
import dev.glissade.spark.SparkGradientSource;
import java.util.List;

/** What a step of a few rows costs, where few are held and where many are. */
final class SamplingBenchmark implements Benchmark {

    private static final long FEW = 100_000;
    private static final long TIMES = 100;
    private static final int FEATURES = 10;
    private static final int BATCH = 100;
    private static final int STEPS = 200;

    @Override
    public String name() {
        return "sampling";
    }

    @Override
    public String what() {
        return "a step of 100 rows on 10^5 and on 10^7 held rows (rows= is the smaller number)";
    }

    @Override
    public void run(Bench bench) {
        BenchSettings settings = bench.settings();
        long few = settings.rows().orElse(FEW);
        if (few < BATCH) {
            throw new UserError("rows = %d: sampling takes steps of %d rows".formatted(few, BATCH));
        }
        int features = settings.features().orElse(FEATURES);
        try (SlicedTable small = bench.dense(few, features, options -> options);
                SlicedTable large = bench.dense(TIMES * few, features, options -> options)) {
            int steps = bench.steps(STEPS);
            Contestant onFew = onRows(bench, small, steps);
            Contestant onMany = onRows(bench, large, steps).beside(onFew.name(), Bar.atMost(1.2));
            bench.compare(new Comparison(
                    name(),
                    "A step of %d rows by the rows that are held".formatted(BATCH),
                    Bench.describe(small) + "; the same with " + Bench.count(large.rows()) + " rows",
                    "%s, sgd on the logistic loss, %d steps a round"
                            .formatted(bench.context().master(), steps),
                    "ms",
                    List.of(onFew, onMany)));
        }
    }

    private static Contestant onRows(Bench bench, SlicedTable table, int steps) {
        LinearModel model = LinearModel.logistic(table.features(), false);
        Steps ours = Steps.ofBatches(
                new SparkGradientSource(table, model, Bench.anyDepth()),
                BATCH,
                bench.settings().seed());
        return Contestant.of(
                "%s rows held".formatted(Bench.count(table.rows())),
                bench.glissade(),
                () -> Timing.milliseconds(steps, ours::take));
    }
}
