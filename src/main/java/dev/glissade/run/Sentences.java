package dev.glissade.run;

import dev.glissade.data.SlicedTable;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** What a run says about itself before it trains. */
final class Sentences {

    private Sentences() {}

    /** The size of a table and where it is now; a second line where cores have nothing to do. */
    static String loaded(String path, SlicedTable table, SparkSession spark) {
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
        int slices = table.sizes().slices();
        if (cores <= slices) {
            return size;
        }
        return "%s%n%d cores but %d slices: %d cores will have nothing to do; a larger data.slices would use them"
                .formatted(size, cores, slices, cores - slices);
    }

    /** The learning rate that a search came to, and what that cost. */
    static String chosen(RunSummary.RateChoice choice, long trialSteps, long tableRows) {
        return String.format(
                Locale.ROOT,
                "learning-rate.initial = auto: %s, the best of %d rates tried for %d steps each (%.3g epochs, %d jobs,"
                        + " %.1f s)",
                choice.rate(),
                choice.found().trials().size(),
                trialSteps,
                (double) choice.found().rowsVisited() / tableRows,
                choice.jobs(),
                choice.found().seconds());
    }
}
