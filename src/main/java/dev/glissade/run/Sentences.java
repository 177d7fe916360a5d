package dev.glissade.run;

import dev.glissade.data.SlicedTable;
import java.util.Locale;
import java.util.Optional;
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
}
