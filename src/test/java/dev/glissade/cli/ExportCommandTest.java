package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.run.SavedModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved model is exported as a new file, or one line says why not and nothing is left. */
class ExportCommandTest {

    @TempDir
    private Path directory;

    private Path model;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        model = directory.resolve("run");
        SavedModels.write(
                SavedModels.any("logistic", List.of("no", "yes"), Optional.of("y"), List.of("a", "b"), 2), model);
        out = directory.resolve("new/model.pmml");
    }

    private void assertRefused(String message, String... arguments) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = Main.run(arguments, new PrintStream(errors, true, StandardCharsets.UTF_8));
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("glissade: " + message + "\n");
        assertThat(status).isEqualTo(2);
    }

    private static int export(Path model, Path out, String... more) {
        String[] words = Stream.concat(
                        Stream.of("export", "--model", model.toString(), "--out", out.toString()), Stream.of(more))
                .toArray(String[]::new);
        return Main.run(words, System.err);
    }

    @Test
    void writesOneFile() throws IOException {
        assertThat(export(model, out)).isZero();
        assertThat(Files.readString(out))
                .startsWith("<?xml")
                .contains("<RegressionModel")
                .endsWith("</PMML>\n");
        try (Stream<Path> files = Files.list(out.getParent())) {
            assertThat(files).containsExactly(out);
        }
        Path again = directory.resolve("again.pmml");
        assertThat(export(model.resolve("model"), again, "--format", "PMML")).isZero();
        assertThat(again).hasSameBinaryContentAs(out);
    }

    @Test
    void neverOverwrites() throws IOException {
        Path taken = Files.writeString(directory.resolve("taken.pmml"), "mine");
        assertRefused(
                "--out %s: exists already; an export never overwrites anything".formatted(taken),
                "export",
                "--model",
                model.toString(),
                "--out",
                taken.toString());
        assertThat(taken).hasContent("mine");
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        Path missing = directory.resolve("missing");
        assertRefused(
                missing + ": no such model directory",
                "export",
                "--model",
                missing.toString(),
                "--out",
                out.toString());
        assertRefused(
                "Missing required option: '--out=FILE' (see glissade export --help)",
                "export",
                "--model",
                model.toString());
        assertRefused(
                "Invalid value for option '--format': expected one of [PMML] (case-insensitive) but was 'onnx' (see glissade export --help)",
                "export",
                "--model",
                model.toString(),
                "--out",
                out.toString(),
                "--format",
                "onnx");
        Path inFile = Files.writeString(directory.resolve("file"), "x").resolve("model.pmml");
        assertRefused(
                "--out %s: cannot be written: %s is a file".formatted(inFile, inFile.getParent()),
                "export",
                "--model",
                model.toString(),
                "--out",
                inFile.toString());
        assertThat(out.getParent()).doesNotExist();
    }

    /** Also where its class is not at hand. */
    @Test
    void refusesALossOfTheUsers() throws IOException {
        Path own = directory.resolve("own");
        SavedModels.write(SavedModels.ofUser("com.example.Mine", 2), own);
        assertRefused(
                "model.loss = com.example.Mine: PMML knows no losses of one's own; only the kinds of model.kind can be exported",
                "export",
                "--model",
                own.toString(),
                "--out",
                out.toString());
        assertThat(out.getParent()).doesNotExist();
    }
}
