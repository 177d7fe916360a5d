package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables, runs, models and predictions on a real HDFS, whose renames and files that are being written are not those of a disk. */
@Timeout(300)
class HdfsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEPS = 120;

    @TempDir
    private static java.nio.file.Path directory;

    private static MiniDFSCluster hdfs;
    private static FileSystem files;
    private static OneProcess glissade;

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        files = hdfs.getFileSystem();
        byte[] table = String.join("\n", table()).getBytes(StandardCharsets.UTF_8);
        try (var out = files.create(new Path("/data/table.csv"))) {
            out.write(table);
        }
        Files.write(directory.resolve("table.csv"), table);
        Files.writeString(directory.resolve("test.conf"), """
                data { train = "%s", label = kind, features = [a, b] }
                model.kind = logistic
                gradient.batch-size = 32
                optimizer.kind = momentum
                learning-rate { initial = 0.1, decay = cosine }
                run { log-every = 1, evaluate-every = 50, tensorboard = true, listeners = dev.glissade.cli.Dawdler }
                stop.max-steps = %d
                checkpoint { every-steps = 7, keep = 2 }
                spark.master = "local[2]"
                """.formatted(on("/data/table.csv"), STEPS));
        glissade = new OneProcess(directory);
    }

    private static List<String> table() {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("a,b,kind"));
        for (int row = 0; row < 300; row++) {
            double a = random.nextDouble(-1, 1);
            double b = random.nextDouble(-1, 1);
            lines.add("%s,%s,%s".formatted(a, b, a + random.nextDouble(-1, 1) > b ? "up" : "down"));
        }
        return lines;
    }

    @AfterAll
    static void end() throws IOException {
        if (glissade != null) {
            glissade.close();
        }
        if (files != null) {
            files.close();
        }
        if (hdfs != null) {
            hdfs.shutdown();
        }
    }

    private static String on(String path) {
        return hdfs.getURI() + path;
    }

    private static String text(String path) throws IOException {
        try (InputStream in = files.open(new Path(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> names(String path) throws IOException {
        return Arrays.stream(files.listStatus(new Path(path)))
                .map(FileStatus::getPath)
                .map(Path::getName)
                .sorted()
                .toList();
    }

    private static Glissade.Outcome done(String... arguments) {
        Glissade.Outcome outcome = glissade.run(arguments);
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        return outcome;
    }

    private static String onDisk(String run) throws IOException {
        done("train", "test.conf", "data.train=" + directory.resolve("table.csv"), "run.dir=" + run);
        return JSON.readTree(directory.resolve(run).resolve("summary.json").toFile())
                .get("weightsSha256")
                .asText();
    }

    private static String hash(String run) throws IOException {
        return JSON.readTree(text(run + "/summary.json")).get("weightsSha256").asText();
    }

    @Test
    void everythingThatARunLeavesIsThere() throws IOException {
        done("train", "test.conf", "run.dir=" + on("/runs/first"));
        assertThat(hash("/runs/first")).isEqualTo(onDisk("first"));
        assertThat(names("/runs/first"))
                .contains("config.conf", "metrics.jsonl", "model", "summary.json", "tensorboard")
                .noneMatch(name -> name.endsWith(".part") || name.endsWith(".before"));
        assertThat(text("/runs/first/metrics.jsonl").lines()).hasSize(STEPS + 1);

        Glissade.Outcome again = glissade.run("train", "test.conf", "run.dir=" + on("/runs/first"));
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.errorLines()).singleElement().asString().contains(on("/runs/first"));
        assertThat(text("/runs/first/metrics.jsonl").lines()).hasSize(STEPS + 1);

        done("report", on("/runs/first"));
        assertThat(text("/runs/first/report.html")).contains("<svg");
        String model = on("/runs/first");
        JsonNode metrics = JSON.readTree(done("evaluate", "--model", model, "--data", on("/data/table.csv"), "--json")
                .out());
        assertThat(metrics.get("accuracy").asDouble()).isGreaterThan(0.6);
        done("predict", "--model", model, "--data", on("/data/table.csv"), "--out", on("/predicted"));
        assertThat(names("/predicted")).contains("_SUCCESS");
        done("export", "--model", model, "--out", on("/model.pmml"));
        assertThat(text("/model.pmml")).contains("PMML");
    }

    /** What a process that is gone was writing is still open for it, as far as HDFS knows. */
    @Test
    void aRunThatWasKilledGoesOnToTheSameWeights() throws IOException {
        Files.writeString(directory.resolve(Dawdler.FILE), "60");
        Glissade.Outcome killed = Glissade.disturbed(
                process -> {
                    while (process.isAlive() && recorded("/runs/killed") < 50) {
                        Thread.sleep(20);
                    }
                    process.destroyForcibly();
                },
                directory,
                "train",
                "test.conf",
                "run.dir=" + on("/runs/killed"));
        Files.delete(directory.resolve(Dawdler.FILE));
        assertThat(killed.status()).isEqualTo(137);
        assertThat(names("/runs/killed")).doesNotContain("summary.json");

        Glissade.Outcome resumed = done("resume", on("/runs/killed"));
        assertThat(resumed.errors()).contains("goes on from step");
        assertThat(hash("/runs/killed")).isEqualTo(onDisk("undisturbed"));
        assertThat(text("/runs/killed/metrics.jsonl").lines().map(HdfsTest::step))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, STEPS).boxed().toList());
        assertThat(names("/runs/killed")).noneMatch(name -> name.endsWith(".part") || name.endsWith(".before"));
    }

    private static long recorded(String run) throws IOException {
        return files.exists(new Path(run, "metrics.jsonl"))
                ? text(run + "/metrics.jsonl").lines().count()
                : 0;
    }

    private static long step(String line) {
        try {
            return JSON.readTree(line).get("step").asLong();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
