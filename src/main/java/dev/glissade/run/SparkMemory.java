package dev.glissade.run;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.util.ByteUnit;
import org.apache.spark.network.util.JavaUtils;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The memory that Spark has for a run, in bytes. With a local master there is one process, which is both driver and
 * executor.
 *
 * @param local whether there is but that one process
 * @param driver the most that the driver's heap can be
 * @param results the most that the results of one job may have; 0 for no limit
 * @param executors that have registered; 1 with a local master
 * @param executor the most that the heap of one of them can be
 * @param cores tasks that one of them runs at once
 * @param storage what all of them together have for blocks
 */
record SparkMemory(boolean local, long driver, long results, int executors, long executor, int cores, long storage) {

    private static final double NEARLY = 0.8;

    /**
     * A setting of the driver's memory that comes too late: a process has the heap that it was started with.
     *
     * @param asked {@code spark.driver.memory}, as the configuration has it
     * @return a line, if the driver has another heap than that
     */
    Optional<String> unheeded(Optional<String> asked) {
        return asked.filter(text -> isOther(text, driver))
                .map(text -> String.format(
                        Locale.ROOT,
                        "spark.driver.memory = %s: comes too late, the driver runs already and has %,.1f MiB; set"
                                + " GLISSADE_DRIVER_MEMORY, or spark-submit's --driver-memory",
                        text,
                        driver / (double) (1 << 20)));
    }

    private static boolean isOther(String text, long driver) {
        try {
            long bytes = JavaUtils.byteStringAs(text, ByteUnit.BYTE);
            return driver < NEARLY * bytes || bytes < NEARLY * driver;
        } catch (NumberFormatException unreadable) {
            return true;
        }
    }

    static SparkMemory of(SparkContext context) {
        long driver = Runtime.getRuntime().maxMemory();
        Map<String, Tuple2<Object, Object>> status = CollectionConverters.asJava(context.getExecutorMemoryStatus());
        String own = SparkEnv.get().blockManager().blockManagerId().hostPort();
        boolean local = context.isLocal();
        long storage = 0;
        int executors = 0;
        for (Map.Entry<String, Tuple2<Object, Object>> entry : status.entrySet()) {
            if (local || !entry.getKey().equals(own)) {
                storage += (Long) entry.getValue()._1();
                executors++;
            }
        }
        int shared = Math.max(1, context.defaultParallelism() / Math.max(1, executors));
        return new SparkMemory(
                local,
                driver,
                context.conf().getSizeAsBytes("spark.driver.maxResultSize", "1g"),
                executors,
                local ? driver : context.conf().getSizeAsBytes("spark.executor.memory", "1g"),
                local ? shared : context.conf().getInt("spark.executor.cores", shared),
                storage);
    }
}
