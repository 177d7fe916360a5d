package dev.glissade.run;

import dev.glissade.config.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run fits into what Spark has, worked out before its first step: what surely fails is refused, what may fail
 * or be slow is said, each in a line with the figures and the setting to change.
 *
 * @param needs of the run
 * @param memory of Spark
 */
record Preflight(MemoryNeeds needs, SparkMemory memory) {

    private static final double MEBI = 1 << 20;

    /** The share of a heap that vectors can take without trouble; Spark and the blocks have the rest. */
    private static final double COMFORT = 0.6;

    /** States at a time: the current one, the last good one, the last that was evaluated. */
    private static final int STATES = 3;

    /** A job that ships more than this to each executor takes its time. */
    private static final double MUCH_TO_SHIP = 64 * MEBI;

    /** The model is written and digested as one array of bytes. */
    private static final long MOST_PARAMETERS = Integer.MAX_VALUE / Double.BYTES;

    private static final String DRIVER_MEMORY =
            "spark.driver.memory (as GLISSADE_DRIVER_MEMORY, or spark-submit's --driver-memory)";

    /**
     * What may fail or be slow.
     *
     * @return a line each
     * @throws UserError on what surely fails
     */
    List<String> warnings() {
        requireModel();
        requireDriver();
        requireExecutors();
        requireResults();
        List<String> warnings = new ArrayList<>();
        warnOfResults(warnings);
        warnOfDriver(warnings);
        warnOfExecutors(warnings);
        warnOfShipping(warnings);
        warnOfBlocks(warnings);
        return warnings;
    }

    private void requireModel() {
        if (needs.parameters() > MOST_PARAMETERS) {
            throw new UserError(line(
                    "the model has %,d parameters; one of more than %,d cannot be written: is a feature index wrong?",
                    needs.parameters(), MOST_PARAMETERS));
        }
    }

    /** A step has the old state and the new one, what lasts longer, and the gradient. */
    private void requireDriver() {
        double vectors = 2.0 * needs.replaced() + needs.kept() + 1;
        if (needs.bytesOfVectors(vectors) > memory.driver()) {
            throw new UserError(line(
                    "the driver holds at least %s, and has %,.1f MiB: raise %s",
                    vectors(vectors), memory.driver() / MEBI, DRIVER_MEMORY));
        }
    }

    /** An executor has the points, and a sum for each in at least one task. */
    private void requireExecutors() {
        double vectors = 2.0 * needs.points();
        if (needs.dense() && needs.bytesOfVectors(vectors) > memory.executor()) {
            throw new UserError(line(
                    "an executor holds at least %s, and has %,.1f MiB: raise %s",
                    vectors(vectors), memory.executor() / MEBI, executorMemory()));
        }
    }

    private void requireResults() {
        if (needs.dense() && memory.results() > 0 && needs.bytesOfResults() > memory.results()) {
            throw new UserError(results("are"));
        }
    }

    private void warnOfResults(List<String> warnings) {
        if (!needs.dense() && memory.results() > 0 && needs.bytesOfResults() > memory.results()) {
            warnings.add(results("may be"));
        }
    }

    private String results(String are) {
        return line(
                "the sums of a step %s up to %,.0f tasks × %,.0f numbers × 8 bytes = %,.1f MiB, and the results of a job may"
                        + " have %,.1f MiB: raise spark.driver.maxResultSize, or engine.aggregation-depth",
                are, needs.senders(), needs.largest(), needs.bytesOfResults() / MEBI, memory.results() / MEBI);
    }

    private void warnOfDriver(List<String> warnings) {
        double vectors = STATES * needs.replaced() + needs.kept() + 2.0 * needs.points();
        double blocks = memory.local() ? Math.min(needs.blockBytes(), memory.storage()) : 0;
        if (needs.bytesOfVectors(vectors) + blocks > COMFORT * memory.driver()
                && needs.bytesOfVectors(vectors) > blocks) {
            warnings.add(line(
                    "the driver holds up to %s%s, and has %,.1f MiB: it may run out of memory; raise %s",
                    vectors(vectors),
                    memory.local() ? line(" beside %,.1f MiB of rows", blocks / MEBI) : "",
                    memory.driver() / MEBI,
                    DRIVER_MEMORY));
        }
    }

    /** Points, and in each task two sums of each that are about to become one. */
    private void warnOfExecutors(List<String> warnings) {
        double sums = 2.0 * memory.cores() * needs.largest() * Double.BYTES;
        double points = needs.bytesOfVectors(needs.points());
        if (!memory.local() && sums + points > COMFORT * memory.executor()) {
            warnings.add(line(
                    "an executor holds up to %,.1f MiB of parameters and sums in its %d tasks, and has %,.1f MiB: it may run"
                            + " out of memory; raise %s, or lower spark.executor.cores",
                    (sums + points) / MEBI, memory.cores(), memory.executor() / MEBI, executorMemory()));
        }
    }

    private void warnOfShipping(List<String> warnings) {
        if (!memory.local() && !needs.byNeed() && needs.bytesOfVectors(needs.points()) > MUCH_TO_SHIP) {
            warnings.add(line(
                    "each step sends %s to each executor, which takes its time: a larger gradient.batch-size, or"
                            + " engine.sync-every, makes fewer jobs of the same epochs",
                    vectors(needs.points())));
        }
    }

    private void warnOfBlocks(List<String> warnings) {
        if (needs.blockBytes() > memory.storage()) {
            warnings.add(line(
                    "the rows take %,.1f MiB, and %s %,.1f MiB for blocks: the rest is read from disk again and again;"
                            + " raise %s%s",
                    needs.blockBytes() / MEBI,
                    memory.local() ? "Spark has" : line("the %d executors have", memory.executors()),
                    memory.storage() / MEBI,
                    executorMemory(),
                    memory.local() ? "" : ", or take more executors"));
        }
    }

    private String executorMemory() {
        return memory.local() ? DRIVER_MEMORY : "spark.executor.memory";
    }

    private String vectors(double vectors) {
        return line(
                "%,.0f vectors × %,d parameters × 8 bytes = %,.1f MiB",
                vectors, needs.parameters(), needs.bytesOfVectors(vectors) / MEBI);
    }

    private static String line(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
