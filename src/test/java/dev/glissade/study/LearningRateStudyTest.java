package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where learning rates cease to serve. */
class LearningRateStudyTest {

    private static final String FULL = """
            model.kind = linear
            gradient.kind = full
            stop.max-steps = 150
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void rows() throws IOException {
        SplittableRandom random = new SplittableRandom(631);
        StringBuilder csv = new StringBuilder("y,a,b\n");
        for (int i = 0; i < 200; i++) {
            double a = random.nextGaussian();
            double b = 0.5 * random.nextGaussian();
            csv.append("%s,%s,%s%n".formatted(2 * a - b + 0.3 * random.nextGaussian(), a, b));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
    }

    private static double number(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            at = at.get(name);
        }
        return at.doubleValue();
    }

    /** Exactly so without noise: the grid's next rates are at 0.95 and 1.05 of the bound. */
    @Test
    void onAQuadraticTheStableRangeEndsAtTwoOverLAndWarmUpRescuesNothing() throws IOException {
        SmallStudy study = new SmallStudy("learning-rate", folder, FULL);
        study.run();
        JsonNode verdicts = study.verdicts();
        double bound = number(verdicts, "twoOverL", "start");
        assertThat(number(verdicts, "twoOverL", "minimum")).isCloseTo(bound, within(1e-3 * bound));
        assertThat(number(verdicts, "stableRange", "low")).isCloseTo(bound / 64, within(1e-12));
        assertThat(number(verdicts, "stableRange", "high")).isCloseTo(0.95 * bound, within(1e-12));
        assertThat(number(verdicts, "stableRange", "firstDiverged")).isCloseTo(1.05 * bound, within(1e-12));
        assertThat(verdicts.get("warmup")).hasSize(3);
        for (JsonNode rate : verdicts.get("warmup")) {
            assertThat(rate.get("divergedWithout").longValue()).isEqualTo(1);
            assertThat(rate.get("divergedWith").longValue()
                            + rate.get("movingAwayWith").longValue())
                    .isEqualTo(1);
            assertThat(rate.get("steps").doubleValue()).isEqualTo(15);
        }
        assertThat(study.report()).contains("Warm-up rescued no run.", "1 − ηL");
        assertThat(study.pictures()).containsExactly("end-by-rate.png", "steps-by-rate.png", "warmup.png");
        List<List<String>> table = study.table();
        assertThat(table.get(0))
                .containsExactly(
                        "learningRate",
                        "seed",
                        "warmupSteps",
                        "status",
                        "stepsToTarget",
                        "epochsToTarget",
                        "finalObjective");
        assertThat(table).hasSize(1 + 12 + 3);
        assertThat(table.subList(9, 13))
                .allSatisfy(row -> assertThat(row.get(3)).isEqualTo("diverged"));
        assertThat(number(verdicts, "bestRate")).isBetween(0.5 * bound, 0.95 * bound);
        assertThat(verdicts.get("bestRateAtEdge").booleanValue()).isFalse();
    }

    /** By 1 + β. */
    @Test
    void momentumMovesTheBound() throws IOException {
        SmallStudy study = new SmallStudy("learning-rate", folder, FULL + "optimizer.kind = momentum");
        study.run();
        JsonNode verdicts = study.verdicts();
        double bound = 1.9 * number(verdicts, "twoOverL", "start");
        assertThat(number(verdicts, "stableUpTo", "start")).isCloseTo(bound, within(1e-12));
        assertThat(number(verdicts, "stableRange", "high")).isCloseTo(0.95 * bound, within(1e-12));
        assertThat(number(verdicts, "stableRange", "firstDiverged")).isCloseTo(1.05 * bound, within(1e-12));
    }

    @Test
    void batchesAreRepeatedAndTheRestGoesOnWhereItWas() throws IOException {
        SmallStudy study = new SmallStudy("learning-rate", folder, """
                model.kind = linear
                gradient.batch-size = 16
                stop.max-epochs = 10
                study { rates = [0.01, 0.05, 0.2, 0.5, 30, 60], seeds = 3 }
                """);
        study.run();
        List<List<String>> table = study.table();
        assertThat(table).hasSize(1 + 6 * 3 + 2 * 3);
        assertThat(study.verdicts().get("stepsAtBestRate").get("low").doubleValue())
                .isPositive();
        study.forget("pieces/rates-2.json");
        study.forget("pieces/warmup.json");
        study.forget("study.json");
        study.run("engine.partitions=3");
        assertThat(study.said()).anyMatch(line -> line.startsWith("rates-1: 12 of 18 runs, known from before"));
        assertThat(study.table()).isEqualTo(table);
    }

    /** Its slopes are bounded, so that no rate of these makes it diverge: the verdict says no more than that. */
    @Test
    void ofALogisticLossNothingIsClaimedThatRunsDoNotShow() throws IOException {
        StringBuilder csv = new StringBuilder("y,a\n");
        SplittableRandom random = new SplittableRandom(632);
        for (int i = 0; i < 200; i++) {
            double a = random.nextGaussian();
            csv.append("%d,%s%n".formatted(a + random.nextGaussian() > 0 ? 1 : 0, a));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
        SmallStudy study = new SmallStudy("learning-rate", folder, """
                model.kind = logistic
                gradient.kind = full
                stop.max-steps = 300
                """);
        study.run();
        JsonNode verdicts = study.verdicts();
        assertThat(verdicts.get("stableRange").get("firstDiverged").isNull()).isTrue();
        assertThat(verdicts.get("warmup")).hasSize(3);
        assertThat(study.report())
                .contains("There was nothing to rescue: no run diverged at any rate tried.")
                .doesNotContain("Warm-up rescued no run.");
    }

    @Test
    void aMethodWithoutARateIsRefused() {
        SmallStudy study = new SmallStudy("learning-rate", folder, "model.kind = linear\noptimizer.kind = lbfgs");
        assertThatThrownBy(study::run)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "study learning-rate varies the learning rate, which does not go with optimizer.kind = lbfgs: it finds its"
                                + " own step");
    }

    /** The rates are those of the runs. */
    @Test
    void aScaledRateIsRefused() {
        SmallStudy study = new SmallStudy("learning-rate", folder, """
                model.kind = linear
                gradient.batch-size = 16
                learning-rate { initial = 0.1, scaling = sqrt, reference-batch-size = 64 }
                """);
        assertThatThrownBy(study::run)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "study learning-rate varies the learning rate, which does not go with learning-rate.scaling = sqrt: it makes"
                                + " other rates of them; unset it");
    }

    private static final String HINGE = """
            model.kind = hinge
            penalty.l2 = 0
            gradient.batch-size = 32
            stop.max-epochs = 2
            study { seeds = 1, batch-sizes = [16, 32] }
            """;

    private void classes() throws IOException {
        StringBuilder csv = new StringBuilder("y,a\n");
        SplittableRandom random = new SplittableRandom(633);
        for (int i = 0; i < 100; i++) {
            double a = random.nextGaussian();
            csv.append("%d,%s%n".formatted(a + random.nextGaussian() > 0 ? 1 : 0, a));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
    }

    @ParameterizedTest
    @ValueSource(strings = {"learning-rate", "linear-scaling"})
    void aLossWithKinksHasNoRatesToOffer(String name) throws IOException {
        classes();
        assertThatThrownBy(() -> new SmallStudy(name, folder, HINGE).run())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("study.rates: there are none, and no curvature")
                .hasMessageContaining("the loss has kinks");
    }

    @Test
    void ofALossWithKinksNothingIsSaidOfCurvature() throws IOException {
        classes();
        SmallStudy study = new SmallStudy("learning-rate", folder, HINGE);
        study.run("study.rates=[0.01,0.1]", "study.target=0.9", "stop.max-epochs=10");
        assertThat(study.verdicts().get("twoOverL").isNull()).isTrue();
        assertThat(study.verdicts().get("stableUpTo").isNull()).isTrue();
        assertThat(study.verdicts().get("bestRateAtEdge").booleanValue()).isTrue();
        assertThat(study.report()).contains("The best rate is at the edge").doesNotContain("2/L");
    }
}
