package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.function.Functions;
import dev.glissade.linalg.DenseVector;
import dev.glissade.schedule.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void byValueBoundsEachCoordinate() {
        assertThat(Clipping.byValue(2).apply(DenseVector.of(1, -1.5, 2, -2, 3, -50, 0)))
                .isEqualTo(DenseVector.of(1, -1.5, 2, -2, 2, -2, 0));
    }

    @Test
    void byNormShortensWithoutTurning() {
        DenseVector shortened = Clipping.byNorm(1).apply(DenseVector.of(3, -4));
        assertThat(shortened.get(0)).isCloseTo(0.6, within(1e-15));
        assertThat(shortened.get(1)).isCloseTo(-0.8, within(1e-15));
        assertThat(Clipping.byNorm(5).apply(DenseVector.of(3, -4))).isEqualTo(DenseVector.of(3, -4));
        assertThat(Clipping.byNorm(6).apply(DenseVector.of(3, -4))).isEqualTo(DenseVector.of(3, -4));
        assertThat(Clipping.byNorm(1).apply(DenseVector.zeros(2))).isEqualTo(DenseVector.zeros(2));
    }

    @Test
    void valuesAreBoundedBeforeTheNorm() {
        Clipping both = new Clipping(4, 2.5);
        DenseVector bounded = both.apply(DenseVector.of(3, 400));
        assertThat(bounded.get(0)).isCloseTo(1.5, within(1e-15));
        assertThat(bounded.get(1)).isCloseTo(2, within(1e-15));
    }

    @Test
    void nothingIsBoundedWithoutBounds() {
        DenseVector gradient = DenseVector.of(1e300, -7);
        assertThat(new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY).apply(gradient))
                .isEqualTo(gradient);
    }

    @Test
    void whatIsNoFiniteNumberStaysSo() {
        assertThat(Clipping.byValue(1).apply(DenseVector.of(NAN, INFINITE, -INFINITE, 5)))
                .isEqualTo(DenseVector.of(NAN, INFINITE, -INFINITE, 1));
        assertThat(Clipping.byNorm(1).apply(DenseVector.of(NAN, 5)).isFinite()).isFalse();
        assertThat(Clipping.byNorm(1).apply(DenseVector.of(INFINITE, 5)).get(0)).isEqualTo(INFINITE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, NAN, INFINITE})
    void boundsAreAboveZero(double bound) {
        assertThatThrownBy(() -> Clipping.byValue(bound))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clip-value = %s: must be a finite number above 0".formatted(bound));
        assertThatThrownBy(() -> Clipping.byNorm(bound))
                .hasMessage("clip-norm = %s: must be a finite number above 0".formatted(bound));
    }

    @Test
    void anEstimateKeepsItsCostAndLoss() {
        GradientSource data = new FunctionSource(Functions.bowl(1, 5));
        Progress start = new Progress(0, 0);
        DenseVector point = DenseVector.of(4, 2.5);
        GradientEstimate whole = new FullGradient().estimate(data, EstimatorState.NOTHING, start, point);
        GradientEstimate clipped = new ClippedGradient(new FullGradient(), Clipping.byValue(10))
                .estimate(data, EstimatorState.NOTHING, start, point);
        assertThat(whole.gradient()).isEqualTo(DenseVector.of(8, 25));
        assertThat(clipped.gradient()).isEqualTo(DenseVector.of(8, 10));
        assertThat(clipped.loss()).isEqualTo(whole.loss()).hasValue(16 + 31.25);
        assertThat(clipped.work().rowsDrawn()).isEqualTo(1);
        assertThat(clipped.work().rowsVisited()).isEqualTo(1);
        assertThat(clipped.work().gradientEvaluations()).isEqualTo(1);
    }
}
