package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.SparseRows;
import dev.glissade.linalg.Values;
import dev.glissade.model.LabelKind;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.mllib.regression.LabeledPoint;

/** What cached rows take, by Spark's own account, beside MLlib's labelled points and a formula. */
final class MemoryBenchmark implements Benchmark {

    private static final double MEBI = 1 << 20;

    private static final String FORMULA = "non-zeros × (4 + bytes a value) + 16 × rows";
    /** Dense rows hold no indices. */
    private static final String DENSE_FORMULA = "features × rows × bytes a value + 16 × rows";

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
            int bytesEach = bytesEach(table);
            bench.compare(new Comparison(
                    name() + (table.isDense() ? ", dense" : ", sparse"),
                    "Memory of the cached rows",
                    "%s, %d bytes a value".formatted(Bench.describe(table), bytesEach),
                    "by Spark's storage account; no round changes it",
                    "MiB",
                    contestants(bench, table, bytesEach)));
        }
    }

    private static List<Contestant> contestants(Bench bench, SlicedTable table, int bytesEach) {
        double ours = cached(bench.context(), table.groups());
        double theirs = ofPoints(bench, table);
        double indexed = ((4.0 + bytesEach) * table.nonZeros() + 16.0 * table.rows()) / MEBI;
        Contestant formula = Contestant.of("formula", "-", () -> indexed).with(FORMULA);
        Contestant blocks =
                Contestant.of("our blocks", bench.glissade(), () -> ours).beside("formula", Bar.atMost(1.1));
        Contestant points = Contestant.of("MLlib's LabeledPoints", bench.sparkVersion(), () -> theirs)
                .with("MEMORY_ONLY")
                .beside("formula")
                .beside("our blocks");
        if (!table.isDense()) {
            return List.of(formula, blocks, points);
        }
        double dense = (bytesEach * (double) table.features() + 16) * table.rows() / MEBI;
        Contestant denseFormula =
                Contestant.of("formula of dense rows", "-", () -> dense).with(DENSE_FORMULA);
        return List.of(formula, denseFormula, blocks.beside(denseFormula.name(), Bar.atMost(1.1)), points);
    }

    /** Of the blocks' values, the most. */
    private static int bytesEach(SlicedTable table) {
        return table.groups().map(new BytesEach()).reduce(Math::max);
    }

    /** Those of a group. */
    private static final class BytesEach implements Function<SliceGroup, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer call(SliceGroup group) {
            int most = 0;
            for (int slice = 0; slice < group.size(); slice++) {
                Values values = group.slice(slice) instanceof DenseRows dense
                        ? dense.values()
                        : ((SparseRows) group.slice(slice)).values();
                most = Math.max(most, values.bytesEach());
            }
            return most;
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
