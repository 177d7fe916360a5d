package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.Listening;
import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.run.Json;
import dev.glissade.run.RunObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A study of a small table, and what it leaves. */
final class SmallStudy {

    private final String name;
    private final Path folder;
    private final String text;
    private final List<String> said = new ArrayList<>();

    private final RunObserver observer = new Listening(said);

    /**
     * @param name of the study
     * @param folder where the table is, as rows.csv with labels y, and where the study's directory will be
     * @param text the rest of its configuration
     */
    SmallStudy(String name, Path folder, String text) {
        this.name = name;
        this.folder = folder;
        this.text = text;
    }

    Configuration configuration(String... overrides) {
        return new ConfigurationLoader(ModelKind.names())
                .loadText(
                        """
                        data { train = "%s", label = y }
                        run.dir = "%s"
                        """.formatted(folder.resolve("rows.csv"), directory()) + text,
                        "the test's configuration",
                        List.of(overrides));
    }

    Path directory() {
        return folder.resolve("study");
    }

    void run(String... overrides) throws IOException {
        said.clear();
        new StudyRun(name, configuration(overrides)).execute(SharedSpark.session(), observer);
    }

    List<String> said() {
        return said;
    }

    JsonNode verdicts() throws IOException {
        return Json.parse(Files.readString(directory().resolve("study.json")));
    }

    String report() throws IOException {
        return Files.readString(directory().resolve("report.html"));
    }

    /** The table: its head, then its rows. */
    List<List<String>> table() throws IOException {
        return Files.readAllLines(directory().resolve("study.csv")).stream()
                .map(line -> Arrays.asList(line.split(",", -1)))
                .toList();
    }

    void forget(String file) throws IOException {
        Files.delete(directory().resolve(file));
    }

    List<String> pictures() throws IOException {
        try (var pictures = Files.list(directory().resolve("plots"))) {
            return pictures.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
