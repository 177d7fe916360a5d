package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {

    private static final int MANY = 100_000;

    @Test
    void fewPointsStayAsTheyAre() {
        List<Point> few =
                IntStream.range(0, 2_000).mapToObj(i -> Point.of(i, i)).toList();
        assertThat(Thinning.of(few)).isSameAs(few);
    }

    @Test
    void ofManyEndsExtremesAndGapsStayInTheirOrder() {
        List<Point> many = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            many.add(Point.of(i, StrictMath.sin(i * 1e-3)));
        }
        many.set(54_321, Point.of(54_321, 17));
        many.set(54_322, Point.of(54_322, -17));
        many.set(77_777, Point.of(77_777, Double.NaN));
        List<Point> thin = Thinning.of(many);
        assertThat(thin).hasSizeBetween(1_000, 2_500);
        assertThat(thin).isSortedAccordingTo(Comparator.comparingDouble(Point::x));
        assertThat(thin)
                .contains(many.get(0), many.get(MANY - 1), many.get(54_321), many.get(54_322), many.get(77_777));
    }

    @Test
    void theWidestIntervalStays() {
        List<Point> many = new ArrayList<>(Collections.nCopies(MANY, new Point(0, 1, 0.9, 1.1)));
        Point wide = new Point(0, 1, 0.1, 1.05);
        Point high = new Point(0, 1, 0.95, 9);
        many.set(4_567, wide);
        many.set(8_901, high);
        assertThat(Thinning.of(many)).contains(wide, high);
    }
}
