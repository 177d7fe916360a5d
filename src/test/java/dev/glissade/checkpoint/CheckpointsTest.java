package dev.glissade.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.files.Directory;
import dev.glissade.files.FragileFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Checkpoints checkpoints(int keep) throws IOException {
        return new Checkpoints(Directory.at(folder.resolve("all").toString(), new Configuration()), keep);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("all"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path file(String name) {
        return folder.resolve("all").resolve(name);
    }

    @Test
    void aDirectoryThatIsNotThereHasNone() throws IOException {
        assertThat(checkpoints(3).isEmpty()).isTrue();
        assertThat(checkpoints(3).newest(warnings::add)).isEmpty();
        assertThat(warnings).isEmpty();
        assertThat(folder.resolve("all")).doesNotExist();
    }

    @Test
    void keepsTheNewest() throws IOException {
        Checkpoints checkpoints = checkpoints(2);
        for (long step : new long[] {0, 7, 14, 21}) {
            checkpoints.add(Samples.at(step));
            assertThat(checkpoints.newest(warnings::add)).contains(Samples.at(step));
        }
        assertThat(names()).containsExactly("checkpoint-000003-step-14", "checkpoint-000004-step-21");
        assertThat(checkpoints.isEmpty()).isFalse();
        checkpoints(1).add(Samples.at(28)); // counted on by the next process, which keeps fewer
        assertThat(names()).containsExactly("checkpoint-000005-step-28");
        assertThat(warnings).isEmpty();
    }

    /** The newest is the one that was written last, not the one of the highest step. */
    @Test
    void aRunThatWentBackCountsOn() throws IOException {
        Checkpoints checkpoints = checkpoints(2);
        for (long step : new long[] {90, 100, 30}) {
            checkpoints.add(Samples.at(step));
        }
        assertThat(names()).containsExactly("checkpoint-000002-step-100", "checkpoint-000003-step-30");
        assertThat(checkpoints(2).newest(warnings::add)).contains(Samples.at(30));
        Files.createFile(file("checkpoint-1000000-step-1")); // past six digits, in order of the numbers
        checkpoints(3).add(Samples.at(40));
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "checkpoint-000003-step-30", "checkpoint-1000000-step-1", "checkpoint-1000001-step-40");
    }

    @Test
    void whatIsBrokenIsPassedByWithAWarningEach() throws IOException {
        Checkpoints checkpoints = checkpoints(9);
        for (long step : new long[] {10, 20, 30, 40, 50}) {
            checkpoints.add(Samples.at(step));
        }
        byte[] whole = Files.readAllBytes(file("checkpoint-000003-step-30"));
        Files.write(file("checkpoint-000003-step-30"), Arrays.copyOf(whole, whole.length - 1));
        Files.writeString(file("checkpoint-000004-step-40"), "something else altogether");
        Files.write(file("checkpoint-000005-step-50"), new byte[0]);
        assertThat(checkpoints.newest(warnings::add)).contains(Samples.at(20));
        assertThat(warnings)
                .containsExactly(
                        file("checkpoint-000005-step-50") + " is skipped: empty",
                        file("checkpoint-000004-step-40") + " is skipped: not a checkpoint",
                        file("checkpoint-000003-step-30") + " is skipped: its checksum is wrong: cut off, or damaged");
        Files.write(file("checkpoint-000001-step-10"), whole); // its name does not count, its content does
        Files.delete(file("checkpoint-000002-step-20"));
        assertThat(checkpoints.newest(line -> {})).contains(Samples.at(30));
    }

    @Test
    void nothingElseThereIsTouched() throws IOException {
        Checkpoints checkpoints = checkpoints(1);
        checkpoints.add(Samples.at(1));
        List<String> others = List.of(
                "checkpoint-000009-step-9.part",
                "checkpoint-x-step-9",
                "checkpoint-000009-step-",
                "notes",
                "checkpoint-1234567890123456789-step-1");
        for (String other : others) {
            Files.createFile(file(other));
        }
        Files.createDirectory(file("checkpoint-000008-step-8"));
        assertThat(checkpoints(1).newest(warnings::add)).contains(Samples.at(1));
        assertThat(warnings).isEmpty();
        checkpoints(1).add(Samples.at(2));
        assertThat(names()).containsAll(others).contains("checkpoint-000008-step-8", "checkpoint-000002-step-2");
    }

    /** A half that a machine left is in nobody's way when its number comes. */
    @Test
    void aHalfIsWrittenOver() throws IOException {
        Files.createDirectories(folder.resolve("all"));
        Files.writeString(file("checkpoint-000001-step-5.part"), "half");
        checkpoints(1).add(Samples.at(5));
        assertThat(names()).containsExactly("checkpoint-000001-step-5");
        assertThat(checkpoints(1).newest(warnings::add)).contains(Samples.at(5));
    }

    @Test
    void aFullDiskLeavesThoseThatAreThere() throws IOException {
        Configuration hadoop = FragileFileSystem.configuration();
        Directory directory = Directory.at("fragile://" + folder.resolve("all"), hadoop);
        Checkpoints checkpoints = new Checkpoints(directory, 1);
        checkpoints.add(Samples.at(1));
        FragileFileSystem.fullAfter(100);
        assertThatThrownBy(() -> checkpoints.add(Samples.at(2)))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertThat(checkpoints.newest(warnings::add)).contains(Samples.at(1));
        FragileFileSystem.fullAfter(Long.MAX_VALUE);
        checkpoints.add(Samples.at(3));
        assertThat(checkpoints.newest(warnings::add)).contains(Samples.at(3));
        assertThat(warnings).isEmpty();
    }

    @Test
    void severalMayBeEqual() throws IOException {
        checkpoints(2).add(Samples.at(4));
        checkpoints(2).add(Samples.at(4));
        assertThat(names()).containsExactly("checkpoint-000001-step-4", "checkpoint-000002-step-4");
        assertThat(checkpoints(2).newest(warnings::add)).isEqualTo(Optional.of(Samples.at(4)));
    }
}
