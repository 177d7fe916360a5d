package dev.glissade.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseVector;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {

    static List<DifferentiableFunction> functions() {
        return List.of(
                Functions.bowl(1, 5, 0.1),
                Functions.bowl(-2),
                Functions.rosenbrock(),
                Functions.wavySurface(),
                Functions.manyMinima());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void gradientsAreCentralFiniteDifferences(DifferentiableFunction function) {
        SplittableRandom random = new SplittableRandom(241);
        double step = 1e-6;
        for (int round = 0; round < 20; round++) {
            double[] point = random.doubles(function.dimension(), -2, 2).toArray();
            DenseVector gradient = function.gradient(DenseVector.of(point));
            assertThat(gradient.size()).isEqualTo(function.dimension());
            for (int j = 0; j < point.length; j++) {
                double[] up = point.clone();
                double[] down = point.clone();
                up[j] += step;
                down[j] -= step;
                double difference =
                        (function.value(DenseVector.of(up)) - function.value(DenseVector.of(down))) / (2 * step);
                assertThat(gradient.get(j)).isCloseTo(difference, within(1e-7 * (10 + Math.abs(difference))));
            }
        }
    }

    @Test
    void valuesByHand() {
        assertThat(Functions.bowl(1, 5).value(DenseVector.of(4, 2.5))).isEqualTo(47.25);
        assertThat(Functions.rosenbrock().value(DenseVector.of(-1.5, 2))).isEqualTo(6.25 + 100 * 0.0625);
        assertThat(Functions.wavySurface().value(DenseVector.of(Math.PI / 6, Math.PI / 6)))
                .isCloseTo(4 * Math.PI * Math.PI / 36 + 0.5, within(1e-15));
        assertThat(Functions.manyMinima().value(DenseVector.of(Math.PI / 2)))
                .isCloseTo(Math.PI * Math.PI / 40 - 1, within(1e-15));
    }

    @Test
    void minimaAreThoseStated() {
        assertThat(Functions.bowl(1, 5).value(DenseVector.zeros(2))).isZero();
        assertThat(Functions.rosenbrock().value(DenseVector.of(1, 1))).isZero();
        assertThat(Functions.rosenbrock().gradient(DenseVector.of(1, 1)).norm()).isZero();
    }

    /** The least value on a fine grid, and its place. */
    @Test
    void theWavySurfaceIsLeastAtTwoPlaces() {
        DifferentiableFunction surface = Functions.wavySurface();
        double least = Double.POSITIVE_INFINITY;
        DenseVector place = DenseVector.zeros(2);
        for (int i = -2_000; i <= 2_000; i++) {
            for (int j = -400; j <= 0; j++) {
                DenseVector w = DenseVector.of(i * 1e-3, j * 1e-3);
                if (surface.value(w) < least) {
                    least = surface.value(w);
                    place = w;
                }
            }
        }
        assertThat(least).isCloseTo(-0.018322, within(5e-7));
        assertThat(place.get(0)).isCloseTo(0.2432, within(1e-3));
        assertThat(place.get(1)).isCloseTo(-0.1501, within(1e-3));
        assertThat(surface.value(place.times(-1))).isEqualTo(surface.value(place));
        assertThat(surface.gradient(DenseVector.of(0.2432, -0.1501)).norm()).isLessThan(1e-3);
    }

    @Test
    void theOneOfManyMinimaIsWhereItIsSaidToBe() {
        DifferentiableFunction function = Functions.manyMinima();
        double least = Double.POSITIVE_INFINITY;
        double place = 0;
        int minima = 0;
        for (int i = -100_000; i <= 100_000; i++) {
            double w = i * 1e-4;
            double value = function.value(DenseVector.of(w));
            if (value < least) {
                least = value;
                place = w;
            }
            minima += function.gradient(DenseVector.of(w)).get(0) < 0
                            && function.gradient(DenseVector.of(w + 1e-4)).get(0) >= 0
                    ? 1
                    : 0;
        }
        assertThat(place).isCloseTo(-0.5122, within(1e-4));
        assertThat(least).isCloseTo(-0.9732, within(5e-5));
        assertThat(minima).isBetween(8, 10); // 20 over 2π/3 is 9.5
    }

    @Test
    void aBowlHasACoefficient() {
        assertThatThrownBy(Functions::bowl)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one coefficient");
    }
}
