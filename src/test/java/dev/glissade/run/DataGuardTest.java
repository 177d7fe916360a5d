package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.Listening;
import dev.glissade.config.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run says and does about rows and features that are not as they should be. */
class DataGuardTest {

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    private final RunObserver observer = new Listening(said);

    private RunSummary train(String run, Path table, String... overrides) {
        List<String> conf = List.of(
                "data { train = \"" + table + "\", label = y }",
                "model.kind = logistic",
                "learning-rate.initial = 0.1",
                "gradient.batch-size = 8",
                "stop.max-steps = 20",
                "run.dir = \"" + directory.resolve(run) + "\"");
        said.clear();
        return Runs.train(observer, directory, conf, overrides);
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(directory.resolve(name), lines);
    }

    private JsonNode summary(String run) throws IOException {
        return Json.parse(Files.readString(directory.resolve(run).resolve("summary.json")));
    }

    /** 60 good rows of two features. */
    private static List<String> good() {
        SplittableRandom random = new SplittableRandom(8);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        for (int row = 0; row < 60; row++) {
            lines.add("%s,%s,%s".formatted(random.nextDouble(-1, 1), random.nextInt(4), row % 2 == 0 ? "no" : "yes"));
        }
        return lines;
    }

    private static List<String> dirty() {
        List<String> lines = good();
        lines.add(1, "nan,1,no");
        lines.add(20, "1,?,no");
        lines.add(30, "1,inf,other");
        lines.add(40, "1,2,");
        lines.add("1,2");
        return lines;
    }

    @Test
    void aRunWithoutTheBadRowsIsTheRunOnTheGoodOnes() throws IOException {
        Path clean = write("clean.csv", good());
        Path dirty = write("dirty.csv", dirty());
        RunSummary expected = train("clean", clean, "data.validation=0.25", "data.test=" + clean);
        assertThat(summary("clean").has("skippedRows")).isFalse();
        for (int partitions : new int[] {1, 3, 8}) {
            String run = "dirty" + partitions;
            RunSummary skipped = train(
                    run,
                    dirty,
                    "data.on-bad-row=skip",
                    "data.validation=0.25",
                    "data.test=" + dirty,
                    "engine.partitions=" + partitions);
            assertThat(skipped.weightsSha256()).isEqualTo(expected.weightsSha256());
            assertThat(skipped.table().fingerprint()).isEqualTo(expected.table().fingerprint());
            assertThat(skipped.test()).isEqualTo(expected.test());
            assertThat(skipped.validation()).isEqualTo(expected.validation());
        }
        String kinds =
                " skipped 5 of 65 rows: 2 with a feature that is NaN or infinite, 1 with a feature that is missing or no"
                        + " number, 1 with a bad label, 1 in a line that cannot be read; the first: " + dirty
                        + " line 2 column \"a\" is NaN";
        assertThat(said.subList(1, said.size())).containsExactly("data.train:" + kinds, "data.test:" + kinds);
        JsonNode json = summary("dirty3");
        assertThat(json.get("rows").asLong()).isEqualTo(45);
        for (String set : List.of("train", "test")) {
            JsonNode counts = json.get("skippedRows").get(set);
            assertThat(counts.toString())
                    .startsWith(
                            "{\"total\":5,\"notFinite\":2,\"noNumber\":1,\"label\":1,\"weight\":0,\"line\":1,\"first\":");
            assertThat(counts.get("first").asText()).isEqualTo(dirty + " line 2 column \"a\" is NaN");
        }
    }

    @Test
    void whereNoRowIsBadNothingIsSaid() throws IOException {
        train("run", write("clean.csv", good()), "data.on-bad-row=skip");
        assertThat(said).hasSize(1);
        assertThat(summary("run").get("skippedRows").get("train").get("total").asLong())
                .isZero();
        assertThat(summary("run").get("skippedRows").get("train").get("first").isNull())
                .isTrue();
    }

    @Test
    void theConfigurationOfTheRunSaysThatRowsAreSkipped() throws IOException {
        train("run", write("dirty.csv", dirty()), "data.on-bad-row=skip");
        assertThat(Files.readString(directory.resolve("run/config.conf"))).contains("on-bad-row = skip");
    }

    @Test
    void oneNanAmong400000RowsIsFoundBeforeTraining() throws IOException {
        Path table = directory.resolve("large.csv");
        SplittableRandom random = new SplittableRandom(400_000);
        try (BufferedWriter out = Files.newBufferedWriter(table)) {
            out.write("a,b,c,d,y\n");
            for (int row = 0; row < 400_000; row++) {
                String c = row == 234_567 ? "NaN" : Integer.toString(random.nextInt(1000));
                out.write(random.nextInt(1000) + ",0.5," + c + "," + random.nextInt(9) + "," + row % 2 + "\n");
            }
        }
        assertThatThrownBy(() -> train("run", table))
                .isInstanceOf(UserError.class)
                .hasMessage(table + " line 234569 column \"c\" is NaN");
        assertThat(directory.resolve("run")).doesNotExist();
        assertThat(said).isEmpty();
    }

    /** Of features a of about 1, b of about 1, and what the test wants. */
    private Path withFeature(double scale, double share) throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        List<String> lines = new ArrayList<>(List.of("a,b,income,y"));
        for (int row = 0; row < 400; row++) {
            double value = random.nextDouble() < share ? scale * random.nextDouble(0.5, 1.5) : 0;
            lines.add("%s,%s,%s,%d".formatted(random.nextDouble(0.5, 1.5), random.nextDouble(-2, -1), value, row % 2));
        }
        return write("scales.csv", lines);
    }

    private List<String> warnings() {
        return said.stream().filter(line -> line.contains("warning")).toList();
    }

    @Test
    void aFeatureOfWildlyDifferentScaleIsTold() throws IOException {
        train("large", withFeature(1e4, 1), "learning-rate.initial=1e-9");
        assertThat(warnings()).hasSize(1);
        assertThat(warnings().get(0))
                .matches("warning: a feature is of wildly different scale: feature income has a root mean square of"
                        + " 1\\.0\\d*e\\+04, the median feature one of 1\\.\\d+; data.standardize = true brings all to one"
                        + " scale");
        train("rare", withFeature(1e4, 0.01), "learning-rate.initial=1e-9");
        assertThat(warnings()).hasSize(1);
        train("small", withFeature(1e-4, 1));
        assertThat(warnings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.standardize=true",
                "optimizer.kind=adagrad",
                "optimizer.kind=rmsprop",
                "optimizer.kind=adam",
                "optimizer.kind=adamw"
            })
    void unlessSomethingIsDoneAboutIt(String override) throws IOException {
        train("run", withFeature(1e4, 1), override);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void norIsItWhereScalesDifferLittleOrRarely() throws IOException {
        train("little", withFeature(50, 1), "learning-rate.initial=1e-6");
        assertThat(warnings()).isEmpty();
        train("rare", withFeature(1e-4, 0.01));
        assertThat(warnings()).isEmpty();
    }

    /** An indicator has the scale 1 however rare it is, in sparse files and in columns. */
    @Test
    void indicatorsAreAllAlike() throws IOException {
        SplittableRandom random = new SplittableRandom(10);
        List<String> sparse = new ArrayList<>();
        List<String> dense = new ArrayList<>(List.of("a,b,rare,y"));
        for (int row = 0; row < 3000; row++) {
            int value = 2 + random.nextInt(500);
            int rare = row % 1500 == 7 ? 1 : 0;
            sparse.add(row % 2 + " 1:1 " + value + ":1");
            dense.add("1,%d,%d,%d".formatted(value % 2, rare, row % 2));
        }
        train("sparse", write("hot.svm", sparse), "data.label=null");
        assertThat(warnings()).isEmpty();
        train("dense", write("hot.csv", dense));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void theSampleTablesAreNotWarnedOf() {
        Path adult = Path.of(System.getProperty("glissade.home"), "src/main/data/adult/a9a.svm.gz");
        train("adult", adult, "data.label=null");
        assertThat(warnings()).isEmpty();
    }
}
