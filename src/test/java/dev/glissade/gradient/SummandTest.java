package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.DenseVector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SummandTest {

    private static Summand sparse(int... indices) {
        double[] values = new double[indices.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + indices[i];
        }
        return Summand.sparse(12, indices, values);
    }

    @Test
    void sparseTermsMergeByCoordinate() {
        Summand sum = sparse(1, 5).plus(sparse(0, 5, 11));
        assertThat(sum.isDense()).isFalse();
        assertThat(sum.toVector()).isEqualTo(DenseVector.of(1, 2, 0, 0, 0, 12, 0, 0, 0, 0, 0, 12));
        assertThat(sum.squaredNorm()).isEqualTo(1 + 4 + 144 + 144);
    }

    /** From half of the coordinates on, repetitions counted, whatever the order of the two. */
    @Test
    void manyCoordinatesMakeItDense() {
        assertThat(sparse(0, 1, 2).plus(sparse(3, 4)).isDense()).isFalse();
        assertThat(sparse(0, 1, 2).plus(sparse(0, 1, 2)).isDense()).isTrue();
        assertThat(sparse(0, 1, 2).plus(sparse(3, 4, 5)).toVector())
                .isEqualTo(sparse(3, 4, 5).plus(sparse(0, 1, 2)).toVector());
    }

    @Test
    void sparseAndDenseTermsAdd() {
        DenseVector expected = DenseVector.of(0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0);
        assertThat(sparse(5).plus(Summand.dense(new double[12])).toVector()).isEqualTo(expected);
        assertThat(Summand.dense(new double[12]).plus(sparse(5)).toVector()).isEqualTo(expected);
        assertThat(sparse().plus(sparse()).toVector()).isEqualTo(DenseVector.zeros(12));
    }

    @Test
    void untouchedCoordinatesAreNoTerms() {
        Summand negativeZero = Summand.sparse(12, new int[] {3}, new double[] {-0.0});
        double[] sum = new double[12];
        Arrays.fill(sum, -0.0);
        assertThat(negativeZero.plus(Summand.dense(sum)).toVector().get(0)).isEqualTo(-0.0);
    }
}
