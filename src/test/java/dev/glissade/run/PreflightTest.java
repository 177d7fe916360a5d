package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.UserError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures and borders of what is refused and of what is warned of. */
class PreflightTest {

    private static final long MEBI = 1 << 20;

    /** A million parameters, 8,000,000 bytes or 7.63 MiB a vector; with momentum, on dense rows, 10 tasks send their sums. */
    private static final MemoryNeeds NEEDS =
            new MemoryNeeds(1_000_000, 1, 2, 0, 10, 1_000_000, true, false, 100 * MEBI);

    private static final SparkMemory ROOMY =
            new SparkMemory(false, 1_000 * MEBI, 1_000 * MEBI, 2, 1_000 * MEBI, 4, 800 * MEBI);

    private static List<String> warnings(MemoryNeeds needs, SparkMemory memory) {
        return new Preflight(needs, memory).warnings();
    }

    private static void assertRefused(MemoryNeeds needs, SparkMemory memory, String message) {
        assertThatThrownBy(() -> warnings(needs, memory))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    private static SparkMemory driver(long bytes) {
        return new SparkMemory(false, bytes, 1_000 * MEBI, 2, 1_000 * MEBI, 4, 800 * MEBI);
    }

    private static SparkMemory executor(long bytes) {
        return new SparkMemory(false, 1_000 * MEBI, 1_000 * MEBI, 2, bytes, 4, 800 * MEBI);
    }

    private static SparkMemory results(long bytes) {
        return new SparkMemory(false, 1_000 * MEBI, bytes, 2, 1_000 * MEBI, 4, 800 * MEBI);
    }

    private static MemoryNeeds sparse(double largest) {
        return new MemoryNeeds(1_000_000, 1, 2, 0, 10, largest, false, false, 100 * MEBI);
    }

    @Test
    void whatFitsIsNotMentioned() {
        assertThat(warnings(NEEDS, ROOMY)).isEmpty();
    }

    /** Two vectors before the step and two behind it, and the gradient: 5 · 8,000,000 bytes. */
    @Test
    void aDriverThatCannotHoldAStepIsRefused() {
        assertThat(warnings(NEEDS, driver(40_000_000))).hasSize(1);
        assertRefused(
                NEEDS,
                driver(39_999_999),
                "the driver holds at least 5 vectors × 1,000,000 parameters × 8 bytes = 38.1 MiB, and has 38.1 MiB: raise"
                        + " spark.driver.memory (as GLISSADE_DRIVER_MEMORY, or spark-submit's --driver-memory)");
    }

    /** Three states of two vectors and two sums are 64,000,000 bytes; that is six tenths of 106,666,666.7. */
    @Test
    void aDriverThatMayRunOutIsWarnedOf() {
        assertThat(warnings(NEEDS, driver(106_666_667))).isEmpty();
        assertThat(warnings(NEEDS, driver(106_666_666)))
                .containsExactly("the driver holds up to 8 vectors × 1,000,000 parameters × 8 bytes = 61.0 MiB, and has"
                        + " 101.7 MiB: it may run out of memory; raise spark.driver.memory (as GLISSADE_DRIVER_MEMORY,"
                        + " or spark-submit's --driver-memory)");
    }

    @Test
    void resultsThatSparkWouldNotTakeAreRefused() {
        assertThat(warnings(NEEDS, results(80_000_000))).isEmpty();
        assertThat(warnings(NEEDS, results(0))).isEmpty(); // no limit
        assertRefused(
                NEEDS,
                results(79_999_999),
                "the sums of a step are up to 10 tasks × 1,000,000 numbers × 8 bytes = 76.3 MiB, and the results of a job"
                        + " may have 76.3 MiB: raise spark.driver.maxResultSize, or engine.aggregation-depth");
    }

    /** How many features a batch of sparse rows touches is not known. */
    @Test
    void sparseResultsAreNotRefused() {
        assertThat(warnings(sparse(500_000), results(40_000_000))).isEmpty();
        assertThat(warnings(sparse(500_000), results(39_999_999)))
                .containsExactly(
                        "the sums of a step may be up to 10 tasks × 500,000 numbers × 8 bytes = 38.1 MiB, and the"
                                + " results of a job may have 38.1 MiB: raise spark.driver.maxResultSize, or"
                                + " engine.aggregation-depth");
    }

    /** The point and a sum; with four tasks that have two sums each, nine vectors. */
    @Test
    void executorsThatAreTooSmall() {
        assertThat(warnings(NEEDS, executor(120_000_000))).isEmpty();
        assertThat(warnings(NEEDS, executor(119_999_999)))
                .containsExactly("an executor holds up to 68.7 MiB of parameters and sums in its 4 tasks, and has 114.4"
                        + " MiB: it may run out of memory; raise spark.executor.memory, or lower spark.executor.cores");
        assertThat(warnings(NEEDS, executor(16_000_000))).hasSize(1);
        assertRefused(
                NEEDS,
                executor(15_999_999),
                "an executor holds at least 2 vectors × 1,000,000 parameters × 8 bytes = 15.3 MiB, and has 15.3 MiB: raise"
                        + " spark.executor.memory");
    }

    @Test
    void rowsThatDoNotFitAreWarnedOf() {
        MemoryNeeds many = new MemoryNeeds(1_000_000, 1, 2, 0, 10, 1_000_000, true, false, 800 * MEBI + 1);
        assertThat(warnings(many, ROOMY))
                .containsExactly(
                        "the rows take 800.0 MiB, and the 2 executors have 800.0 MiB for blocks: the rest is read"
                                + " from disk again and again; raise spark.executor.memory, or take more executors");
        SparkMemory local = new SparkMemory(true, 4_000 * MEBI, 0, 1, 4_000 * MEBI, 4, 800 * MEBI);
        assertThat(warnings(many, local))
                .containsExactly(
                        "the rows take 800.0 MiB, and Spark has 800.0 MiB for blocks: the rest is read from disk"
                                + " again and again; raise spark.driver.memory (as GLISSADE_DRIVER_MEMORY, or spark-submit's"
                                + " --driver-memory)");
    }

    /** In one process the rows take their part of the driver's memory; alone they are Spark's own business. */
    @Test
    void aLocalDriverHoldsRowsToo() {
        MemoryNeeds needs = new MemoryNeeds(1_000_000, 1, 2, 0, 10, 1_000_000, true, false, 50 * MEBI);
        assertThat(warnings(needs, new SparkMemory(true, 150 * MEBI, 0, 1, 150 * MEBI, 4, 90 * MEBI)))
                .hasSize(1)
                .first()
                .asString()
                .contains("= 61.0 MiB beside 50.0 MiB of rows, and has 150.0 MiB");
        MemoryNeeds small = new MemoryNeeds(100, 1, 2, 0, 10, 100, true, false, 89 * MEBI);
        assertThat(warnings(small, new SparkMemory(true, 100 * MEBI, 0, 1, 100 * MEBI, 4, 90 * MEBI)))
                .isEmpty();
    }

    @Test
    void aSettingThatComesTooLateIsTold() {
        assertThat(ROOMY.unheeded(Optional.empty())).isEmpty();
        assertThat(ROOMY.unheeded(Optional.of("1000m"))).isEmpty();
        assertThat(ROOMY.unheeded(Optional.of("8g")))
                .contains("spark.driver.memory = 8g: comes too late, the driver runs already and has 1,000.0 MiB; set"
                        + " GLISSADE_DRIVER_MEMORY, or spark-submit's --driver-memory");
        assertThat(ROOMY.unheeded(Optional.of("700m"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"8388608, 0", "8388609, 1"})
    void muchToShipIsSlow(long parameters, int warnings) {
        MemoryNeeds needs = new MemoryNeeds(parameters, 1, 1, 0, 1, 1, false, false, 0);
        assertThat(warnings(needs, ROOMY))
                .hasSize(warnings)
                .allMatch(line -> line.startsWith("each step sends 1 vectors"));
        MemoryNeeds byNeed = new MemoryNeeds(parameters, 1, 1, 0, 1, 1, false, true, 0);
        assertThat(warnings(byNeed, ROOMY)).isEmpty();
    }

    @Test
    void aModelThatCannotBeWrittenIsRefused() {
        SparkMemory endless = new SparkMemory(false, 1L << 50, 0, 2, 1L << 50, 4, 1L << 50);
        assertThat(warnings(new MemoryNeeds(268_435_455, 1, 1, 0, 1, 1, false, false, 0), endless))
                .hasSize(1);
        assertRefused(
                new MemoryNeeds(268_435_456, 1, 1, 0, 1, 1, false, false, 0),
                endless,
                "the model has 268,435,456 parameters; one of more than 268,435,455 cannot be written:"
                        + " is a feature index wrong?");
    }
}
