package dev.glissade.run;

import dev.glissade.data.SkippedRows;
import dev.glissade.data.SlicedTable;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** What a run says about itself before it trains. */
final class Sentences {

    private Sentences() {}

    /**
     * The size of a table and where it is now; a second line where cores have nothing to do.
     *
     * @param replicas that work on it, if any do
     */
    static String loaded(String path, SlicedTable table, Optional<Integer> replicas, SparkSession spark) {
        String size = String.format(
                Locale.ROOT,
                "%s: %,d rows, %,d features, %,d non-zeros; %d slices in %d partitions on %s",
                path,
                table.rows(),
                table.features(),
                table.nonZeros(),
                table.sizes().slices(),
                table.partitions(),
                spark.sparkContext().master());
        int cores = spark.sparkContext().defaultParallelism();
        int parts = replicas.orElse(table.sizes().slices());
        if (cores <= parts) {
            return size;
        }
        return "%s%n%d cores but %s: %s will have nothing to do; a larger %s would use them"
                .formatted(
                        size,
                        cores,
                        counted(parts, replicas.isPresent() ? "replica" : "slice"),
                        counted(cores - parts, "core"),
                        replicas.isPresent() ? "engine.replicas" : "data.slices");
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /**
     * How many bad rows were left out, why, and where the first of them is; nothing if there was none.
     *
     * @param set which rows they are missing from: {@code train} or {@code test}
     */
    static Optional<String> skipped(String set, SkippedRows skipped) {
        String kinds = skipped.counts().entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey().words()))
                .collect(Collectors.joining(", "));
        return skipped.first()
                .map(first -> String.format(
                        Locale.ROOT,
                        "data.%s: skipped %,d of %,d rows: %s; the first: %s",
                        set,
                        skipped.total(),
                        skipped.rowsRead(),
                        kinds,
                        first));
    }
}
