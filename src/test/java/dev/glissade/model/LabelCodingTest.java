package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelCodingTest {

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "1.0,1",
        "1e0,1",
        "+1,1",
        "-0.0,0",
        "0,0",
        "-0.5,-0.5",
        "1e3,1000",
        "1.50,1.5",
        "' 7 ',7",
        "007,7",
        "yes,yes",
        "1d,1d",
        "NaN,NaN",
        "1e999,1e999",
        "-,-",
        "1.2.3,1.2.3",
        "2e-3,0.002",
        "0.1,0.1",
        "2.0e-15,0.000000000000002",
        "1e15,1000000000000000",
        "0.30000000000000004,0.30000000000000004"
    })
    void aNumberHasOneName(String written, String name) {
        assertThat(LabelCoding.className(written)).isEqualTo(name);
    }

    @Test
    void theLargerOfTwoClassesIsPositive() {
        LabelCoding coding = LabelCoding.classes(LabelKind.BINARY, List.of("10", "9", "10"));
        assertThat(coding.classes()).containsExactly("9", "10");
        assertThat(coding.encode("9")).isEqualTo(OptionalDouble.of(-1));
        assertThat(coding.encode("10")).isEqualTo(OptionalDouble.of(1));
        assertThat(coding.encode("8")).isEmpty();
    }

    @Test
    void textIsOrderedAsText() {
        LabelCoding coding = LabelCoding.classes(LabelKind.MULTICLASS, List.of("b", "10", "9", "B", "ä"));
        assertThat(coding.classes()).containsExactly("10", "9", "B", "b", "ä");
        assertThat(coding.encode("b")).isEqualTo(OptionalDouble.of(3));
        assertThat(coding.numbers()).containsEntry("ä", 4).hasSize(5);
        assertThat(coding.classCount()).isEqualTo(5);
    }

    @Test
    void theOrderFollowsFromTheSet() {
        LabelCoding one = LabelCoding.classes(LabelKind.MULTICLASS, List.of("3", "-1", "2.5"));
        LabelCoding other = LabelCoding.classes(LabelKind.MULTICLASS, List.of("2.5", "3", "-1"));
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.classes()).containsExactly("-1", "2.5", "3");
    }

    @Test
    void tooFewOrTooManyClassesAreNamed() {
        assertThatThrownBy(() -> LabelCoding.classes(LabelKind.BINARY, List.of("1")))
                .hasMessageContaining("one class only (1)");
        assertThatThrownBy(() -> LabelCoding.classes(LabelKind.MULTICLASS, List.of()))
                .hasMessageContaining("none found");
        assertThatThrownBy(() -> LabelCoding.classes(LabelKind.BINARY, List.of("1", "2", "3", "4")))
                .hasMessageContaining("4 classes (1, 2, 3, …)");
        assertThatThrownBy(() -> LabelCoding.classes(LabelKind.REGRESSION, List.of("1", "2")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void regressionsHaveNoClasses() {
        assertThat(LabelCoding.regression().classes()).isEmpty();
        assertThat(LabelCoding.regression().kind()).isEqualTo(LabelKind.REGRESSION);
    }
}
