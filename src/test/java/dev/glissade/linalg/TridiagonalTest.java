package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TridiagonalTest {

    /** With a on the diagonal and b beside it the eigenvalues are a + 2b·cos(kπ/(n + 1)). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 30})
    void equalEntries(int size) {
        for (double beside : new double[] {0.5, -0.5, 0, 1e-9}) {
            for (double diagonal : new double[] {-2, 0, 1e6}) {
                Tridiagonal matrix = new Tridiagonal();
                for (int i = 0; i < size; i++) {
                    matrix.add(i == 0 ? 0 : beside, diagonal);
                }
                double largest = diagonal + 2 * Math.abs(beside) * Math.cos(Math.PI / (size + 1));
                assertThat(matrix.largestEigenvalue()).isCloseTo(largest, within(1e-14 * (1 + Math.abs(diagonal))));
            }
        }
    }

    /** (1, 2; 2, −3) has the eigenvalues −1 ± √8. */
    @Test
    void grows() {
        Tridiagonal matrix = new Tridiagonal();
        matrix.add(0, 1);
        assertThat(matrix.largestEigenvalue()).isEqualTo(1);
        matrix.add(2, -3);
        assertThat(matrix.largestEigenvalue()).isCloseTo(Math.sqrt(8) - 1, within(1e-14));
    }
}
