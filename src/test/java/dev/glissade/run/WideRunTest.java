package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on sparse rows of many features, whose steps ship and change only those that a batch has. */
class WideRunTest {

    private static final int FEATURES = 70_000;
    private static final int STEPS = 40;

    @TempDir
    private Path directory;

    private List<String> conf;
    private int runs;

    @BeforeEach
    void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "1" : "-1");
            random.doubles(8)
                    .mapToInt(place -> (int) Math.pow(FEATURES, place))
                    .sorted()
                    .distinct()
                    .forEach(feature ->
                            line.append(' ').append(feature).append(':').append(random.nextDouble(-2, 2)));
            rows.add(line.toString());
        }
        rows.add("1 " + FEATURES + ":1");
        Path table = Files.write(directory.resolve("wide.svm"), rows);
        conf = List.of(
                "data { train = \"" + table + "\", slices = 8 }",
                "model.kind = logistic",
                "gradient.batch-size = 16",
                "learning-rate.initial = 0.5",
                "stop.max-steps = " + STEPS,
                "checkpoint.every-steps = 5",
                "run.log-every = 10");
    }

    private List<String> more(String... overrides) {
        List<String> all = new ArrayList<>(Arrays.asList(overrides));
        all.add("run.dir=" + newest());
        return all;
    }

    private Path newest() {
        return directory.resolve("run" + runs);
    }

    private RunSummary train(String... overrides) {
        runs++;
        return Runs.train(directory, conf, more(overrides).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "penalty.l2=0.01",
                "penalty.l2=0",
                "penalty.l2=0.01; gradient.clip-norm=0.01",
                "optimizer.kind=adagrad",
                "optimizer.kind=adagrad; penalty.l2=0.01; gradient.sampling=bernoulli",
                "optimizer.kind=momentum; learning-rate.initial=0.1; penalty.l1=0.001",
                "penalty.l2=0.01; learning-rate.decay=cosine; gradient.sampling=with-replacement"
            })
    void theSameBitsWhereverItRunsAndHoweverOftenItIsCut(String method) throws IOException {
        String[] settings = method.split("; ");
        train(settings);
        Path whole = newest();
        List<String> spread = new ArrayList<>(Arrays.asList(settings));
        spread.addAll(List.of("engine.partitions=3", "engine.aggregation-depth=2"));
        train(spread.toArray(String[]::new));
        assertSame(newest(), whole);
        runs++;
        for (int[] end : new int[][] {{0, 13}, {13, 28}}) {
            Watching cut = Watching.cutAt(end[1]);
            assertThatThrownBy(() -> {
                        if (end[0] == 0) {
                            Runs.train(cut, directory, conf, more(settings).toArray(String[]::new));
                        } else {
                            Runs.resume(cut, newest());
                        }
                    })
                    .isInstanceOf(Watching.Cut.class);
        }
        Runs.resume(Watching.only(), newest());
        assertSame(newest(), whole);
    }

    private static void assertSame(Path run, Path whole) throws IOException {
        assertThat(Files.readAllBytes(run.resolve("model/parameters.bin")))
                .isEqualTo(Files.readAllBytes(whole.resolve("model/parameters.bin")));
    }

    /** What lazy shrinkage comes to is what shrinking all weights at each step does, but for rounding. */
    @Test
    void lazyShrinkageIsShrinkage() throws IOException {
        train("penalty.l2=0.5");
        double lazy = objective();
        train("penalty.l2=0.5", "averaging={kind=tail, start=" + (STEPS - 1) + "}"); // whose weights are the last ones
        assertThat(lazy).isCloseTo(objective(), within(1e-12));
    }

    private double objective() throws IOException {
        return Json.parse(Files.readString(newest().resolve("summary.json")))
                .get("objective")
                .asDouble();
    }

    /** A step is one job; the first takes one more, to find out what its batch has. */
    @Test
    void aStepIsOneJob() throws IOException {
        long[] jobs = new long[2];
        for (int i = 0; i < 2; i++) {
            train("penalty.l2=0.01", "stop.max-steps=" + (10 + 10 * i), "run.evaluate-every=100");
            jobs[i] = Json.parse(Files.readString(newest().resolve("summary.json")))
                    .get("jobs")
                    .asLong();
        }
        assertThat(jobs[1] - jobs[0]).isEqualTo(10);
    }
}
