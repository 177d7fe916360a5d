package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DenseVectorTest {

    @Test
    void arithmeticMakesNewVectors() {
        DenseVector v = DenseVector.of(1, -2, 2);
        assertThat(v.times(3)).isEqualTo(DenseVector.of(3, -6, 6));
        assertThat(v.plus(2, DenseVector.of(1, 1, 0))).isEqualTo(DenseVector.of(3, 0, 2));
        assertThat(v.norm()).isEqualTo(3);
        assertThat(v).isEqualTo(DenseVector.of(1, -2, 2));
    }

    @Test
    void copiesAreCopies() {
        double[] values = {1, 2};
        DenseVector v = DenseVector.of(values);
        values[0] = 9;
        v.toArray()[1] = 9;
        assertThat(v).isEqualTo(DenseVector.of(1, 2));
    }

    @Test
    void equalityIsOfBits() {
        assertThat(DenseVector.of(0.0)).isNotEqualTo(DenseVector.of(-0.0));
        assertThat(DenseVector.of(Double.NaN)).isEqualTo(DenseVector.of(Double.NaN));
        assertThat(DenseVector.of(1, 2).hashCode())
                .isEqualTo(DenseVector.of(1, 2).hashCode());
    }

    @Test
    void finiteMeansEveryEntry() {
        assertThat(DenseVector.of(1, 2).isFinite()).isTrue();
        assertThat(DenseVector.of(1, Double.NaN).isFinite()).isFalse();
        assertThat(DenseVector.of(Double.NEGATIVE_INFINITY, 1).isFinite()).isFalse();
        assertThat(DenseVector.zeros(0).isFinite()).isTrue();
    }

    @Test
    void textIsShort() {
        assertThat(DenseVector.of(1, 2)).hasToString("[1.0, 2.0]");
        assertThat(DenseVector.zeros(10_000).toString()).hasSizeLessThan(80).endsWith("… (10000)");
    }
}
