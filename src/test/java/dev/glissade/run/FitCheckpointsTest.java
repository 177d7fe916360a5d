package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.checkpoint.Checkpoint;
import dev.glissade.config.CheckpointSettings;
import dev.glissade.files.Directory;
import dev.glissade.files.FragileFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the states of fits are; that fits go on from them is seen by {@code CheckpointTest} of {@code ml}. */
class FitCheckpointsTest {

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    private Optional<FitCheckpoints> open() throws IOException {
        Directory directory = Directory.at("fragile://" + folder, FragileFileSystem.configuration());
        Checkpoint.Run run = new Checkpoint.Run(Version.current(), "rows", Map.of(), 10, Optional.empty());
        return FitCheckpoints.open(CheckpointSettings.defaults(), new FitCheckpoints.Place(directory, run), lines::add);
    }

    @Test
    void aMarkThatCannotBeTakenAwayIsNoReasonToFail() throws IOException {
        FitCheckpoints checkpoints = open().orElseThrow();
        assertThat(open()).as("the same at the same time").isEmpty();
        FragileFileSystem.unreadable(true);
        checkpoints.close();
        assertThat(lines).singleElement().asString().contains(folder.toString(), "Input/output error");
        Files.delete(folder.resolve("owner.json"));
        try (FitCheckpoints again = open().orElseThrow()) {
            assertThat(again.newest()).isEmpty();
        }
    }
}
