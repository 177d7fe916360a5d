package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.Listening;
import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.data.OrderedTable;
import dev.glissade.model.ModelKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration for the KDD Cup 1999 goes from its raw table to predictions, here on a twenty-fifth of it. */
class KddCupTest {

    private static final Path HOME = Path.of(System.getProperty("glissade.home"));

    @TempDir
    private Path directory;

    @Test
    void fromTheRawTableToPredictions() throws Exception {
        Path sample = Path.of(getClass().getResource("kddcup99-sample.csv.gz").toURI());
        String run = directory.resolve("run").toString();
        Configuration configuration = new ConfigurationLoader(ModelKind.names())
                .load(HOME.resolve("conf/kddcup99.conf"), List.of("data.train=" + sample, "run.dir=" + run));
        RunSummary summary = new TrainingRun(SharedSpark.session(), configuration, new Listening()).execute();
        assertThat(summary.table().rows()).isEqualTo(19_761);
        assertThat(summary.result().evaluation().metrics().get("accuracy")).isGreaterThan(0.97);

        Path unlabelled = Files.write(directory.resolve("rows.csv"), withoutLabels(sample, 500));
        SavedModel model =
                SavedModel.read(run, SharedSpark.session().sparkContext().hadoopConfiguration());
        String out = directory.resolve("out.parquet").toString();
        try (OrderedTable rows = new ModelTables(SharedSpark.session(), model)
                .withoutLabel()
                .inOrder(unlabelled.toString(), Optional.empty())) {
            new Predictions(model).write(SharedSpark.session(), rows, out);
        }
        List<String> predicted = SharedSpark.session().read().parquet(out).orderBy("row").collectAsList().stream()
                .map(row -> row.<String>getAs("label"))
                .toList();
        List<String> labels = labels(sample, 500);
        long right = IntStream.range(0, 500)
                .filter(row -> predicted.get(row).equals(labels.get(row)))
                .count();
        assertThat(right).isGreaterThan(480);
    }

    private static List<String> lines(Path sample, int count) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(sample)), StandardCharsets.UTF_8))) {
            return lines.lines().limit(count).toList();
        }
    }

    private static List<String> withoutLabels(Path sample, int count) throws IOException {
        return lines(sample, count).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    private static List<String> labels(Path sample, int count) throws IOException {
        return lines(sample, count).stream()
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }
}
