package dev.glissade.cluster;

import dev.glissade.config.UserError;
import java.util.regex.Pattern;

/**
 * How large a cluster is.
 *
 * @param workers how many workers run, 1 or more
 * @param coresPerWorker how many tasks a worker's executors may run at once, 1 or more
 * @param memoryPerWorker what a worker's executors may use together, as Spark writes it: {@code 512m}, {@code 2g}
 */
public record ClusterSize(int workers, int coresPerWorker, String memoryPerWorker) {

    private static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,5}[mg]");

    public ClusterSize {
        requirePositive("--workers", workers);
        requirePositive("--cores", coresPerWorker);
        if (!MEMORY.matcher(memoryPerWorker).matches()) {
            throw new UserError("--memory " + memoryPerWorker
                    + ": expected a number of mebibytes or gibibytes, such as 512m or 2g");
        }
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new UserError(option + " " + value + ": expected 1 or more");
        }
    }

    @Override
    public String toString() {
        return workers + (workers == 1 ? " worker" : " workers") + " with " + coresPerWorker
                + (coresPerWorker == 1 ? " core" : " cores") + " and " + memoryPerWorker
                + (workers == 1 ? "" : " each");
    }
}
