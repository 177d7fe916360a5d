package dev.glissade.cluster;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends processes and what they started: asks first, insists after a while.
 *
 * <p>The master before all others: while it runs, it has its workers start another executor for one that ended, which nobody
 * would know of.
 */
final class ProcessEnding {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ProcessEnding() {}

    static void end(List<ClusterProcess> processes) {
        endAtOnce(processes.stream().filter(ClusterProcess::isMaster).toList());
        endAtOnce(processes.stream().filter(process -> !process.isMaster()).toList());
    }

    private static void endAtOnce(List<ClusterProcess> processes) {
        Set<ProcessHandle> running = withDescendants(processes);
        running.forEach(ProcessHandle::destroy);
        if (!haveEnded(running)) {
            running.addAll(withDescendants(processes));
            running.forEach(ProcessHandle::destroyForcibly);
            haveEnded(running);
        }
    }

    /** Workers' executors are taken down while it is known whose they are: orphans have no parent to be found by. */
    private static Set<ProcessHandle> withDescendants(List<ClusterProcess> processes) {
        Set<ProcessHandle> all = new LinkedHashSet<>();
        for (ClusterProcess process : processes) {
            process.running().ifPresent(handle -> {
                handle.descendants().forEach(all::add);
                all.add(handle);
            });
        }
        return all;
    }

    private static boolean haveEnded(Set<ProcessHandle> handles) {
        CompletableFuture<?>[] exits =
                handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
