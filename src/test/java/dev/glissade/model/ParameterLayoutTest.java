package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {

    @Test
    void outputsFollowEachOtherWithTheirIntercepts() {
        ParameterLayout layout = new ParameterLayout(3, 2, true);
        assertThat(layout.size()).isEqualTo(9);
        assertThat(layout.stride()).isEqualTo(3);
        assertThat(layout.from(2)).isEqualTo(6);
        assertThat(IntStream.range(0, 9).filter(layout::penalised)).containsExactly(0, 1, 3, 4, 6, 7);
        assertThat(layout.parametersOf(new int[] {1})).containsExactly(1, 2, 4, 5, 7, 8);
    }

    @Test
    void withoutInterceptsAllIsPenalised() {
        ParameterLayout layout = new ParameterLayout(2, 3, false);
        assertThat(layout.size()).isEqualTo(6);
        assertThat(IntStream.range(0, 6).allMatch(layout::penalised)).isTrue();
        assertThat(layout.parametersOf(new int[] {0, 2})).containsExactly(0, 2, 3, 5);
        assertThat(layout.parametersOf(new int[0])).isEmpty();
    }

    @Test
    void sizesThatNoArrayHoldsAreRefused() {
        assertThatThrownBy(() -> new ParameterLayout(0, 1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ParameterLayout(1, -1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ParameterLayout(1, Integer.MAX_VALUE, true))
                .hasMessageContaining("array");
        assertThatThrownBy(() -> new ParameterLayout(70_000, 70_000, false)).hasMessageContaining("array");
    }
}
