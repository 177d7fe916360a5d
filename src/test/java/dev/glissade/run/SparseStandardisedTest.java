package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sparse rows are not centred, so that the constant feature of their training is not 1: a step sees it, and nothing else does. Of 30
 * features in two of five rows each, ‖μ‖² is about 30·(0.4/0.6) = 20, and the constant 4.
 */
class SparseStandardisedTest {

    private static final int ROWS = 300;
    private static final int FEATURES = 30;

    @TempDir
    private Path directory;

    private List<String> conf;
    private int runs;

    @BeforeEach
    void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(71);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            StringBuilder line = new StringBuilder();
            double margin = 3 + random.nextGaussian();
            for (int feature = 1; feature <= FEATURES; feature++) {
                if (random.nextInt(5) < 2) {
                    line.append(' ').append(feature).append(":7");
                    margin -= feature % 3 == 0 ? 0.5 : 0.1;
                }
            }
            lines.add((margin > 0 ? "1" : "0") + line);
        }
        Path table = Files.write(directory.resolve("table.svm"), lines);
        conf = List.of(
                "data { train = \"" + table + "\", test = \"" + table + "\", standardize = true }",
                "model.kind = logistic",
                "penalty.l2 = 0.001");
    }

    private RunSummary train(String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("run.dir=" + directory.resolve("run" + ++runs));
        return Runs.train(directory, conf, all.toArray(String[]::new));
    }

    /** The test set is read as it is, and the model is for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "learning-rate.initial=0.05; stop.max-steps=40",
                "gradient.kind=svrg; gradient.batch-size=1; engine.sync-every=50; engine.replicas=1; stop.max-epochs=4",
                "model.kind=softmax; gradient.kind=saga; stop.max-epochs=4",
                "optimizer.kind=lbfgs; gradient.batch-size=null"
            })
    void theTestSetsLossIsThatOfTheSameTrainingSet(String overrides) {
        RunSummary summary = train(overrides.split("; "));
        double loss = summary.result().evaluation().loss();
        assertThat(loss).isLessThan(Math.log(2)); // that of all zeros
        assertThat(summary.test().orElseThrow().loss()).isCloseTo(loss, within(1e-12));
        assertThat(summary.test().orElseThrow().metrics().get("accuracy"))
                .isEqualTo(summary.result().evaluation().metrics().get("accuracy"));
    }

    /** Weights of the features as they are, brought to the training's scale and back. */
    @Test
    void trainingStartsFromTheWeightsThatAreGiven() {
        double[] given =
                new SplittableRandom(72).doubles(FEATURES + 1, -0.1, 0.1).toArray();
        List<String> numbers = new ArrayList<>();
        for (double weight : given) {
            numbers.add(Double.toString(weight));
        }
        RunSummary summary =
                train("model.initial-weights=" + numbers, "learning-rate.initial=1e-300", "stop.max-steps=1");
        assertThat(summary.test().orElseThrow().loss())
                .isCloseTo(summary.result().evaluation().loss(), within(1e-12));
        DenseVector weights = summary.result().weights();
        assertThat(weights.get(FEATURES)).isCloseTo(given[FEATURES] / 4, within(1e-15));
    }
}
