package dev.glissade.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One process of a cluster, recognisable after the one that started it is gone.
 *
 * <p>Process ids are used again, so an id alone names nobody: the process with this id is ours only if it started when
 * ours did.
 *
 * @param role what it is, such as {@code master} or {@code worker-1}
 * @param pid its process id
 * @param started when it started
 * @param log the file that its output goes to
 */
record ClusterProcess(String role, long pid, Instant started, Path log) {

    static final String MASTER = "master";

    /** The kernel's idea of when it booted, from which start times are reckoned, moves a little with the clock. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    static ClusterProcess of(String role, ProcessHandle handle, Path log) {
        return new ClusterProcess(
                role, handle.pid(), handle.info().startInstant().orElseGet(Instant::now), log);
    }

    /** The running process, or nothing if it has ended, whoever has its id now. */
    Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::startedWhenOursDid);
    }

    boolean isMaster() {
        return role.equals(MASTER);
    }

    boolean isRunning() {
        return running().isPresent();
    }

    private boolean startedWhenOursDid(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(instant -> Duration.between(started, instant).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false);
    }
}
