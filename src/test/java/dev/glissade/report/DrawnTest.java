package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnTest {

    /** There are eight colours: without its dashes a ninth series would be the first one again. */
    @Test
    void aSeriesInTheColourOfAnotherIsDashed() {
        List<Series> nine = IntStream.range(0, 9)
                .mapToObj(number -> Series.line("series " + number, List.of(Point.of(0, number), Point.of(1, number))))
                .toList();
        List<Drawn> drawn = Drawn.of(nine, Axis.linear("x"), Axis.linear("y"));
        assertThat(drawn).hasSize(9);
        assertThat(Palette.color(drawn.get(8).color()))
                .isEqualTo(Palette.color(drawn.get(0).color()));
        assertThat(drawn)
                .extracting(each -> each.series().dashed())
                .containsExactly(false, false, false, false, false, false, false, false, true);
    }
}
