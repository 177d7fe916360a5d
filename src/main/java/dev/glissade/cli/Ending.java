package dev.glissade.cli;

import dev.glissade.run.RunSummary;
import dev.glissade.run.TrainingRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Ends this process on SIGINT and SIGTERM: a run in training gets the time to save its last state. A second signal ends it
 * at once.
 */
final class Ending {

    /** How long a run may take to end by itself. Whatever happens, it takes less than ten seconds in all. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long the saving of its last state may take otherwise. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(3);

    private static final long BETWEEN_TRIES = 200;

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<TrainingRun> run = Optional.empty();

    /** For a process of its own: takes over the signals. */
    static Ending ofSignals() {
        Ending ending = new Ending();
        for (String signal : new String[] {IrqHandler.CONTROL_C, IrqHandler.SIGTERM}) {
            try {
                new IrqHandler(signal, data -> ending.begin()).bind();
            } catch (IllegalArgumentException notToBeHad) {
                return ending; // the virtual machine was told to leave signals alone
            }
        }
        return ending;
    }

    /** Runs to the end, from now on the one that signals end. */
    RunSummary ended(TrainingRun training) throws IOException {
        run = Optional.of(training);
        try {
            return training.execute();
        } finally {
            run = Optional.empty();
            ended.countDown();
        }
    }

    /** Whether a signal has come. */
    boolean hasBegun() {
        return begun.get();
    }

    private void begin() {
        if (!begun.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
        Thread thread = new Thread(this::end, "interruption");
        thread.setDaemon(true);
        thread.start();
    }

    private void end() {
        Optional<TrainingRun> now = run;
        if (now.isEmpty()) {
            System.err.println("glissade: interrupted");
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
        TrainingRun training = now.get();
        if (!endsByItself(training)) {
            System.err.println("glissade: " + training.saveNow(LAST_PATIENCE));
        }
        Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
    }

    /** Jobs are cancelled again and again: the run may begin another before it looks. */
    private boolean endsByItself(TrainingRun training) {
        try {
            for (long waited = 0; waited < PATIENCE.toMillis(); waited += BETWEEN_TRIES) {
                training.interrupt();
                if (ended.await(BETWEEN_TRIES, TimeUnit.MILLISECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(PATIENCE.toMillis()); // the process is about to end with its status
                    return true;
                }
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
