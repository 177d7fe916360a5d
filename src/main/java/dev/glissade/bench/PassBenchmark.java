package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Storage;
import dev.glissade.model.LinearModel;
import dev.glissade.spark.SparkGradientSource;
import java.util.List;

/** How fast a full pass reads dense rows, beside plain sums over the same arrays. */
final class PassBenchmark implements Benchmark {

    private static final long ROWS = 400_000;
    private static final int FEATURES = 100;
    private static final int PASSES = 20;

    @Override
    public String name() {
        return "pass";
    }

    @Override
    public String what() {
        return "a full pass with the logistic loss beside plain sums over the same cached arrays";
    }

    @Override
    public void run(Bench bench) {
        try (SlicedTable table = bench.dense(ROWS, FEATURES, Storage.FLOAT64);
                SlicedTable narrow = bench.dense(ROWS, FEATURES, Storage.AUTO)) {
            int passes = bench.steps(PASSES);
            double gigabytes = (double) Double.BYTES * table.rows() * table.features() * 1e-9;
            PartitionJob one = new PartitionJob(table, new ArraySum(false));
            PartitionJob eight = new PartitionJob(table, new ArraySum(true));

            bench.compare(new Comparison(
                    name(),
                    "A full pass over dense rows beside plain sums over the same arrays",
                    Bench.describe(table) + ", float64; of the last one float32",
                    "%s, %d passes a round".formatted(bench.context().master(), passes),
                    "GB/s, 8 bytes a value",
                    List.of(
                            new Speed("one-accumulator sum", bench.sparkVersion(), passes, gigabytes, one::run).alone(),
                            new Speed("eight-accumulator sum", bench.sparkVersion(), passes, gigabytes, eight::run)
                                    .alone(),
                            new Speed("our pass", bench.glissade(), passes, gigabytes, pass(table))
                                    .alone()
                                    .with("loss and gradient of the logistic loss")
                                    .beside("one-accumulator sum", Bar.atLeast(0.7))
                                    .beside("eight-accumulator sum", Bar.atLeast(0.5)),
                            new Speed("our pass, float32", bench.glissade(), passes, gigabytes, pass(narrow))
                                    .alone()
                                    .with("the same numbers in half the memory")
                                    .beside("our pass", Bar.atLeast(1)))));
        }
    }

    private static Runnable pass(SlicedTable table) {
        LinearModel model = LinearModel.logistic(table.features(), false);
        SparkGradientSource data = new SparkGradientSource(table, model, Bench.anyDepth());
        SumRequest all =
                new SumRequest(data.allRows(), List.of(DenseVector.wrap(Draws.model(1, table.features(), 0.1))));
        return () -> data.sum(all);
    }

    /** One whose figure is bytes by time. */
    private record Speed(String name, String version, int passes, double gigabytes, Runnable pass) {

        Contestant alone() {
            return Contestant.of(name, version, () -> gigabytes / (1e-3 * Timing.milliseconds(passes, pass)));
        }
    }
}
