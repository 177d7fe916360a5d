package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "500, 500, STEPS, 500",
        "500 steps, 500, STEPS, 500",
        "1 step, 1, STEPS, 1",
        "1e3, 1000, STEPS, 1000",
        "0, 0, STEPS, 0",
        "30 epochs, 30, EPOCHS, 30 epochs",
        "1 epoch, 1, EPOCHS, 1 epochs",
        "0.5   epochs, 0.5, EPOCHS, 0.5 epochs",
        "2epochs, 2, EPOCHS, 2 epochs",
        "0 epochs, 0, EPOCHS, 0 epochs"
    })
    void readsAndWritesStepsAndEpochs(String text, double amount, Span.Unit unit, String written) {
        Span span = Span.parse(text).orElseThrow();

        assertThat(span).isEqualTo(new Span(amount, unit)).hasToString(written);
        assertThat(Span.parse(written)).contains(span);
        assertThat(span.isZero()).isEqualTo(amount == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "steps",
                "epochs",
                "1.5",
                "1.5 steps",
                "-1",
                "-1 epochs",
                "1 hour",
                "1 2",
                "NaN epochs",
                "1e999 epochs",
                "1e300 steps",
                "1 epochs epochs"
            })
    void refusesAllElse(String text) {
        assertThat(Span.parse(text)).isEmpty();
    }

    @Test
    void isNeverNegativeNorAFractionOfAStep() {
        assertThatThrownBy(() -> Span.steps(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Span.epochs(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Span.epochs(Double.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Span(0.5, Span.Unit.STEPS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a length cannot be 0.5 steps");
    }
}
