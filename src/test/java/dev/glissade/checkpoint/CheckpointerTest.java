package dev.glissade.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.files.Directory;
import dev.glissade.files.FragileFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for ever is not to be interrupted
class CheckpointerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private Checkpoints local(String name) throws IOException {
        return new Checkpoints(Directory.at(folder.resolve(name).toString(), new Configuration()), 9);
    }

    private Checkpoints fragile() throws IOException {
        return new Checkpoints(Directory.at("fragile://" + folder, FragileFileSystem.configuration()), 9);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsFlushedIsThere() throws IOException {
        Checkpoints checkpoints = local("");
        try (Checkpointer writer = new Checkpointer(checkpoints, warnings::add)) {
            for (long step : new long[] {5, 6, 7}) {
                writer.save(Samples.at(step));
                assertThat(writer.flush(LONG)).isTrue();
                assertThat(checkpoints.newest(warnings::add)).contains(Samples.at(step));
            }
        }
        assertThat(names()).hasSize(3);
        assertThat(warnings).isEmpty();
    }

    @Test
    void closingWritesWhatWaits() throws IOException {
        Checkpoints checkpoints = local("");
        try (Checkpointer writer = new Checkpointer(checkpoints, warnings::add)) {
            writer.save(Samples.at(5));
        }
        assertThat(checkpoints.newest(warnings::add)).contains(Samples.at(5));
    }

    /** The run never waits; of those that come while one is written, the newest is next. */
    @Test
    void theNewestOfThoseThatWaitIsWritten() throws IOException, InterruptedException {
        Checkpoints checkpoints = fragile();
        Semaphore permits = new Semaphore(0);
        FragileFileSystem.waitsFor(permits);
        try (Checkpointer writer = new Checkpointer(checkpoints, warnings::add)) {
            writer.save(Samples.at(1));
            until(permits::hasQueuedThreads);
            writer.save(Samples.at(2));
            writer.save(Samples.at(3));
            assertThat(writer.flush(Duration.ofMillis(50))).isFalse();
            permits.release(9);
            assertThat(writer.flush(LONG)).isTrue();
        }
        assertThat(names()).containsExactly("checkpoint-000001-step-1", "checkpoint-000002-step-3");
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void whatCannotBeWrittenIsToldAndTheRestIs() throws IOException {
        Checkpoints checkpoints = fragile();
        try (Checkpointer writer = new Checkpointer(checkpoints, warnings::add)) {
            FragileFileSystem.fullAfter(50);
            writer.save(Samples.at(1));
            assertThat(writer.flush(LONG)).isTrue();
            FragileFileSystem.fullAfter(Long.MAX_VALUE);
            writer.save(Samples.at(2));
        }
        assertThat(warnings)
                .containsExactly(
                        "no checkpoint of step 1 could be written in fragile:" + folder + ": No space left on device");
        assertThat(checkpoints.newest(warnings::add)).contains(Samples.at(2));
    }

    /** A file is in the way. */
    @Test
    void aDirectoryThatCannotBeMadeIsTold() throws IOException {
        Checkpoints checkpoints = local("file/checkpoints");
        Files.createFile(folder.resolve("file"));
        try (Checkpointer writer = new Checkpointer(checkpoints, warnings::add)) {
            writer.save(Samples.at(1));
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("no checkpoint of step 1 could be written in " + folder.resolve("file/checkpoints") + ": ");
    }

    /** Whatever fails: whoever flushes must not wait for a thread that is no more. */
    @Test
    void anErrorEndsNeitherTheThreadNorTheWait() throws IOException {
        Checkpoints checkpoints = fragile();
        FragileFileSystem.waitsFor(new Failing());
        try (Checkpointer writer = new Checkpointer(checkpoints, warnings::add)) {
            writer.save(Samples.at(1));
            assertThat(writer.flush(LONG)).isTrue();
            FragileFileSystem.waitsFor(new Semaphore(9));
            writer.save(Samples.at(2));
        }
        assertThat(warnings).singleElement().asString().endsWith(": java.lang.OutOfMemoryError: too large");
        assertThat(names()).containsExactly("checkpoint-000001-step-2");
    }

    /** In place of a wait. */
    private static final class Failing extends Semaphore {
        private static final long serialVersionUID = 1L;

        Failing() {
            super(0);
        }

        @Override
        public void acquireUninterruptibly() {
            throw new OutOfMemoryError("too large");
        }
    }

    @Test
    void noThreadIsLeft() throws IOException, InterruptedException {
        long before = threads();
        Checkpointer writer = new Checkpointer(local(""), warnings::add);
        assertThat(threads()).isEqualTo(before + 1);
        writer.save(Samples.at(1));
        writer.close();
        writer.close();
        until(() -> threads() == before);
        assertThat(names()).hasSize(1);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("checkpoints"))
                .count();
    }

    @Test
    void anInterruptedThreadWaitsOnAndStaysInterrupted() throws IOException {
        Checkpoints checkpoints = local("");
        try (Checkpointer writer = new Checkpointer(checkpoints, warnings::add)) {
            Thread.currentThread().interrupt();
            writer.save(Samples.at(1));
            assertThat(writer.flush(LONG)).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(checkpoints.newest(warnings::add)).contains(Samples.at(1));
    }
}
