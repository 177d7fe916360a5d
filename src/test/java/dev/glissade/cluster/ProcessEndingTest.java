package dev.glissade.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stand-ins that tell by files when they ended. */
@Timeout(60)
class ProcessEndingTest {

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private ClusterProcess process(String role, String whenAsked) throws IOException, InterruptedException {
        String script = "trap '%s; exit' TERM; touch ready-%s; while :; do sleep 0.05; done".formatted(whenAsked, role);
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .start();
        started.add(process);
        while (!directory.resolve("ready-" + role).toFile().exists()) {
            Thread.sleep(5);
        }
        return ClusterProcess.of(role, process.toHandle(), directory.resolve("log"));
    }

    @Test
    void theMasterHasEndedBeforeWorkersAreAsked() throws IOException, InterruptedException {
        ClusterProcess worker = process("worker-1", "[ -e master-ended ] && touch worker-ended-later");
        ClusterProcess master = process("master", "sleep 0.5; touch master-ended");

        ProcessEnding.end(List.of(worker, master));

        assertThat(master.isRunning()).isFalse();
        assertThat(worker.isRunning()).isFalse();
        assertThat(directory.resolve("worker-ended-later")).exists();
    }
}
