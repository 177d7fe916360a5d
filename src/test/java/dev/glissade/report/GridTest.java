package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {

    /** f = 10x + y at the corners of two cells side by side. */
    private static final Grid GRID =
            new Grid(List.of(0.0, 1.0, 3.0), List.of(5.0, 7.0), List.of(5.0, 15.0, 35.0, 7.0, 17.0, Double.NaN));

    @Test
    void betweenTheCornersItIsLinear() {
        assertThat(GRID.at(0, 5)).isEqualTo(5);
        assertThat(GRID.at(1, 7)).isEqualTo(17);
        assertThat(GRID.at(0.25, 6)).isEqualTo(8.5);
        assertThat(GRID.at(-9, 5)).isEqualTo(5);
        assertThat(GRID.at(2, 6)).isNaN();
        assertThat(GRID.least()).isEqualTo(5);
        assertThat(GRID.greatest()).isEqualTo(35);
    }

    @Test
    void aGridHasAsManyValuesAsCorners() {
        assertThatThrownBy(() -> new Grid(List.of(0.0, 1.0), List.of(0.0, 1.0), List.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ticksAreRoundNumbersBetweenTheEnds() {
        assertThat(Ticks.between(-0.3, 4.1, 5)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(Ticks.between(0, 100, 4)).containsExactly(0.0, 50.0, 100.0);
        assertThat(Ticks.between(2, 2, 4)).containsExactly(2.0);
        assertThat(Ticks.label(0.30000000000000004)).isEqualTo("0.3");
        assertThat(Ticks.label(1.25e9)).isEqualTo("1.25E+9");
    }
}
