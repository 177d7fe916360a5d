package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which methods are compared. */
class ContestantTest {

    private static List<Contestant> all(String gradient, String batchSizes) {
        return Contestant.all(
                new ConfigurationLoader(ModelKind.names())
                        .loadText("""
                                data { train = rows.csv, label = y }
                                model.kind = linear
                                gradient { %s }
                                study.batch-sizes = [%s]
                                """.formatted(gradient, batchSizes), "the test's configuration", List.of()),
                1000);
    }

    /** Nothing else is beside it but the rate that falls. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch-size = 32 | '' | sgd",
                "batch-size = 32 | 16, 32, 64 | sgd-32",
                "batch-size = 256 | 1, 16 | ''",
                "batch-size = 256 | all | ''",
                "'' | 16, 256, all | sgd-256",
                "batch-size = all | 16, 256 | sgd-256"
            })
    void theDecayingRateIsLikeConstantStepsOfItsBatches(String gradient, String batchSizes, String likeness) {
        List<Contestant> contestants = all(gradient, batchSizes);
        assertThat(contestants)
                .filteredOn(contestant -> contestant.name().equals("sgd-inverse-time"))
                .extracting(Contestant::likeness)
                .containsExactly(likeness);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | ''", "batch-size = 256 | 1, 16", "'' | all", "'' | 1, 256"})
    void aMethodIsLikeOneThatIsThere(String gradient, String batchSizes) {
        List<Contestant> contestants = all(gradient, batchSizes);
        List<String> names = contestants.stream().map(Contestant::name).toList();
        assertThat(contestants)
                .allSatisfy(contestant -> assertThat(
                                contestant.likeness().isEmpty() || names.contains(contestant.likeness()))
                        .isTrue());
    }
}
