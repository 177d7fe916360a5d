package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glissade.Listening;
import dev.glissade.config.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes holds no secret, and what a saved model says leads nowhere else. */
class SafeFilesTest {

    private static final String SECRET = "hunter2-of-joe";

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void train() throws IOException {
        Files.write(directory.resolve("table.csv"), List.of("x,y", "1,2", "2,4", "3,6.5"));
        List<String> lines = List.of(
                "data { train = \"%s\", label = y, slices = 2 }".formatted(directory.resolve("table.csv")),
                "model.kind = linear",
                "learning-rate.initial = 0.01",
                "stop.max-steps = 3",
                "run.dir = \"%s\"".formatted(directory.resolve("run")));
        Runs.train(
                new Listening(said),
                directory,
                lines,
                "spark.hadoop.fs.s3a.secret.key=" + SECRET,
                "spark.executor.extraJavaOptions=-Dmy.password=" + SECRET,
                "spark.some.url=https://joe:" + SECRET + "@host/x",
                "spark.redaction.regex=Shibboleth",
                "spark.my.Shibboleth=" + SECRET);
    }

    @Test
    void noFileAndNoLineOfARunShowsASecret() throws IOException {
        int files = 0;
        try (Stream<Path> all = Files.walk(directory.resolve("run"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files++;
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
        assertThat(files).isGreaterThanOrEqualTo(5);
        assertThat(said).isNotEmpty().noneMatch(line -> line.contains(SECRET));
        assertThat(Files.readString(directory.resolve("run/config.conf")))
                .contains("\"hadoop.fs.s3a.secret.key\" = \"(hidden)\"")
                .contains("\"my.Shibboleth\" = \"(hidden)\"");
        assertThat(Files.readString(directory.resolve("run/model/model.json"))).contains("(hidden)");
    }

    /** The name of the file of parameters is there for other readers; no path is ever made of it. */
    @Test
    void aModelLeadsToNoFileOutsideOfItsDirectory() throws IOException {
        Path model = directory.resolve("run/model");
        SavedModel whole = read(model);
        Files.write(directory.resolve("run/elsewhere.bin"), new byte[16]);
        edit(model, header -> ((ObjectNode) header.get("parameters")).put("file", "../elsewhere.bin"));
        assertThat(read(model).parameters()).isEqualTo(whole.parameters());

        Files.move(model.resolve("parameters.bin"), directory.resolve("run/moved.bin"));
        edit(model, header -> ((ObjectNode) header.get("parameters")).put("file", "../moved.bin"));
        assertThatThrownBy(() -> read(model))
                .isInstanceOf(UserError.class)
                .hasMessage("%s: parameters.bin is missing".formatted(model));
    }

    @Test
    void aModelIsDataAndNamesNoOtherClass() throws IOException {
        Path model = directory.resolve("run/model");
        edit(model, header -> header.put("loss", "java.lang.ProcessBuilder").put("@class", "java.lang.ProcessBuilder"));
        assertThatThrownBy(() -> read(model))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "model.loss = java.lang.ProcessBuilder: this class is no PointwiseLoss or RowObjective");

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(List.of("serialized"));
        }
        Files.write(model.resolve("model.json"), bytes.toByteArray());
        assertThatThrownBy(() -> read(model)).isInstanceOf(UserError.class).hasMessageContaining("model.json is not");
    }

    private interface Edit {
        void change(ObjectNode header);
    }

    private static void edit(Path model, Edit edit) throws IOException {
        Path file = model.resolve("model.json");
        ObjectNode header = (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
        edit.change(header);
        header.put("headerSha256", "0".repeat(64)); // whoever changes it can seal it again
        Files.write(file, ModelHeader.sealed(header.toPrettyString()));
    }

    private static SavedModel read(Path model) {
        return SavedModel.read(model.toString(), new Configuration());
    }
}
