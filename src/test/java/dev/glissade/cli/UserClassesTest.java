package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glissade.UserJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses, objectives, schedules and listeners from a user's jar, by the command line. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UserClassesTest {

    @TempDir
    private static Path directory;

    private static String jar;
    private static OneProcess glissade;
    private static int runs;

    /** Of this test. */
    private final String run = "run" + ++runs;

    @BeforeAll
    static void compile() throws IOException {
        jar = UserJar.in(directory).toString();
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("a,b,y,kind"));
        for (int row = 0; row < 300; row++) {
            double a = random.nextDouble(-1, 1);
            double b = random.nextDouble(-1, 1);
            lines.add("%s,%s,%s,%s".formatted(a, b, 2 * a - b, a > b ? "up" : "down"));
        }
        Files.write(directory.resolve("table.csv"), lines);
        Files.writeString(directory.resolve("own.conf"), """
                data { train = table.csv, label = y, features = [a, b] }
                gradient.kind = full
                learning-rate.initial = 0.5
                stop.max-steps = 6
                spark.master = "local[2]"
                """);
        glissade = new OneProcess(directory);
    }

    @AfterAll
    static void end() {
        if (glissade != null) {
            glissade.close();
        }
    }

    private Glissade.Outcome train(String... overrides) {
        return glissade.run(
                Stream.concat(Stream.of("train", "own.conf", "--jars", jar, "run.dir=" + run), Stream.of(overrides))
                        .toArray(String[]::new));
    }

    private JsonNode summary() throws IOException {
        return json(Files.readString(directory.resolve(run + "/summary.json")));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void aLossOfTheMarginWithAScheduleAndAListener() throws IOException {
        Glissade.Outcome trained = train(
                "model.loss=com.example.SquaredHinge",
                "data.label=kind",
                "learning-rate.schedule=com.example.Sawtooth",
                "run.listeners=com.example.Printer");
        assertThat(trained.status()).as(trained.errors()).isZero();
        assertThat(trained.out()).contains("Printer saw step 0", "Printer saw step 6");
        List<String> metrics = Files.readAllLines(directory.resolve(run + "/metrics.jsonl"));
        double[] rates = new double[6];
        for (int step = 0; step < 6; step++) {
            rates[step] = json(metrics.get(step + 1)).get("learningRate").asDouble();
        }
        assertThat(rates).containsExactly(0.5, 0.25, 0.5 / 3, 0.5, 0.25, 0.5 / 3);
        JsonNode summary = summary();
        assertThat(summary.get("train").get("accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(summary.get("train").get("auc").asDouble()).isGreaterThan(0.95);

        Glissade.Outcome evaluated =
                glissade.run("--jars", jar, "evaluate", "--model", run, "--data", "table.csv", "--json");
        assertThat(evaluated.status()).as(evaluated.errors()).isZero();
        assertThat(json(evaluated.out()).get("loss")).isEqualTo(summary.get("loss"));

        Glissade.Outcome without = glissade.run("evaluate", "--model", run, "--data", "table.csv");
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.errorLines())
                .hasSize(1)
                .first()
                .asString()
                .contains("model.loss = com.example.SquaredHinge: there is no such class")
                .contains("--jars");
    }

    @Test
    void anObjectiveOfTheRowByTheConfigurationsJars() {
        Glissade.Outcome trained = glissade.run(
                "train",
                "own.conf",
                "run.dir=" + run,
                "spark.jars=" + jar,
                "model.loss=com.example.ParabolaPerRow",
                "data.features=a",
                "stop.max-steps=3");
        assertThat(trained.status()).as(trained.errors()).isZero();
        Glissade.Outcome predicted = predict();
        assertThat(predicted.status()).as(predicted.errors()).isZero();
        assertThat(predicted.out()).contains("300 predictions");
    }

    @Test
    void whatPredictsNothingIsToldSo() {
        Glissade.Outcome trained = train("model.loss=com.example.Silent");
        assertThat(trained.status()).as(trained.errors()).isZero();
        Glissade.Outcome predicted = predict();
        assertThat(predicted.status()).isEqualTo(2);
        assertThat(predicted.errorLines())
                .containsExactly("glissade: model.loss = com.example.Silent: predicts nothing, its class has no score");
        assertThat(directory.resolve(run + "-predicted")).doesNotExist();
    }

    private Glissade.Outcome predict() {
        return glissade.run(
                "predict", "--jars", jar, "--model", run, "--data", "table.csv", "--out", run + "-predicted");
    }

    @Test
    void aWrongGradientIsNamedWhenItHasMadeTheRunDiverge() {
        Glissade.Outcome trained = train("model.loss=com.example.WrongGradient", "stop.max-steps=2000");
        assertThat(trained.status()).as(trained.errors()).isEqualTo(3);
        assertThat(trained.errors())
                .contains("likely cause: the gradient of com.example.WrongGradient fails its check")
                .contains("parameter 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.example.SquaredHinge | 0 | the slope agrees with differences of the value at 50 points",
                "com.example.ParabolaPerRow | 0 | of 1 parameters",
                "com.example.NinetiethPercentile | 0 | curvature at most Infinity",
                "com.example.Silent | 0 | the gradient agrees with differences of the value at 50 points of 5 parameters",
                "com.example.WrongGradient | 2 | on rows of 5 features the gradient's parameter 1 is",
                "com.example.WrongSlope | 2 | com.example.WrongSlope: at margin",
                "com.example.WrongEvaluate | 2 | evaluate gives the value",
                "com.example.NoLayout | 2 | its layout for 5 features is impossible: 0 outputs of 5 features",
                "com.example.WrongCurvature | 2 | curvature() is 1.0, but",
                "com.example.Printer | 2 | this class is no PointwiseLoss or RowObjective",
                "com.example.Missing | 2 | there is no such class",
            })
    void checkGradient(String name, int status, String message) {
        Glissade.Outcome checked = glissade.run("check-gradient", name, "--jars", jar);
        assertThat(checked.out() + checked.errors()).contains(message);
        assertThat(checked.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.loss=com.example.Printer | this class is no PointwiseLoss or RowObjective",
                "run.listeners=com.example.Sawtooth | run.listeners = com.example.Sawtooth: this class is no TrainingListener",
                "run.listeners=com.example.NeedsArguments | must be a public class with a public constructor without parameters",
                "learning-rate.schedule=com.example.Uphill | com.example.Uphill: at step 0 it gives -1.0",
                "model.loss=com.example.NoLayout | its layout for 2 features is impossible",
                "learning-rate.schedule=com.example.Missing | learning-rate.schedule = com.example.Missing: there is no such",
                "data.standardize=true | data.standardize = true: what it means for the parameters of model.loss",
            })
    void unusableClassesEndWithStatusTwo(String override, String message) {
        String loss = override.startsWith("model.loss") ? "seed=1" : "model.loss=com.example.Silent";
        Glissade.Outcome trained = train(loss, override);
        assertThat(trained.errors()).contains(message);
        assertThat(trained.status()).isEqualTo(2);
        assertThat(directory.resolve(run)).doesNotExist();
    }

    /** The run ends at the step whose loss is NaN, although all its gradients are finite and right. */
    @Test
    void aLossThatIsNoNumberEndsTheRunAtOnce() throws IOException {
        Glissade.Outcome trained =
                train("model.loss=com.example.NotEverywhere", "stop.max-steps=1000", "run.evaluate-every=1000");
        assertThat(trained.status()).as(trained.errors()).isEqualTo(3);
        assertThat(trained.errors())
                .contains("the loss is NaN")
                .contains("likely cause: none of the usual ones: the learning rate was at most 0.5");
        JsonNode summary = summary();
        assertThat(summary.get("steps").asInt()).isLessThan(50);
        assertThat(summary.get("objective").isNumber()).isTrue();
    }

    @Test
    void aClassThatThrowsIsNamed() {
        Glissade.Outcome trained = train("model.kind=linear", "run.listeners=com.example.Throws");
        assertThat(trained.status()).isEqualTo(1);
        assertThat(trained.errorLines())
                .last()
                .asString()
                .contains("IllegalStateException: boom in com.example.Throws.reached(Throws.java:");
    }

    @Test
    void readmeShowsALossAsItIsCompiledHere() throws IOException {
        Path home = Path.of(System.getProperty("glissade.home"));
        String source = Files.readString(home.resolve("src/test/user-classes/com/example/NinetiethPercentile.java"));
        assertThat(Files.readString(home.resolve("README.md"))).contains(source);
    }

    @Test
    void theLossOfReadmeFindsThePercentile() throws IOException {
        Glissade.Outcome trained = train(
                "model.loss=com.example.NinetiethPercentile",
                "model.initial-weights=[0, 0, -1]",
                "learning-rate.initial=1",
                "learning-rate.decay=cosine",
                "stop.max-steps=300");
        assertThat(trained.status()).as(trained.errors()).isZero();
        double error = summary().get("train").get("mae").asDouble();
        assertThat(error).isLessThan(0.02); // y is a line without noise: its every percentile
    }

    @Test
    void aJarThatIsNotThereIsNamed() {
        Glissade.Outcome outcome = glissade.run("check-gradient", "com.example.Silent", "--jars", "nowhere.jar");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errors()).contains("glissade: --jars: nowhere.jar: there is no such file");
    }
}
