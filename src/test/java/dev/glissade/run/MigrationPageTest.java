package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.SharedSpark;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.ParameterLayout;
import dev.glissade.optimizer.Adam;
import dev.glissade.optimizer.AdamW;
import dev.glissade.optimizer.GradientStep;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.optimizer.ProximalStep;
import dev.glissade.optimizer.Update;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.classification.LogisticRegressionWithSGD;
import org.apache.spark.mllib.classification.SVMWithSGD;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.regression.GeneralizedLinearAlgorithm;
import org.apache.spark.mllib.regression.GeneralizedLinearModel;
import org.apache.spark.mllib.regression.LabeledPoint;
import org.apache.spark.mllib.regression.LassoWithSGD;
import org.apache.spark.mllib.regression.LinearRegressionWithSGD;
import org.apache.spark.mllib.regression.RidgeRegressionWithSGD;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on migration is right: MLlib's classes with its configuration, PyTorch's rules and schedules by their equations. */
class MigrationPageTest {

    private static final Path HOME = Path.of(System.getProperty("glissade.home"));
    private static final Pattern BLOCK = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL);
    private static final int ITERATIONS = 25;

    private static JavaRDD<LabeledPoint> numbers;
    private static JavaRDD<LabeledPoint> classes;

    @TempDir
    private Path directory;

    @BeforeAll
    static void readAdult() {
        numbers = SharedSpark.session()
                .read()
                .format("libsvm")
                .option("numFeatures", "123")
                .load(HOME.resolve("src/main/data/adult/a9a.svm.gz").toString())
                .javaRDD()
                .map((Row row) -> new LabeledPoint(row.getDouble(0), Vectors.fromML(row.getAs(1))))
                .repartition(2)
                .cache();
        classes = numbers.map(row -> new LabeledPoint((row.label() + 1) / 2, row.features()))
                .cache();
    }

    @AfterAll
    static void letGo() {
        numbers.unpersist();
        classes.unpersist();
    }

    @Test
    void logisticRegression() throws IOException {
        var peer = new LogisticRegressionWithSGD(1.0, ITERATIONS, 0.01, 1.0);
        compare(peer, peer.optimizer(), classes);
    }

    @Test
    void supportVectorMachine() throws IOException {
        var peer = new SVMWithSGD();
        compare(peer, peer.optimizer(), classes, "model.kind=hinge");
    }

    /** Its regParam does nothing. */
    @Test
    void linearRegression() throws IOException {
        var peer = new LinearRegressionWithSGD(0.1, ITERATIONS, 0.01, 1.0);
        compare(peer, peer.optimizer(), numbers, "model.kind=linear", "learning-rate.initial=0.1", "penalty.l2=0");
    }

    @Test
    void ridge() throws IOException {
        var peer = new RidgeRegressionWithSGD(0.1, ITERATIONS, 0.01, 1.0);
        compare(peer, peer.optimizer(), numbers, "model.kind=linear", "learning-rate.initial=0.1");
    }

    @Test
    void lasso() throws IOException {
        var peer = new LassoWithSGD(0.1, ITERATIONS, 0.01, 1.0);
        compare(
                peer,
                peer.optimizer(),
                numbers,
                "model.kind=linear",
                "learning-rate.initial=0.1",
                "penalty.l2=0",
                "penalty.l1=0.01");
    }

    private void compare(
            GeneralizedLinearAlgorithm<? extends GeneralizedLinearModel> peer,
            GradientDescent descent,
            JavaRDD<LabeledPoint> rows,
            String... overrides)
            throws IOException {
        descent.setNumIterations(ITERATIONS).setConvergenceTol(0);
        double[] expected = peer.run(rows.rdd()).weights().toArray();
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("stop.max-steps=" + ITERATIONS);
        all.add("run.dir=" + directory.resolve("run"));
        Runs.train(directory, mllibBlock(), all.toArray(String[]::new));
        DenseVector weights = ParameterBytes.read(Files.readAllBytes(directory.resolve("run/model/parameters.bin")));
        assertThat(weights.values()).containsExactly(expected, within(1e-9));
        assertThat(weights.norm()).isGreaterThan(0.1);
    }

    /** The page's first configuration. */
    private static List<String> mllibBlock() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(HOME.resolve("src/site/markdown/migration.md")));
        assertThat(block.find()).isTrue();
        return block.group(1).lines().toList();
    }

    /** torch.optim.SGD: buf ← μ·buf + g (g at first), p ← p − lr·buf. */
    @Test
    void torchMomentum() {
        double rate = 0.1;
        double parameter = 5;
        double buffer = 0;
        Descent ours = new Descent(new Momentum(0.9), 5);
        for (int step = 0; step < 40; step++) {
            buffer = 0.9 * buffer + slope(parameter);
            parameter -= rate * buffer;
            assertThat(ours.step(rate)).isCloseTo(parameter, within(1e-12));
        }
    }

    /** With nesterov=True: p ← p − lr·(g + μ·buf); its parameters are the points where ours takes the gradient. */
    @Test
    void torchNesterov() {
        double rate = 0.1;
        double parameter = 5;
        double buffer = 0;
        Descent ours = new Descent(Nesterov.constant(0.9), 5);
        for (int step = 0; step < 40; step++) {
            assertThat(ours.gradientPoint()).isCloseTo(parameter, within(1e-12));
            double gradient = slope(parameter);
            buffer = 0.9 * buffer + gradient;
            parameter -= rate * (gradient + 0.9 * buffer);
            ours.step(rate);
        }
    }

    /** torch.optim.Adam takes weight_decay into the gradient, AdamW takes lr·weight_decay off the parameters first. */
    @Test
    void torchAdam() {
        adam(new Adam(0.9, 0.999, 1e-8), 0.1, 0);
        adam(new AdamW(0.9, 0.999, 1e-8, 0.1, new ParameterLayout(1, 1, false)), 0, 0.1);
    }

    private static void adam(Optimizer optimizer, double coupled, double decoupled) {
        double rate = 0.1;
        double parameter = 5;
        double mean = 0;
        double square = 0;
        Descent ours = new Descent(optimizer, 5, coupled);
        for (int step = 1; step <= 40; step++) {
            double gradient = slope(parameter) + coupled * parameter;
            parameter *= 1 - rate * decoupled;
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            double root = Math.sqrt(square) / Math.sqrt(1 - Math.pow(0.999, step)) + 1e-8;
            parameter -= rate / (1 - Math.pow(0.9, step)) * mean / root;
            assertThat(ours.step(rate)).isCloseTo(parameter, within(1e-10));
        }
    }

    /** The closed forms in PyTorch's reference, of schedulers that are stepped behind every update. */
    @Test
    void torchSchedulers() {
        same(LearningRates.step(0.4, 0.1, 30), t -> 0.4 * Math.pow(0.1, Math.floorDiv(t, 30)), 100);
        same(LearningRates.multiStep(0.4, 0.1, 30, 80), t -> 0.4 * (t < 30 ? 1 : t < 80 ? 0.1 : 0.01), 100);
        same(LearningRates.exponential(0.4, 0.9, 1), t -> 0.4 * Math.pow(0.9, t), 100);
        same(LearningRates.polynomial(0.4, 0, 2, 50), t -> 0.4 * Math.pow(1 - Math.min(t, 50) / 50.0, 2), 100);
        IntToDoubleFunction cosine = t -> 0.01 + 0.39 * (1 + Math.cos(Math.PI * t / 50)) / 2;
        same(LearningRates.cosine(0.4, 0.01, 50), cosine, 50);
        same(LearningRates.cosineRestarts(0.4, 0.01, 50, 1), t -> cosine.applyAsDouble(t % 50), 200);
        // LinearLR(start_factor=0.1, total_iters=20) reaches the rate at step 20, ours at step 19
        same(
                LearningRates.warmup(20, 0.04, LearningRates.constant(0.4)),
                t -> 0.04 + 0.36 * Math.min(t + 1, 20) / 20,
                60);
    }

    private static void same(LearningRate ours, IntToDoubleFunction torch, int steps) {
        for (int step = 0; step < steps; step++) {
            assertThat(ours.at(step)).as("step %d", step).isCloseTo(torch.applyAsDouble(step), within(1e-12));
        }
    }

    /** Of a loss that is no quadratic. */
    private static double slope(double w) {
        return w - 3 + 0.5 * Math.sin(w);
    }

    /** Steps of one of our rules. */
    private static final class Descent {

        private final Optimizer optimizer;
        private final double l2;
        private DenseVector weights;
        private OptimizerState state;

        Descent(Optimizer optimizer, double start) {
            this(optimizer, start, 0);
        }

        Descent(Optimizer optimizer, double start, double l2) {
            this.optimizer = optimizer;
            this.l2 = l2;
            this.weights = DenseVector.of(start);
            this.state = optimizer.newState(weights);
        }

        double gradientPoint() {
            return optimizer.gradientPoint(weights, state).get(0);
        }

        double step(double rate) {
            DenseVector point = optimizer.gradientPoint(weights, state);
            DenseVector gradient = DenseVector.of(slope(point.get(0)) + l2 * point.get(0));
            ProximalStep none = ProximalStep.of(new Penalty(0, 0, new ParameterLayout(1, 1, false)));
            Update update = optimizer.update(new GradientStep(weights, point, gradient, rate), state, none);
            weights = update.weights();
            state = update.state();
            return weights.get(0);
        }
    }
}
