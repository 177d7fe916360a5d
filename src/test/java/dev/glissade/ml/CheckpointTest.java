package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits that save their states, and go on from them. */
class CheckpointTest {

    private static final int STEPS = 40;

    @TempDir
    private Path directory;

    private Dataset<Row> rows;

    @BeforeEach
    void makeRows() {
        rows = Points.classes(2, 80);
    }

    /** Ten epochs of four steps, without the rate. */
    private static SGDClassifier plain() {
        return new SGDClassifier().setMaxIter(10).setTol(0).setBatchSize(20).setOptimizer("momentum");
    }

    private SGDClassifier saving() {
        return plain().setCheckpointDir(directory.toString())
                .setSettings(new String[] {"checkpoint.every-steps=8", "checkpoint.keep=100"});
    }

    private List<Path> fits() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        }
    }

    /** From the oldest on. */
    private static List<Path> states(Path fit) throws IOException {
        try (Stream<Path> all = Files.list(fit)) {
            return all.filter(file -> file.getFileName().toString().startsWith("checkpoint-"))
                    .sorted()
                    .toList();
        }
    }

    /** As if the driver had been lost behind one of them. */
    private static void loseAllBut(Path fit, int first) throws IOException {
        List<Path> all = states(fit);
        for (Path later : all.subList(first, all.size())) {
            Files.delete(later);
        }
    }

    @Test
    void theSameFitGoesOn() throws IOException {
        SGDClassificationModel whole = plain().fit(rows);
        SGDClassificationModel saved = saving().fit(rows);
        assertThat(saved.coefficients()).isEqualTo(whole.coefficients());
        Path fit = fits().get(0);
        assertThat(states(fit)).hasSize(6);
        assertThat(Files.exists(fit.resolve("owner.json"))).isFalse();
        loseAllBut(fit, 3);
        SGDClassificationModel again = saving().fit(rows.repartition(3));
        assertThat(again.coefficients()).isEqualTo(whole.coefficients());
        assertThat(again.intercept()).isEqualTo(whole.intercept());
        assertThat(again.summary().foundStepSize()).isEqualTo(whole.summary().foundStepSize());
        assertThat(again.summary().totalSteps()).isEqualTo(STEPS);
        double[] all = whole.summary().objectiveHistory();
        double[] rest = again.summary().objectiveHistory();
        assertThat(rest).hasSizeLessThan(all.length).hasSizeGreaterThan(4);
        assertThat(rest[rest.length - 1]).isEqualTo(all[all.length - 1]);
    }

    @Test
    void oneThatHasEndedIsThereAtOnce() throws IOException {
        SGDClassificationModel first = saving().fit(rows);
        List<Path> states = states(fits().get(0));
        SGDClassificationModel again = saving().fit(rows);
        assertThat(again.coefficients()).isEqualTo(first.coefficients());
        assertThat(again.summary().totalSteps()).isEqualTo(STEPS);
        assertThat(again.summary().stopReason()).isEqualTo("max-epochs");
        assertThat(states(fits().get(0)).size()).isLessThanOrEqualTo(states.size() + 1);
    }

    @Test
    void othersBeginAnew() throws IOException {
        List<SGDClassifier> all = new ArrayList<>();
        all.add(saving());
        all.add(saving().setRegParam(0.1));
        all.add(saving().setSeed(5));
        all.add(saving().setEvaluateEvery("2 epochs"));
        all.add(saving().setInitialWeights(new double[] {1, 0, 0, 0, 0}));
        for (SGDClassifier each : all) {
            each.fit(rows);
        }
        saving().fit(Points.classes(2, 78));
        saving().setValidationIndicatorCol("validates").fit(rows);
        saving().setSettings(new String[] {"checkpoint.every-steps=7", "engine.partitions=3"})
                .fit(rows); // the same as the first
        assertThat(fits()).hasSize(7);
    }

    /** Each in its own folder, from its own step. */
    @Test
    void aGridGoesOnTogether() throws IOException {
        SGDClassifier classifier = saving();
        ParamMap[] maps = new ParamGridBuilder()
                .addGrid(classifier.regParam(), new double[] {0, 0.1, 0.1})
                .addGrid(classifier.stepSize(), new double[] {0.02, 0.1})
                .build();
        List<SGDClassificationModel> first = classifier.fitMultiple(rows, maps);
        assertThat(fits()).hasSize(4);
        int left = 1;
        for (Path fit : fits()) {
            loseAllBut(fit, left++);
        }
        List<SGDClassificationModel> again = classifier.fitMultiple(rows, maps);
        for (int at = 0; at < maps.length; at++) {
            assertThat(again.get(at).coefficients()).isEqualTo(first.get(at).coefficients());
        }
    }

    /** Both come to the same; one of them saves it. */
    @Test
    void theSameFitTwiceAtOnce() throws Exception {
        SGDClassificationModel whole = plain().fit(rows);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<SGDClassificationModel>> both = List.of(
                    threads.submit(() -> saving().fit(rows)),
                    threads.submit(() -> saving().fit(Points.classes(2, 80))));
            for (Future<SGDClassificationModel> each : both) {
                assertThat(each.get().coefficients()).isEqualTo(whole.coefficients());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(fits()).hasSize(1);
    }

    @Test
    void aBrokenStateIsSkipped() throws IOException {
        SGDClassificationModel first = saving().fit(rows);
        List<Path> states = states(fits().get(0));
        Path newest = states.get(states.size() - 1);
        Files.write(newest, new byte[] {1, 2, 3});
        assertThat(saving().fit(rows).coefficients()).isEqualTo(first.coefficients());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsTold() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> plain().setCheckpointDir(file.toString()).fit(rows))
                .hasMessageStartingWith("checkpoint.directory = " + file + ": cannot be used: ");
    }

    @Test
    void nothingIsLeftOpen() throws IOException {
        saving().fit(rows);
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        }
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .doesNotContain("checkpoints");
    }
}
