package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.model.LabelKind;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.regression.LabeledPoint;

/** What cached rows take, by Spark's own account, beside MLlib's labelled points and a formula. */
final class MemoryBenchmark implements Benchmark {

    private static final double MEBI = 1 << 20;

    private static final String FORMULA = "non-zeros × (4 + 8) + 16 × rows";

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String what() {
        return "bytes of the cached rows beside MLlib's LabeledPoints and the formula " + FORMULA;
    }

    @Override
    public void run(Bench bench) {
        if (bench.settings().data().isEmpty()) {
            compare(bench, bench.dense(400_000, 100));
            compare(bench, bench.sparse(1_000_000, 100_000));
        }
        for (String path : bench.settings().data()) {
            compare(bench, bench.read(path, LabelKind.MULTICLASS, options -> options));
        }
    }

    private void compare(Bench bench, SlicedTable made) {
        try (SlicedTable table = made) {
            double ours = cached(bench.context(), table.groups());
            double theirs = ofPoints(bench, table);
            double formula = (12.0 * table.nonZeros() + 16.0 * table.rows()) / MEBI;
            bench.compare(new Comparison(
                    name() + (table.isDense() ? ", dense" : ", sparse"),
                    "Memory of the cached rows",
                    Bench.describe(table) + ", float64",
                    "by Spark's storage account; no round changes it",
                    "MiB",
                    List.of(
                            Contestant.of("formula", "-", () -> formula).with(FORMULA),
                            Contestant.of("our blocks", bench.glissade(), () -> ours)
                                    .beside("formula", Bar.atMost(1.1)),
                            Contestant.of("MLlib's LabeledPoints", bench.sparkVersion(), () -> theirs)
                                    .with("MEMORY_ONLY")
                                    .beside("formula")
                                    .beside("our blocks"))));
        }
    }

    private static double ofPoints(Bench bench, SlicedTable table) {
        JavaRDD<LabeledPoint> points = MllibRows.points(table);
        try {
            return cached(bench.context(), points);
        } finally {
            points.unpersist(false);
        }
    }

    /** MiB that Spark holds of it in memory. */
    private static double cached(SparkContext context, JavaRDD<?> rows) {
        return Arrays.stream(context.getRDDStorageInfo())
                        .filter(info -> info.id() == rows.id())
                        .mapToLong(info -> info.memSize())
                        .sum()
                / MEBI;
    }
}
