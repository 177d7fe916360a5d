package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.SharedSpark;
import dev.glissade.config.UserError;
import dev.glissade.linalg.DenseVector;
import dev.glissade.training.StopReason.Kind;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs from a configuration to a run directory. */
class TrainingRunTest {

    @TempDir
    private Path directory;

    private List<String> conf;

    /** y = 2a − b + 1 without noise. */
    @BeforeEach
    void writeTable() throws IOException {
        List<String> lines = new ArrayList<>(List.of("a,b,y,kind"));
        for (int i = 0; i < 60; i++) {
            double a = (i % 7 - 3) / 3.0;
            double b = (i % 11 - 5) / 5.0;
            lines.add("%s,%s,%s,%s".formatted(a, b, 2 * a - b + 1, i % 2 == 0 ? "even" : "odd"));
        }
        Path table = Files.write(directory.resolve("table.csv"), lines);
        conf = List.of(
                "data { train = \"" + table + "\", label = y, features = [a, b] }",
                "model.kind = linear",
                "learning-rate.initial = 0.5",
                "gradient.kind = full",
                "run.dir = \"" + directory.resolve("run") + "\"");
    }

    @Test
    void aLineIsFoundAndItsMetricsSayExactlyThat() throws IOException {
        RunSummary summary =
                Runs.train(directory, conf, "stop.max-steps=400", "data.test=" + directory.resolve("table.csv"));
        DenseVector weights = summary.result().weights();
        assertThat(weights.toArray()).containsExactly(new double[] {2, -1, 1}, Offset.offset(1e-9));
        assertThat(summary.test().orElseThrow().metrics().keySet()).containsExactly("rmse", "mae", "r2");
        assertThat(summary.test().orElseThrow().metrics().get("rmse")).isLessThan(1e-9);
        assertThat(summary.test().orElseThrow().metrics().get("r2")).isGreaterThan(1 - 1e-12);
        JsonNode json = Json.parse(Files.readString(directory.resolve("run/summary.json")));
        assertThat(json.get("stopReason").asText()).isEqualTo("max-steps");
        assertThat(json.get("steps").asLong()).isEqualTo(400);
        assertThat(json.get("epochs").asDouble()).isEqualTo(400);
        assertThat(json.get("rows").asLong()).isEqualTo(60);
        assertThat(json.get("features").asInt()).isEqualTo(2);
    }

    @Test
    void theResolvedConfigurationRepeatsTheRun() throws IOException {
        RunSummary first = Runs.train(directory, conf, "stop.max-steps=7");
        List<String> resolved = Files.readAllLines(directory.resolve("run/config.conf"));
        RunSummary second = Runs.train(directory, resolved, "run.dir=" + directory.resolve("again"));
        assertThat(second.weightsSha256()).isEqualTo(first.weightsSha256());
    }

    @Test
    void aSavedModelIsReadBackAsItWas() {
        RunSummary summary = Runs.train(directory, conf, "stop.max-steps=7");
        SavedModel saved = SavedModel.read(directory.resolve("run").toString(), new Configuration());
        assertThat(saved.parameters()).isEqualTo(summary.result().weights());
        assertThat(saved.family().kind()).contains("linear");
        assertThat(saved.columns().names()).containsExactly("a", "b");
        assertThat(saved.columns().label()).contains("y");
    }

    @Test
    void aDamagedModelIsRefused() throws IOException {
        Runs.train(directory, conf, "stop.max-steps=2");
        Path parameters = directory.resolve("run/model/parameters.bin");
        byte[] bytes = Files.readAllBytes(parameters);
        bytes[3] ^= 1;
        Files.write(parameters, bytes);
        assertThatThrownBy(() -> SavedModel.read(directory.resolve("run").toString(), new Configuration()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("parameters.bin")
                .hasMessageContaining("checksum");
        Files.writeString(directory.resolve("run/model/model.json"), "{ \"format\": ");
        assertThatThrownBy(() -> SavedModel.read(directory.resolve("run").toString(), new Configuration()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("model.json is not JSON");
        assertThatThrownBy(() -> SavedModel.read(directory.resolve("none").toString(), new Configuration()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no such model directory");
    }

    @Test
    void anEvaluationRefusesAClassThatTheModelDoesNotKnow() throws IOException {
        Runs.train(directory, conf, "model.kind=logistic", "data.label=kind", "stop.max-steps=2");
        SavedModel saved = SavedModel.read(directory.resolve("run").toString(), new Configuration());
        Path other = Files.writeString(directory.resolve("other.csv"), "a,b,kind\n1,2,even\n1,2,strange\n");
        ModelTables tables = new ModelTables(SharedSpark.session(), saved);
        assertThatThrownBy(() -> tables.labelled(other.toString(), Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("other.csv line 3")
                .hasMessageContaining("strange");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.train=nowhere.csv | nowhere.csv does not exist",
                "data.test=nowhere.csv | nowhere.csv does not exist",
                "data.label=z | no column \"z\" (data.label)",
                "gradient.kind=mini-batch gradient.batch-size=61 | gradient.batch-size = 61: the training set has only 60 rows",
                "model.initial-weights=[1,2] | model.initial-weights: a list of 2 numbers, but the model has 3 parameters",
                "model.kind=logistic | classes",
                "model.kind=logistic data.label=kind data.features=[a,zz] | no column \"zz\" (data.features)",
            })
    void badInputIsOneLineAndLeavesNoRunDirectory(String overrides, String message) {
        assertThatThrownBy(() -> Runs.train(directory, conf, overrides.split(" ", -1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(directory.resolve("run")).doesNotExist();
    }

    @Test
    void aDirectoryTakenWhileTheDataIsReadIsLeftAlone() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("run")).resolve("config.conf");
        RunObserver other = new RunObserver() {
            @Override
            public void say(String line) {
                try {
                    Files.writeString(taken, "another run's");
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }

            @Override
            public TrainingListener training(long maxSteps) {
                return state -> {};
            }

            @Override
            public void trained() {}
        };
        assertThatThrownBy(() -> Runs.train(other, directory, conf, "stop.max-steps=2"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("run.dir");
        assertThat(taken).hasContent("another run's");
    }

    @Test
    void everyStopRuleEndsARun() {
        assertThat(stop("stop.max-steps=3")).isEqualTo(Kind.MAX_STEPS);
        assertThat(stop("stop.max-epochs=3")).isEqualTo(Kind.MAX_EPOCHS);
        assertThat(stop("stop.max-seconds=0.2")).isEqualTo(Kind.MAX_SECONDS);
        assertThat(stop("stop.target-objective=0.01")).isEqualTo(Kind.TARGET_OBJECTIVE);
        assertThat(stop("learning-rate.initial=50")).isEqualTo(Kind.DIVERGED);
    }

    private int runs;

    private Kind stop(String override) {
        return Runs.train(directory, conf, override, "run.dir=" + directory.resolve("run" + runs++))
                .result()
                .stopReason()
                .kind();
    }
}
