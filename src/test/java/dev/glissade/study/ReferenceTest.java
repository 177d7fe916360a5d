package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.UserError;
import dev.glissade.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learning rates are made of a curvature, where there is one. */
class ReferenceTest {

    private static Reference withCurvature(double smoothness) {
        return new Reference(100, 100, 1, 0, 0, 0.01, smoothness, 2, DenseVector.zeros(1), "");
    }

    @Test
    void aCurvatureIsThatAtTheStart() {
        assertThat(withCurvature(3).requireCurvature(false)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, that at the start is 0",
        "1E-310, false, that at the start is 1.00e-310",
        "Infinity, false, that at the start is ∞",
        "NaN, false, that at the start is –",
        "3, true, the loss has kinks"
    })
    void withoutOneRatesAreAskedFor(double smoothness, boolean kinks, String why) {
        assertThatThrownBy(() -> withCurvature(smoothness).requireCurvature(kinks))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "study.rates: there are none, and no curvature that the study could choose some by: %s; give some, such as [0.01, 0.1, 1]",
                        why);
    }
}
