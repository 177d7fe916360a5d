package dev.glissade.cli;

import dev.glissade.loss.PointwiseLoss;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * max(0, 1 − ym)², y = ±1, on executors that are not well: the first attempt of some tasks hangs until it is killed or
 * two seconds are over, and that of others fails. Which ones goes by the number of the stage; what is computed never
 * does.
 */
public final class Faulty implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    private static final int HANGS = 7;
    private static final int FAILS = 5;
    private static final ThreadLocal<Long> SEEN = ThreadLocal.withInitial(() -> -1L);

    @Override
    public boolean forClasses() {
        return true;
    }

    @Override
    public double value(double margin, double label) {
        double missing = Math.max(0, 1 - label * margin);
        return missing * missing;
    }

    @Override
    public double slope(double margin, double label) {
        disturb();
        return -2 * label * Math.max(0, 1 - label * margin);
    }

    @Override
    public double curvature() {
        return 2;
    }

    /** Once a task: it asks for many slopes. */
    private static void disturb() {
        TaskContext task = TaskContext.get();
        if (task == null || SEEN.get() == task.taskAttemptId()) {
            return;
        }
        SEEN.set(task.taskAttemptId());
        boolean faulty =
                task.attemptNumber() == 0 && !SparkEnv.get().executorId().equals("driver");
        if (faulty && task.partitionId() == 0 && task.stageId() % HANGS == 0) {
            hang();
        }
        if (faulty && task.partitionId() == 1 && task.stageId() % FAILS == 0) {
            throw new IllegalStateException("as it was meant to");
        }
    }

    private static void hang() {
        try {
            Thread.sleep(2_000);
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }
}
