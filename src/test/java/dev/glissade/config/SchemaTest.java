package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private static final Schema SCHEMA = new Schema(ConfigurationFiles.MODEL_KINDS);

    @Test
    void listsEachKeyOnceUnderItsGroup() {
        assertThat(SCHEMA.keys())
                .extracting(Key::path)
                .doesNotHaveDuplicates()
                .allMatch(
                        path -> path.matches(
                                "name|seed|(spark|data|data[.]columns|model|penalty|gradient|optimizer|averaging|learning-rate|batch-size-schedule|stop|on-divergence|engine|checkpoint|run|study)[.][a-z0-9-]+"));
    }

    @Test
    void describesEachKeyOnOneLine() {
        for (Key<?> key : SCHEMA.keys()) {
            assertThat(key.description()).as(key.path()).isNotBlank().doesNotContain("\n");
            assertThat(key.meaning()).as(key.path()).isNotBlank().doesNotContain("\n");
            assertThat(key.defaultText().orElse("required")).as(key.path()).isNotBlank();
        }
    }

    @Test
    void requiresOneKey() {
        assertThat(SCHEMA.keys())
                .filteredOn(key -> key.defaultText().isEmpty())
                .extracting(Key::path)
                .containsExactly("data.train");
    }

    @Test
    void hasAnExampleOfEveryKey() {
        List<Givens> examples = Stream.concat(Stream.of(Examples.EVERY_KEY), Examples.OTHER_KEYS.stream())
                .map(text -> Givens.of(ConfigFactory.parseString(text).root(), "x.conf"))
                .toList();

        assertThat(SCHEMA.keys())
                .allMatch(key -> examples.stream()
                        .anyMatch(given -> given.find(key.path()).isPresent()));
    }

    @Test
    void takesTheModelKindsItIsTold() {
        Schema other = new Schema(List.of("linear", "hinge"));

        assertThat(other.keys())
                .filteredOn(key -> key.path().equals("model.kind"))
                .singleElement()
                .satisfies(key -> assertThat(key.words()).containsExactly("linear", "hinge"))
                .satisfies(key -> assertThat(key.description()).isEqualTo("one of linear, hinge"));
    }
}
