package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.model.LinearModel;
import dev.glissade.spark.SparkGradientSource;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.linalg.Vector;
import scala.Tuple2;

/** Steps beside those of MLlib's {@code GradientDescent}, over the same partitions. */
final class MllibBenchmark implements Benchmark {

    private static final long ROWS = 400_000;
    private static final int FEATURES = 100;
    /** Fewer, and neither of them would have its code compiled before the rounds that count. */
    private static final int STEPS = 100;

    @Override
    public String name() {
        return "mllib";
    }

    @Override
    public String what() {
        return "steps beside those of MLlib's GradientDescent, on 1% of the rows and on all";
    }

    @Override
    public void run(Bench bench) {
        try (SlicedTable table = bench.dense(ROWS, FEATURES)) {
            JavaRDD<Tuple2<Object, Vector>> rows = MllibRows.pairs(table);
            try {
                compare(bench, table, rows, 0.01, Bar.atLeast(5));
                compare(bench, table, rows, 1, Bar.atLeast(8));
            } finally {
                rows.unpersist(false);
            }
        }
    }

    private void compare(Bench bench, SlicedTable table, JavaRDD<Tuple2<Object, Vector>> rows, double share, Bar bar) {
        int steps = bench.steps(STEPS);
        long batch = Math.max(1, Math.round(share * table.rows()));
        LinearModel model = LinearModel.logistic(table.features(), false);
        Steps ours = Steps.ofBatches(
                new SparkGradientSource(table, model, Bench.anyDepth()),
                batch,
                bench.settings().seed());
        MllibDescent theirs = new MllibDescent(rows, table.features(), 0.1, share, 0);

        bench.compare(new Comparison(
                name() + (share < 1 ? ", 1% of the rows" : ", all rows"),
                "A step beside one of MLlib's GradientDescent, %s rows".formatted(Bench.count(batch)),
                Bench.describe(table),
                "%s, logistic loss, no penalty, %d steps a round"
                        .formatted(bench.context().master(), steps),
                "ms",
                List.of(
                        Contestant.of("our step", bench.glissade(), () -> Timing.milliseconds(steps, ours::take))
                                .with("sgd"),
                        Contestant.of("MLlib's step", bench.sparkVersion(), () -> theirs.millisecondsOfAStep(steps))
                                .with("runMiniBatchSGD, miniBatchFraction %s".formatted(Figures.plain(share)))
                                .beside("our step", bar))));
    }
}
