package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.model.Model;
import dev.glissade.model.ModelKind;
import dev.glissade.model.ParameterLayout;
import dev.glissade.model.RowObjective;
import dev.glissade.model.RowObjectiveModel;
import dev.glissade.sampling.SliceTree;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an estimator keeps, and whether it may; which estimators come of the settings is up to {@link TrainingPlanTest}. */
class GradientPlanTest {

    private static final Model LINEAR = ModelKind.create("linear", 0, 3, true);
    private static final Model SOFTMAX = ModelKind.create("softmax", 10, 3, true);

    private static final long MEBI = 1 << 20;
    private static final long PLENTY = 1L << 50;
    private static final long NO_LIMIT = 0;

    /** A million rows' slopes, 8 bytes each. */
    private static final long BYTES = 8_000_000;

    @TempDir
    private Path directory;

    private GradientPlan plan(String settings, int... sizes) {
        Configuration configuration = Configurations.of(directory, settings);
        return new GradientPlan(
                configuration.gradient(), Lengths.of(configuration, SliceTree.of(sizes), OptionalLong.empty()));
    }

    private GradientPlan saga() {
        return plan("gradient.kind = saga", 400_000, 600_000);
    }

    private static void assertRefused(
            GradientPlan plan, Model model, long driverBytes, long resultBytes, String message) {
        assertThatThrownBy(() -> plan.memory(model, driverBytes, resultBytes))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    /** 8·10⁶ bytes are 7.63 MiB; of ten outputs ten times as many. */
    @Test
    void theMemoryOfSagaIsSaid() {
        assertThat(saga().memory(LINEAR, PLENTY, NO_LIMIT))
                .contains("gradient.kind = saga: the driver keeps the slopes of 1,000,000 rows, 7.6 MiB");
        assertThat(saga().memory(SOFTMAX, PLENTY, NO_LIMIT))
                .contains("gradient.kind = saga: the driver keeps the slopes of 1,000,000 rows, 76.3 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mini-batch", "full", "svrg"})
    void theOthersKeepNothing(String kind) {
        assertThat(plan("gradient.kind = " + kind, 1_000_000).memory(LINEAR, 1, 1))
                .isEmpty();
    }

    @Test
    void aDriverWithTooLittleMemoryIsRefused() {
        assertThat(saga().memory(LINEAR, 4 * BYTES, NO_LIMIT)).isPresent();
        assertRefused(
                saga(),
                LINEAR,
                4 * BYTES - 1,
                NO_LIMIT,
                "gradient.kind = saga: the driver keeps the slopes of 1,000,000 rows, 7.6 MiB, and needs 4 times that"
                        + " while they arrive; it has 30.5 MiB: give it more memory (spark.driver.memory), or take svrg");
        assertThat(saga().memory(SOFTMAX, 40 * BYTES, NO_LIMIT)).isPresent();
        assertRefused(
                saga(),
                SOFTMAX,
                40 * BYTES - 1,
                NO_LIMIT,
                "gradient.kind = saga: the driver keeps the slopes of 1,000,000 rows, 76.3 MiB, and needs 4 times that"
                        + " while they arrive; it has 305.2 MiB: give it more memory (spark.driver.memory), or take svrg");
    }

    @Test
    void resultsThatSparkWouldNotTakeAreRefused() {
        assertThat(saga().memory(LINEAR, PLENTY, BYTES)).isPresent();
        assertRefused(
                saga(),
                LINEAR,
                PLENTY,
                7 * MEBI,
                "gradient.kind = saga: the driver keeps the slopes of 1,000,000 rows, 7.6 MiB, which are the results of"
                        + " one job, and these may have 7.0 MiB: allow more (spark.driver.maxResultSize), or take svrg");
    }

    @Test
    void noMemoryMakesUpForAnArrayThatIsTooLong() {
        int most = Integer.MAX_VALUE - 8;
        assertThat(plan("gradient.kind = saga", most).memory(LINEAR, PLENTY, NO_LIMIT))
                .isPresent();
        assertRefused(
                plan("gradient.kind = saga", most, 1),
                LINEAR,
                PLENTY,
                NO_LIMIT,
                "gradient.kind = saga: the driver keeps the slopes of 2,147,483,640 rows, 16,384.0 MiB, which arrive in"
                        + " one array of at most 2,147,483,639 numbers: take svrg, which needs none");
    }

    /** A loss of whole rows. */
    private static final class Anything implements RowObjective {

        private static final long serialVersionUID = 1L;

        @Override
        public ParameterLayout layout(int features) {
            return new ParameterLayout(1, features, true);
        }

        @Override
        public double value(double[] features, double label, double[] parameters) {
            return 0;
        }

        @Override
        public void addGradient(
                double factor, double[] features, double label, double[] parameters, double[] gradient) {}
    }

    @Test
    void anObjectiveOfWholeRowsHasNoSlopes() {
        Model rows = new RowObjectiveModel(new Anything(), 3);
        assertRefused(
                saga(),
                rows,
                PLENTY,
                NO_LIMIT,
                "gradient.kind = saga: keeps slopes by margin, and an objective of whole rows has none; svrg needs none");
        assertThat(plan("gradient.kind = svrg", 1_000).memory(rows, PLENTY, NO_LIMIT))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kind = mini-batch | true | false
        kind = mini-batch, clip-norm = 1 | true | false
        batch-size = all | false | false
        batch-size = all, sampling = with-replacement | true | false
        batch-size = 1000 | false | false
        kind = full | false | false
        kind = svrg | false | true
        kind = saga, clip-value = 1 | false | true
        """)
    void theKindsOfNoise(String settings, boolean plainBatches, boolean reduced) {
        GradientPlan plan = plan("gradient { %s }".formatted(settings), 1_000);
        assertThat(plan.takesPlainBatches()).isEqualTo(plainBatches);
        assertThat(plan.reducesVariance()).isEqualTo(reduced);
    }
}
