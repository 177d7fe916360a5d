package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A saved model is read as it was written, or refused in one line. */
class SavedModelTest {

    private static final String HEADER = "model.json";
    private static final String PARAMETERS = "parameters.bin";

    @TempDir
    private Path directory;

    private Configuration hadoop;
    private SavedModel saved;

    @BeforeEach
    void write() throws IOException {
        hadoop = new Configuration();
        saved = model("huber", 1.5, 0.25, -3);
        saved.write(Directory.at(directory.toString(), hadoop));
    }

    private static SavedModel model(String kind, double... parameters) {
        SavedModel.Columns columns = new SavedModel.Columns(
                Optional.of("größe \"\\"), Optional.empty(), List.of("a", "b"), List.of("a", "b"));
        boolean huber = kind.equals("huber");
        return new SavedModel(
                new ModelFamily(Optional.of(kind), Optional.empty(), huber ? Optional.of(0.1) : Optional.empty()),
                huber ? LabelCoding.regression() : LabelCoding.classes(LabelKind.BINARY, List.of("no", "yes")),
                columns,
                Optional.empty(),
                2,
                true,
                DenseVector.of(parameters),
                Map.of("configuration", "x = \"headerSha256\" : \"0\"\n"));
    }

    private Path file(String name) {
        return directory.resolve("model").resolve(name);
    }

    private SavedModel read() {
        return SavedModel.read(directory.toString(), hadoop);
    }

    private void assertRefused(String change) {
        Throwable refused = catchThrowable(this::read);
        assertThat(refused).as(change).isInstanceOf(UserError.class);
        assertThat(refused.getMessage())
                .as(change)
                .startsWith(directory.toString())
                .doesNotContain("\n");
    }

    @Test
    void asItWasWritten() throws IOException {
        assertThat(read()).isEqualTo(saved);
        Path other = Files.createDirectory(directory.resolve("other"));
        SavedModel logistic = model("logistic", 1, 2, 3);
        logistic.write(Directory.at(other.toString(), hadoop));
        assertThat(SavedModel.read(other.resolve("model").toString(), hadoop)).isEqualTo(logistic);
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, PARAMETERS})
    void noFlippedBitGoesUnnoticed(String name) throws IOException {
        byte[] whole = Files.readAllBytes(file(name));
        SplittableRandom random = new SplittableRandom(1);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            int bit = random.nextInt(8);
            changed[at] ^= (byte) (1 << bit);
            Files.write(file(name), changed);
            assertRefused("bit %d of byte %d of %s".formatted(bit, at, name));
        }
        Files.write(file(name), whole);
        assertThat(read()).isEqualTo(saved);
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, PARAMETERS})
    void norIsOneCutOffOrTooLong(String name) throws IOException {
        byte[] whole = Files.readAllBytes(file(name));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(name), Arrays.copyOf(whole, length));
            assertRefused("%d bytes of %s".formatted(length, name));
        }
        for (int more : new int[] {1, 8, 1000}) {
            Files.write(file(name), Arrays.copyOf(whole, whole.length + more));
            assertRefused("%d bytes too many in %s".formatted(more, name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, PARAMETERS})
    void norIsOneMissingOrOfAnotherModel(String name) throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        model("huber", 1.5, 0.25, -4).write(Directory.at(other.toString(), hadoop));
        Files.copy(other.resolve("model").resolve(name), file(name), StandardCopyOption.REPLACE_EXISTING);
        assertRefused(name + " of another model");
        Files.delete(file(name));
        assertRefused("no " + name);
        Files.createDirectory(file(name));
        assertRefused("a directory in the place of " + name);
    }

    /** What a well-meaning hand changes is refused as what an unlucky disk does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"huberDelta\" : 0.1|\"huberDelta\" : 0.10",
                "\"featureNames\" : [ \"a\", \"b\" ]|\"featureNames\" : [ \"b\", \"a\" ]",
                "\"intercept\" : true|\"intercept\" : false",
                "\"kind\" : \"huber\"|\"kind\" : \"linear\"",
                "\"formatVersion\" : 1|\"formatVersion\" : 2",
                "\"weightColumn\" : null|\"weightColumn\" : \"w\"",
                "{|{ "
            })
    void norIsAHeaderThatWasEdited(String change) throws IOException {
        String header = Files.readString(file(HEADER), StandardCharsets.UTF_8);
        String[] parts = change.split("\\|", -1);
        assertThat(header).contains(parts[0]);
        Files.writeString(file(HEADER), header.replace(parts[0], parts[1]), StandardCharsets.UTF_8);
        assertRefused(change);
    }
}
