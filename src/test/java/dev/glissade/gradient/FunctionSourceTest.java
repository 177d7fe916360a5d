package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.linalg.DenseVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionSourceTest {

    private static final DifferentiableFunction VALLEY = Functions.rosenbrock();
    private static final DenseVector POINT = DenseVector.of(-1.5, 2);

    @Test
    void theFunctionIsTheMeanLossOfOneRow() {
        GradientSource data = new FunctionSource(VALLEY);
        assertThat(data.rows()).isEqualTo(1);
        assertThat(data.totalWeight()).isEqualTo(1);
        DenseVector other = DenseVector.of(0.5, 0.25);
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(POINT, other)));
        assertThat(sum.losses()).containsExactly(VALLEY.value(POINT), VALLEY.value(other));
        assertThat(sum.gradients()).containsExactly(VALLEY.gradient(POINT), VALLEY.gradient(other));
        assertThat(data.value(new ValueRequest(data.allRows(), POINT)).loss()).isEqualTo(VALLEY.value(POINT));
    }

    @Test
    void allParametersMayBePenalised() {
        GradientSource data = new FunctionSource(Functions.bowl(1, 2, 3));
        assertThat(data.model().features()).isZero();
        assertThat(data.model().layout().size()).isEqualTo(3);
        for (int parameter = 0; parameter < 3; parameter++) {
            assertThat(data.model().layout().penalised(parameter)).isTrue();
        }
    }
}
