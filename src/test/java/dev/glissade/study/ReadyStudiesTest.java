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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that come ready with the project, on the data that comes with it. */
class ReadyStudiesTest {

    private static final Path HOME = Path.of(System.getProperty("glissade.home"));

    @TempDir
    private Path folder;

    /** The verdicts of a ready configuration, some of whose settings are other ones. */
    private JsonNode study(String name, String file, String... overrides) throws IOException {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("run.dir=" + folder.resolve("study"));
        Configuration configuration = new ConfigurationLoader(ModelKind.names())
                .load(HOME.resolve("conf/studies").resolve(file), all);
        new StudyRun(name, configuration).execute(SharedSpark.session(), new Listening(new ArrayList<>()));
        return Json.parse(Files.readString(folder.resolve("study/study.json")));
    }

    /**
     * At η = 0.1 the noise of the gradient alone makes a neighbourhood ∝ 1/b. At b = 1 the scatter of the curvature adds to it: there the exact
     * recursion of second moments gives 1.02, which is 1.77 times as much as 1/b would.
     */
    @Test
    void smallerBatchesEndInLargerNeighbourhoods() throws IOException {
        JsonNode sizes = study("batch-size", "experiment8.conf", "engine.partitions=1", "study.seeds=3")
                .get("batchSizes");
        assertThat(sizes).hasSize(4);
        double b16 = neighbourhood(sizes.get(1));
        double b256 = neighbourhood(sizes.get(2));
        assertThat(16 * b16 / (256 * b256)).isCloseTo(1, within(0.2));
        assertThat(neighbourhood(sizes.get(0))).isCloseTo(1.02, within(0.2 * 1.02));
        assertThat(neighbourhood(sizes.get(3))).isLessThan(1e-25);
    }

    private static double neighbourhood(JsonNode size) {
        return size.at("/neighbourhood/estimate").doubleValue();
    }

    @Test
    void theNoiseOfAdultIsThatOfItsFormulas() throws IOException {
        JsonNode verdicts = study(
                "gradient-noise", "adult-noise.conf", "study.draws=1000", "study.batch-sizes=[256, 1024, 4096, all]");
        assertThat(verdicts.get("weights")).hasSize(2);
        for (JsonNode place : verdicts.get("weights")) {
            for (JsonNode sampling : place.get("samplings")) {
                assertThat(sampling.at("/slope/estimate").doubleValue()).isCloseTo(-1, within(0.02));
                assertThat(sampling.get("largestDeviation").doubleValue()).isCloseTo(0, within(0.05));
            }
            assertThat(place.at("/free/steps").intValue()).isEqualTo(200);
            assertThat(place.at("/free/traceDeviation").doubleValue()).isCloseTo(0, within(0.05));
            assertThat(place.at("/free/noiseScaleDeviation").doubleValue()).isCloseTo(0, within(0.1));
        }
    }
}
