package dev.glissade.bench;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;

/**
 * Bytes that jobs send, by Spark's own account: what the driver offers to its executors in broadcasts, a stage's function among
 * them, once each and as compressed as it travels; what stages pass on to each other; and what the tasks' results take on their
 * way back.
 */
final class Traffic extends SparkListener {

    /** Pieces: one that moves to disk is told of again. */
    private final Set<String> seen = new HashSet<>();

    private long bytes;

    private Traffic() {}

    /** Of all jobs that some work begins. */
    static long of(SparkContext context, Runnable work) {
        Traffic traffic = new Traffic();
        waitForNews(context);
        context.addSparkListener(traffic);
        try {
            work.run();
            waitForNews(context);
        } finally {
            context.removeSparkListener(traffic);
        }
        return traffic.bytes();
    }

    /** Until all that has happened so far was told to those who listen. */
    private static void waitForNews(SparkContext context) {
        try {
            context.listenerBus().waitUntilEmpty();
        } catch (TimeoutException stuck) {
            throw new IllegalStateException("Spark does not tell what its jobs have sent", stuck);
        }
    }

    private synchronized long bytes() {
        return bytes;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        bytes += end.taskMetrics().resultSize()
                + end.taskMetrics().shuffleWriteMetrics().bytesWritten();
    }

    /** A broadcast's pieces; the whole, which stays where it is, is another block. */
    @Override
    public synchronized void onBlockUpdated(SparkListenerBlockUpdated update) {
        BlockUpdatedInfo info = update.blockUpdatedInfo();
        boolean offered =
                info.blockManagerId().isDriver() && info.blockId().name().contains("_piece");
        if (offered && info.storageLevel().isValid() && seen.add(info.blockId().name())) {
            bytes += info.memSize() + info.diskSize();
        }
    }
}
