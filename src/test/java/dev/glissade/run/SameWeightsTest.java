package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One configuration, one model, to the last bit. */
class SameWeightsTest {

    private static final String SAMPLINGS = "epoch-shuffle without-replacement with-replacement bernoulli";

    @TempDir
    private static Path shared;

    private static String sparse;
    private static String dense;

    @TempDir
    private Path directory;

    private int runs;

    @BeforeAll
    static void writeTables() throws IOException {
        sparse = write(shared.resolve("sparse.svm"), adult(2_000));
        dense = write(shared.resolve("dense.csv"), denseCsv(1_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoch-shuffle", "without-replacement", "with-replacement", "bernoulli"})
    void partitionsAndDepthsChangeNothing(String sampling) {
        for (boolean isSparse : new boolean[] {true, false}) {
            List<String> conf = isSparse ? sparseRun(sampling) : denseRun(sampling);
            String expected = hash(conf, "engine.partitions=1");
            for (String partitions : new String[] {"2", "3", "8", "64"}) {
                assertThat(hash(conf, "engine.partitions=" + partitions))
                        .as("%s, %s partitions", conf, partitions)
                        .isEqualTo(expected);
            }
            for (String depth : new String[] {"1", "2", "3"}) {
                assertThat(hash(conf, "engine.partitions=8", "engine.aggregation-depth=" + depth))
                        .as("%s, depth %s", conf, depth)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"epoch-shuffle", "without-replacement", "with-replacement", "bernoulli"})
    void theTablesOrderFilesAndFormatChangeNothing(String sampling) throws IOException {
        String expected = hash(sparseRun(sampling));
        for (String same : sameTables()) {
            assertThat(hash(sparseRun(sampling), "data.train=" + same))
                    .as("%s, %s", same, sampling)
                    .isEqualTo(expected);
        }
        String expectedDense = hash(denseRun(sampling));
        assertThat(hash(denseRun(sampling), "data.train=" + denseParquet()))
                .as("dense Parquet")
                .isEqualTo(expectedDense);
    }

    /** Adult is all ones. The dense table's values are no floats, so to round them changes the weights. */
    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void storageThatLosesNothingChangesNothing(String standardize) {
        String scaled = "data.standardize=" + standardize;
        for (List<String> conf : List.of(sparseRun("epoch-shuffle"), denseRun("epoch-shuffle"))) {
            assertThat(hash(conf, scaled, "data.storage=auto")).isEqualTo(hash(conf, scaled, "data.storage=float64"));
        }
        assertThat(hash(denseRun("epoch-shuffle"), scaled, "data.storage=float32"))
                .isNotEqualTo(hash(denseRun("epoch-shuffle"), scaled));
    }

    @Test
    void anotherSeedAnotherSamplingAndAnotherTableChangeTheWeights() throws IOException {
        List<String> hashes = new ArrayList<>();
        for (String sampling : SAMPLINGS.split(" ", -1)) {
            hashes.add(hash(sparseRun(sampling)));
        }
        hashes.add(hash(sparseRun("epoch-shuffle"), "seed=6"));
        hashes.add(hash(sparseRun("epoch-shuffle"), "data.shuffle-seed=1"));
        List<String> fewer = adult(2_000).subList(0, 1_999);
        String table = write(shared.resolve("fewer.svm"), fewer);
        hashes.add(hash(sparseRun("epoch-shuffle"), "data.train=" + table));
        assertThat(hashes).doesNotHaveDuplicates();
    }

    private static List<String> sparseRun(String sampling) {
        return List.of(
                "data { train = \"" + sparse + "\", num-features = 123 }",
                "model.kind = logistic",
                "seed = 5",
                "penalty { l1 = 1e-4, l2 = 1e-3 }",
                "gradient { batch-size = 37, sampling = " + sampling + " }",
                "optimizer.kind = momentum",
                "learning-rate { initial = 0.05, decay = cosine, warmup = 5 }",
                "stop.max-steps = 25");
    }

    private static List<String> denseRun(String sampling) {
        return List.of(
                "data { train = \"" + dense + "\", label = kind, weight = importance }",
                "model.kind = softmax",
                "seed = 5",
                "penalty.l2 = 1e-3",
                "gradient { batch-size = 100, sampling = " + sampling + " }",
                "optimizer.kind = nesterov",
                "learning-rate { initial = 0.1, decay = inverse-sqrt }",
                "stop.max-steps = 25");
    }

    private String hash(List<String> conf, String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("run.dir=" + directory.resolve("run" + runs++));
        return Runs.train(directory, conf, all.toArray(String[]::new)).weightsSha256();
    }

    private static List<String> sameTables() throws IOException {
        List<String> lines = adult(2_000);
        List<String> reversed = new ArrayList<>(lines);
        Collections.reverse(reversed);
        Path split = Files.createDirectories(shared.resolve("split"));
        for (int part = 0; part < 7; part++) {
            int from = part * part * lines.size() / 49;
            int to = (part + 1) * (part + 1) * lines.size() / 49;
            write(split.resolve("part%d.svm".formatted(part)), lines.subList(from, to));
        }
        String parquet = shared.resolve("sparse.parquet").toString();
        SharedSpark.session()
                .read()
                .format("libsvm")
                .option("numFeatures", "123")
                .load(sparse)
                .repartition(5)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(parquet);
        return List.of(write(shared.resolve("reversed.svm"), reversed), split + "/*.svm", parquet);
    }

    private static String denseParquet() {
        String path = shared.resolve("dense.parquet").toString();
        SharedSpark.session()
                .read()
                .option("header", "true")
                .option("inferSchema", "true")
                .csv(dense)
                .repartition(3)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(path);
        return path;
    }

    /** The first rows of the Adult set. */
    private static List<String> adult(int rows) throws IOException {
        Path file = Path.of(System.getProperty("glissade.home"), "src/main/data/adult/a9a.svm.gz");
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().limit(rows).toList();
        }
    }

    private static List<String> denseCsv(int rows) {
        SplittableRandom random = new SplittableRandom(11);
        List<String> lines = new ArrayList<>(List.of("importance,kind,a,b,c,d,e"));
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            line.append(0.25 * random.nextInt(1, 8)).append(',').append("red green blue".split(" ", -1)[row % 3]);
            for (int column = 0; column < 5; column++) {
                line.append(',').append(random.nextDouble(-1, 1) + row % 3 * 0.2);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String write(Path file, List<String> lines) throws IOException {
        Files.write(file, lines);
        return file.toString();
    }
}
