package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small table in far too many partitions on two cores: what the program advises, and what that would come to. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OverheadTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADVICE = Pattern.compile(
            "overhead is (\\d+)% of a step's time: 200 partitions cost ([\\d.]+) ms a step; 2 would cost about ([\\d.]+)"
                    + " \\(engine.partitions\\)");

    @TempDir
    private Path directory;

    private JsonNode summary(String run) throws IOException {
        return JSON.readTree(directory.resolve(run + "/summary.json").toFile());
    }

    /** A step's time in milliseconds. */
    private static double step(JsonNode summary) {
        JsonNode seconds = summary.get("secondsByPhase");
        double sum = 0;
        for (String phase : List.of("ship", "schedule", "sample", "compute", "aggregate", "update")) {
            sum += seconds.get(phase).asDouble();
        }
        return 1e3 * sum / summary.get("steps").asLong();
    }

    @Test
    void twoHundredPartitionsAreTooMany() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> lines = new ArrayList<>(List.of("a,b,answer"));
        for (int row = 0; row < 1_000; row++) {
            lines.add("%s,%s,%d".formatted(random.nextDouble(), random.nextDouble(), row % 2));
        }
        Files.write(directory.resolve("table.csv"), lines);
        Files.writeString(directory.resolve("small.conf"), """
                data { train = table.csv, label = answer, slices = 256 }
                model.kind = logistic
                learning-rate.initial = 0.1
                gradient.batch-size = 100
                stop.max-steps = 60
                spark.master = "local[2]"
                """);
        Glissade.Outcome many = Glissade.run(directory, "train", "small.conf", "run.dir=many", "engine.partitions=200");
        assertThat(many.status()).as(many.errors()).isZero();
        Matcher advice = ADVICE.matcher(summary("many").get("advice").path(0).asText());
        assertThat(advice.matches()).as(summary("many").toString()).isTrue();
        assertThat(many.out()).contains("advice         " + advice.group()).contains(" ms a step: schedule ");
        assertThat(Integer.parseInt(advice.group(1))).isGreaterThan(80);
        double predicted = Double.parseDouble(advice.group(3));
        assertThat(predicted).isLessThan(Double.parseDouble(advice.group(2)) / 3);

        Glissade.Outcome two = Glissade.run(directory, "train", "small.conf", "run.dir=two", "engine.partitions=2");
        assertThat(two.status()).as(two.errors()).isZero();
        double came = step(summary("two"));
        System.out.printf("200 partitions: %s ms a step; 2: %.2f predicted, %.2f%n", advice.group(2), predicted, came);
        assertThat(predicted / came)
                .as("%s ms predicted, %s", predicted, came)
                .isBetween(0.2, 5.0); // other load passes
        assertThat(two.out()).doesNotContain("200 partitions");
        assertThat(summary("two").get("weightsSha256"))
                .isEqualTo(summary("many").get("weightsSha256"));
    }
}
