package dev.glissade.cluster;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** The smallest application that needs every worker: counts numbers, a partition a worker at least. */
final class CountingApplication {

    private CountingApplication() {}

    /** @param arguments the master's URL and how many numbers to count */
    public static void main(String[] arguments) {
        SparkConf settings = new SparkConf()
                .setMaster(arguments[0])
                .setAppName("count")
                .set("spark.ui.enabled", "false")
                .set("spark.executor.memory", "512m")
                .set("spark.driver.host", "127.0.0.1");
        SparkContext context = new SparkContext(settings);
        try {
            long count = context.range(0, Long.parseLong(arguments[1]), 1, 8).count();
            System.out.println(
                    "counted " + count + " with " + context.getExecutorIds().size() + " executors");
        } finally {
            context.stop();
        }
    }
}
