package dev.glissade.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts what Spark tells of tasks and executors during a run. */
final class Witness extends SparkListener {

    private static final long MINUTES = 2; // for Spark to miss an executor, and for its worker to bring up another
    private static final long MILLISECONDS_AT_FIRST = 50;
    private static final int WAITS = 12; // the last one of more than a minute and a half

    private final String host;
    private final CountDownLatch missed = new CountDownLatch(1);
    private final CountDownLatch broughtUp = new CountDownLatch(1);
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final Set<String> newcomers = new HashSet<>();
    private int failedTasks;
    private int speculativeWon;
    private int removed;
    private int tasksOfNew;

    /** @param host where an executor is killed */
    Witness(String host) {
        this.host = host;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        failedTasks += end.taskInfo().failed() ? 1 : 0;
        speculativeWon += end.taskInfo().speculative() && end.taskInfo().successful() ? 1 : 0;
        if (end.taskInfo().successful() && newcomers.contains(end.taskInfo().executorId())) {
            tasksOfNew++;
            atWork.countDown();
        }
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
        removed++;
        missed.countDown();
    }

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded executor) {
        if (removed > 0 && executor.executorInfo().executorHost().equals(host)) {
            newcomers.add(executor.executorId());
            broughtUp.countDown();
        }
    }

    /** Between two steps, until Spark misses an executor. */
    void awaitLoss() {
        await(missed, TimeUnit.MINUTES.toMillis(MINUTES));
    }

    /**
     * Between two steps, until there is an executor on the host again; then a while before every step, until it has
     * done something, since it is not ready for tasks yet. Nothing is waited for without end: {@link #outcome} tells
     * what came.
     *
     * @param before how often this was called before
     */
    void awaitNew(int before) {
        await(broughtUp, before == 0 ? TimeUnit.MINUTES.toMillis(MINUTES) : 0);
        await(atWork, before < WAITS ? MILLISECONDS_AT_FIRST << before : 0);
    }

    private static void await(CountDownLatch latch, long milliseconds) {
        try {
            latch.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears the last of it, and no more. */
    void leave(SparkContext context) {
        try {
            context.listenerBus().waitUntilEmpty();
        } catch (TimeoutException slow) {
            throw new IllegalStateException(slow);
        }
        context.removeSparkListener(this);
    }

    synchronized EveryFault.Outcome outcome(String weights, int killed, List<String> said) {
        return new EveryFault.Outcome(
                weights, failedTasks, speculativeWon, killed, removed, newcomers.size(), tasksOfNew, said);
    }
}
