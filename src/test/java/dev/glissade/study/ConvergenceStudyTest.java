package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast methods come to the minimum. */
class ConvergenceStudyTest {

    private static final double RATE = 0.2;

    @TempDir
    private Path folder;

    /** One parameter, so one curvature: µ, the mean of x². */
    private double quadratic() throws IOException {
        SplittableRandom random = new SplittableRandom(641);
        StringBuilder csv = new StringBuilder("y,x\n");
        double squares = 0;
        for (int i = 0; i < 256; i++) {
            double x = random.nextGaussian();
            squares += x * x;
            csv.append("%s,%s%n".formatted(3 * x + random.nextGaussian(), x));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
        return squares / 256;
    }

    private static final String LINE = """
            model { kind = linear, intercept = false }
            gradient.batch-size = 32
            learning-rate.initial = %s
            stop.max-epochs = 30
            study.batch-sizes = [16, 32]
            """.formatted(RATE);

    private static JsonNode method(JsonNode verdicts, String name) {
        return StreamSupport.stream(verdicts.get("methods").spliterator(), false)
                .filter(method -> method.get("method").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFullGradientFallsByTheSquareOfOneLessRateTimesCurvature() throws IOException {
        double curvature = quadratic();
        SmallStudy study = new SmallStudy("convergence", folder, LINE);
        study.run();
        JsonNode full = method(study.verdicts(), "full-gradient");
        assertThat(full.get("learningRate").doubleValue()).isEqualTo(RATE);
        assertThat(full.get("law").textValue()).isEqualTo("linear");
        double factor = (1 - RATE * curvature) * (1 - RATE * curvature);
        assertThat(factor)
                .isBetween(
                        full.get("factor").get("low").doubleValue(),
                        full.get("factor").get("high").doubleValue());
        assertThat(full.get("factor").get("high").doubleValue()
                        - full.get("factor").get("low").doubleValue())
                .isLessThan(0.01);
        JsonNode reached = full.get("reached").get("1e-3");
        assertThat(reached.get("jobs").longValue())
                .isEqualTo(reached.get("epochs").longValue());
        assertThat(method(study.verdicts(), "svrg").get("suboptimality").doubleValue())
                .isLessThan(1e-9);
        assertThat(method(study.verdicts(), "sgd-16").get("reached").get("1e-9").isNull())
                .isTrue();
    }

    @Test
    void aLuckyLookIsNoArrival() {
        List<Course.At> points = new ArrayList<>();
        double[] objectives = {5, 0.5, 3, 0.9, 0.8};
        for (int i = 0; i < objectives.length; i++) {
            points.add(new Course.At(i, i, i, i, objectives[i]));
        }
        Course course = new Course("sgd", 0.1, "max-epochs", "", points);
        assertThat(course.first(1).orElseThrow().epoch()).isEqualTo(3);
        assertThat(course.first(0.6)).isEmpty();
        assertThat(course.first(9).orElseThrow().epoch()).isZero();
    }

    @Test
    void leavesATableAndGoesOnWhereItWas() throws IOException {
        quadratic();
        SmallStudy study = new SmallStudy("convergence", folder, LINE + "stop.max-epochs = 6\n");
        study.run();
        List<List<String>> table = study.table();
        assertThat(table.get(0))
                .containsExactly("method", "epoch", "gradientEvaluations", "jobs", "seconds", "suboptimality");
        Map<String, Integer> rows = new TreeMap<>();
        table.stream().skip(1).forEach(row -> rows.merge(row.get(0), 1, Integer::sum));
        assertThat(rows.keySet())
                .containsExactly(
                        "adam",
                        "full-gradient",
                        "lbfgs",
                        "local-svrg",
                        "momentum",
                        "nesterov",
                        "saga",
                        "sgd-16",
                        "sgd-32",
                        "sgd-inverse-time",
                        "svrg");
        assertThat(rows.get("full-gradient")).isEqualTo(7);
        assertThat(rows.get("sgd-32")).isEqualTo(1 + 6 * 4);
        assertThat(table.get(1).subList(1, 4)).containsExactly("0.0", "0", "0");
        assertThat(table.get(2).subList(1, 4)).containsExactly("1.0", "256", "1");
        study.forget("pieces/method-svrg.json");
        study.forget("pieces/reference.json");
        study.forget("study.json");
        study.run("engine.partitions=3");
        assertThat(withoutSeconds(study.table())).isEqualTo(withoutSeconds(table));
        assertThat(study.pictures())
                .containsExactly(
                        "suboptimality-by-epochs.png", "suboptimality-by-jobs.png", "suboptimality-by-seconds.png");
    }

    private static List<List<String>> withoutSeconds(List<List<String>> table) {
        return table.stream()
                .map(row -> {
                    List<String> rest = new ArrayList<>(row);
                    rest.remove(4);
                    return rest;
                })
                .toList();
    }

    @Test
    void whatDoesNotSuitIsLeftOutWithASentence() throws IOException {
        quadratic();
        SmallStudy study = new SmallStudy("convergence", folder, LINE + """
                stop.max-epochs = 2
                penalty.l1 = 0.01
                """);
        study.run();
        assertThat(method(study.verdicts(), "adam").get("leftOut").textValue())
                .contains("penalty.l1 = 0.01: does not go with optimizer.kind = adam");
        assertThat(method(study.verdicts(), "local-svrg").has("leftOut")).isFalse();
        assertThat(study.report()).contains("adam was left out: ");
    }

    @Test
    void aLossWithKinksLeavesOutWhatNeedsCurvature() throws IOException {
        SplittableRandom random = new SplittableRandom(642);
        StringBuilder csv = new StringBuilder("y,x\n");
        for (int i = 0; i < 100; i++) {
            double x = random.nextGaussian();
            csv.append(String.format(Locale.ROOT, "%d,%s%n", x + random.nextGaussian() > 0 ? 1 : 0, x));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
        SmallStudy study = new SmallStudy("convergence", folder, """
                model.kind = hinge
                penalty.l2 = 0.01
                stop.max-epochs = 3
                """);
        study.run();
        for (String name : List.of("svrg", "local-svrg", "saga", "lbfgs")) {
            assertThat(method(study.verdicts(), name).get("leftOut").textValue())
                    .contains("kinks");
        }
        assertThat(method(study.verdicts(), "sgd").get("ended").textValue()).isEqualTo("max-epochs");
        assertThat(study.verdicts().get("optimum").doubleValue())
                .isLessThanOrEqualTo(study.verdicts().get("referenceOptimum").doubleValue());
    }
}
