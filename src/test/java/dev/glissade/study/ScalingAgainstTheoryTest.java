package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.Listening;
import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.run.Json;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.StepsToTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole study of a quadratic whose noise and curvature are known, against the exact recursion of its second moments. */
class ScalingAgainstTheoryTest {

    private static final int COORDINATES = 32;
    private static final int ROWS_EACH = 64;
    private static final int ROWS = COORDINATES * ROWS_EACH;
    private static final double NOISE = 0.3;
    private static final List<Long> SIZES = List.of(8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L);
    private static final List<Double> RATES = List.of(2.0, 4.0, 8.0, 16.0, 32.0, 48.0, 96.0);
    private static final int SEEDS = 5;
    private static final int MOST_STEPS = 800;

    @TempDir
    private static Path folder;

    private static JsonNode verdicts;
    private static List<String> table;
    private static SecondMoments theory;

    @BeforeAll
    static void study() throws IOException {
        SplittableRandom random = new SplittableRandom(601);
        StringBuilder csv = new StringBuilder("y");
        for (int j = 0; j < COORDINATES; j++) {
            csv.append(",x").append(j);
        }
        csv.append('\n');
        List<SecondMoments.Coordinate> coordinates = new ArrayList<>();
        for (int j = 0; j < COORDINATES; j++) {
            double value = StrictMath.pow(0.12, 1 - j / (COORDINATES - 1.0)); // curvatures apart by a factor of 70
            double slope = random.nextGaussian() + (j % 2 == 0 ? 2 : -2);
            double[] labels = new double[ROWS_EACH];
            for (int i = 0; i < ROWS_EACH; i++) {
                labels[i] = slope * value + NOISE * random.nextGaussian();
                csv.append(labels[i])
                        .append(",0".repeat(j))
                        .append(',')
                        .append(value)
                        .append(",0".repeat(COORDINATES - 1 - j))
                        .append('\n');
            }
            double mean = Arrays.stream(labels).average().orElseThrow();
            double squares = Arrays.stream(labels)
                    .map(label -> (label - mean) * (label - mean))
                    .average()
                    .orElseThrow();
            coordinates.add(new SecondMoments.Coordinate(1.0 / COORDINATES, value, squares, -mean / value));
        }
        theory = new SecondMoments(coordinates);
        Path data = Files.writeString(folder.resolve("rows.csv"), csv);
        Configuration configuration = new ConfigurationLoader(ModelKind.names())
                .loadText(
                        """
                        data { train = "%s", label = y }
                        model { kind = linear, intercept = false }
                        gradient.sampling = with-replacement
                        stop { max-steps = %d }
                        study { batch-sizes = %s, rates = %s, seeds = %d }
                        run.dir = "%s"
                        """.formatted(data, MOST_STEPS, SIZES, RATES, SEEDS, folder.resolve("study")),
                        "the test's configuration",
                        List.of());
        String directory = new StudyRun("linear-scaling", configuration)
                .execute(SharedSpark.session(), new Listening(new ArrayList<>()));
        verdicts = Json.parse(Files.readString(Path.of(directory, "study.json")));
        table = Files.readAllLines(Path.of(directory, "study.csv"));
    }

    private static double target() {
        return verdicts.get("target").doubleValue();
    }

    /** Steps at the best rate of the grid, by theory. */
    private static List<StepsToTarget> exact() {
        List<StepsToTarget> exact = new ArrayList<>();
        for (long size : SIZES) {
            int best = RATES.stream()
                    .mapToInt(rate -> theory.steps(rate, size, target(), MOST_STEPS))
                    .filter(steps -> steps > 0)
                    .min()
                    .orElseThrow();
            exact.add(StepsToTarget.of(size, best));
        }
        return exact;
    }

    @Test
    void theFitIsThatOfTheory() {
        CriticalBatchSize exact = CriticalBatchSize.of(exact(), ROWS).orElseThrow();
        double critical = exact.criticalBatchSize().estimate();
        assertThat(verdicts.get("criticalBatchSize").get("estimate").doubleValue())
                .as("by theory %s, measured %s", exact.criticalBatchSize(), verdicts.get("criticalBatchSize"))
                .isCloseTo(critical, within(0.25 * critical));
        double least = exact.minimumSteps().estimate();
        assertThat(verdicts.get("minimumSteps").get("estimate").doubleValue()).isCloseTo(least, within(0.25 * least));
        double epochs = exact.minimumEpochs().estimate();
        assertThat(verdicts.get("minimumEpochs").get("estimate").doubleValue())
                .isCloseTo(epochs, within(0.25 * epochs));
    }

    /** On both sides of its bend, so that there is something to agree about. */
    @Test
    void theCurveIsSeenWhole() {
        double critical = verdicts.get("criticalBatchSize").get("estimate").doubleValue();
        assertThat(critical).isBetween(4.0 * SIZES.get(0), SIZES.get(SIZES.size() - 1) / 4.0);
        assertThat(verdicts.get("bend").textValue()).isEqualTo("SEEN");
        assertThat(verdicts.get("batchSizes"))
                .hasSize(SIZES.size())
                .noneMatch(size -> size.get("bestRateAtEdge").booleanValue());
    }

    /** The steps of seeds at a rate that they chose would be the least of several. */
    @Test
    void theSeedsThatChooseAreNotThoseThatAreMeasured() {
        assertThat(seeds("grid")).containsExactly("0", "1", "2", "3", "4");
        for (String measured : List.of("chosen", "linear", "sqrt", "adascale")) {
            assertThat(seeds(measured)).as(measured).containsExactly("5", "6", "7", "8", "9");
        }
        for (JsonNode size : verdicts.get("batchSizes")) {
            String begin = "%s,%s,chosen,"
                    .formatted(
                            size.get("batchSize").asText(), size.get("bestRate").asText());
            assertThat(table).filteredOn(row -> row.startsWith(begin)).hasSize(SEEDS);
        }
    }

    private static List<String> seeds(String rule) {
        return table.stream()
                .map(row -> row.split(",", -1))
                .filter(cells -> cells[2].equals(rule))
                .map(cells -> cells[3])
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void targetIsAHundredthOfTheWayAboveTheMinimum() {
        double excess = theory.start() - theory.minimum();
        assertThat(target()).isCloseTo(theory.minimum() + 0.01 * excess, within(1e-9));
    }

    @Test
    void theTableHasARowForEachRun() {
        assertThat(table.get(0))
                .isEqualTo("batchSize,learningRate,rule,seed,status,stepsToTarget,epochsToTarget,secondsToTarget,"
                        + "finalObjective,trainMetric,testMetric,referenceSteps");
        int grid = SIZES.size() * RATES.size() * SEEDS;
        int rules = SIZES.size() * 3 * SEEDS;
        assertThat(table).hasSize(1 + grid + SIZES.size() * SEEDS + rules);
        assertThat(table.stream().filter(row -> row.contains(",grid,"))).hasSize(grid);
    }
}
