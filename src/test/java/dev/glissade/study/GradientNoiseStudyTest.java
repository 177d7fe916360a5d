package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.Listening;
import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.UserError;
import dev.glissade.model.ModelKind;
import dev.glissade.run.Json;
import dev.glissade.run.RunObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study as a whole, on Spark. */
class GradientNoiseStudyTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private final RunObserver observer = new Listening(said);

    @BeforeEach
    void rows() throws IOException {
        SplittableRandom random = new SplittableRandom(641);
        StringBuilder csv = new StringBuilder("y,a,b\n");
        for (int i = 0; i < 300; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            csv.append("%s,%s,%s%n".formatted(2 * a - b + random.nextGaussian(), a, b));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
    }

    private Configuration configuration(String... more) {
        return new ConfigurationLoader(ModelKind.names())
                .loadText(
                        """
                        data { train = "%s", label = y }
                        model.kind = linear
                        learning-rate.initial = 0.1
                        gradient.batch-size = 30
                        study { weights = [0, 0.5 epochs], draws = 201 }
                        run.dir = "%s"
                        """.formatted(folder.resolve("rows.csv"), folder.resolve("study")),
                        "the test's configuration",
                        List.of(more));
    }

    private Path run(String... more) throws IOException {
        return Path.of(new StudyRun("gradient-noise", configuration(more)).execute(SharedSpark.session(), observer));
    }

    @Test
    void leavesATableVerdictsAReportAndPictures() throws IOException {
        Path study = run();
        List<String> table = Files.readAllLines(study.resolve("study.csv"));
        assertThat(table.get(0))
                .isEqualTo("weights,batchSize,sampling,variance,expectedVariance,draws,varianceLow,varianceHigh");
        int sizes = 6; // 1, 4, 16, 64, 256 and all
        assertThat(table).hasSize(1 + 2 * 4 * sizes);
        assertThat(table.get(1)).startsWith("start,1,epoch-shuffle,").contains(",12864,");
        assertThat(table.get(4)).startsWith("start,64,epoch-shuffle,").contains(",202,");
        assertThat(table.get(6)).isEqualTo("start,300,epoch-shuffle,0.0,0.0,4,0.0,0.0");
        assertThat(table).anyMatch(row -> row.startsWith("after 0.5 epochs,300,with-replacement,"));
        for (String row : table.subList(1, table.size())) {
            String[] cells = row.split(",", -1);
            double expected = Double.parseDouble(cells[4]);
            assertThat(Double.parseDouble(cells[3])).as(row).isCloseTo(expected, within(0.25 * expected));
            assertThat(Double.parseDouble(cells[6])).isLessThanOrEqualTo(Double.parseDouble(cells[3]));
        }
        assertThat(study.resolve("report.html")).content().contains("At the weights: after 0.5 epochs");
        try (var pictures = Files.list(study.resolve("plots"))) {
            assertThat(pictures.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "variance-start.png",
                            "ratio-start.png",
                            "variance-after-0-5-epochs.png",
                            "ratio-after-0-5-epochs.png");
        }
        assertThat(said).anyMatch(line -> line.endsWith(": 48 of 48 variances"));
        verdicts(Json.parse(Files.readString(study.resolve("study.json"))));
    }

    private static void verdicts(JsonNode verdicts) {
        assertThat(verdicts.get("study").textValue()).isEqualTo("gradient-noise");
        assertThat(verdicts.at("/slope/estimate").doubleValue()).isCloseTo(-1, within(0.05));
        assertThat(verdicts.get("weights")).hasSize(2);
        for (JsonNode place : verdicts.get("weights")) {
            double trace = place.at("/exact/trace").doubleValue();
            assertThat(place.at("/free/steps").intValue()).isEqualTo(200);
            assertThat(place.at("/free/batchSize").intValue()).isEqualTo(30);
            assertThat(place.at("/free/trace/estimate").doubleValue()).isCloseTo(trace, within(0.1 * trace));
            assertThat(place.at("/free/traceDeviation").doubleValue())
                    .isCloseTo(place.at("/free/trace/estimate").doubleValue() / trace - 1, within(1e-12));
            assertThat(place.get("samplings")).hasSize(4);
            for (JsonNode mode : place.get("samplings")) {
                assertThat(mode.at("/trace/estimate").doubleValue()).isCloseTo(trace, within(0.15 * trace));
                assertThat(mode.at("/noiseScale/low").doubleValue())
                        .isLessThan(mode.at("/noiseScale/estimate").doubleValue());
                assertThat(mode.at("/gradientNormSquared/estimate").doubleValue())
                        .isCloseTo(place.at("/exact/gradientNormSquared").doubleValue(), within(0.2));
            }
        }
    }

    /** What it has it keeps; what is missing it does again, to the same bits, on as many partitions as there are. */
    @Test
    void goesOnWhereItWas() throws IOException {
        Path study = run();
        byte[] table = Files.readAllBytes(study.resolve("study.csv"));
        byte[] verdicts = Files.readAllBytes(study.resolve("study.json"));
        byte[] report = Files.readAllBytes(study.resolve("report.html"));
        List<Path> pieces;
        try (var files = Files.list(study.resolve("pieces"))) {
            pieces = files.sorted().toList();
        }
        run();
        assertThat(Files.readAllBytes(study.resolve("report.html"))).isEqualTo(report);
        Files.delete(study.resolve("pieces/draws-start-bernoulli-16.json"));
        Files.delete(study.resolve("pieces/exact-after-0-5-epochs.json"));
        Files.delete(study.resolve("pieces/free-start.json"));
        Files.delete(study.resolve("study.json"));
        said.clear();
        run("engine.partitions=3");
        assertThat(said).anyMatch(line -> line.startsWith("draws-start-bernoulli-64: ") && line.contains("known"));
        assertThat(said).noneMatch(line -> line.startsWith("draws-start-bernoulli-16: ") && line.contains("known"));
        assertThat(Files.readAllBytes(study.resolve("study.csv"))).isEqualTo(table);
        assertThat(Files.readAllBytes(study.resolve("study.json"))).isEqualTo(verdicts);
        assertThat(Files.readAllBytes(study.resolve("report.html"))).isEqualTo(report);
        try (var files = Files.list(study.resolve("pieces"))) {
            assertThat(files.sorted().toList()).isEqualTo(pieces);
        }
    }

    /** What leads there is the training of the configuration: twice the batch of the rule takes twice the rate. */
    @Test
    void theRateOnTheWayIsScaledAsTheConfigurationSays() throws IOException {
        Path study = run(
                "learning-rate.scaling=linear",
                "learning-rate.reference-batch-size=15",
                "study.draws=10",
                "study.batch-sizes=[2]");
        JsonNode scaled = Json.parse(Files.readString(study.resolve("pieces/weights.json")));
        Path plain = run(
                "learning-rate.initial=0.2",
                "study.draws=10",
                "study.batch-sizes=[2]",
                "run.dir=" + folder.resolve("plain"));
        assertThat(Json.parse(Files.readString(plain.resolve("pieces/weights.json"))))
                .isEqualTo(scaled);
    }

    /** What leads there is a training with a learning rate; the start needs none. */
    @Test
    void aMethodWithoutARateIsLookedAtFromItsStartAlone() throws IOException {
        String[] solver = {"optimizer.kind=lbfgs", "learning-rate.initial=null", "gradient.batch-size=null"};
        assertThatThrownBy(() -> run(solver))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "study gradient-noise varies the learning rate on the way to study.weights, which does not go with"
                                + " optimizer.kind = lbfgs: it finds its own step");
        List<String> fromTheStart = new ArrayList<>(List.of(solver));
        fromTheStart.addAll(List.of("study.weights=[0]", "study.draws=10", "study.batch-sizes=[2,300]"));
        Path study = run(fromTheStart.toArray(String[]::new));
        assertThat(Files.readAllLines(study.resolve("study.csv"))).hasSize(1 + 4 * 2);
        JsonNode verdicts = Json.parse(Files.readString(study.resolve("study.json")));
        assertThat(verdicts.get("slope").isNull()).isTrue();
        assertThat(verdicts.get("trace").isNull()).isFalse();
    }
}
