package dev.glissade.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A series as it is drawn: what has no place on the axes is a gap, and there are no more points than can be seen.
 *
 * @param series with at least one point to be seen; gaps stand neither at its ends nor beside each other
 * @param color its place in the {@link Palette}
 */
record Drawn(Series series, int color) {

    /** Those of which there is something to be seen, each in the colour that it has whatever becomes of the others. */
    static List<Drawn> of(List<Series> all, Axis x, Axis y) {
        Map<String, Integer> colors = new HashMap<>();
        List<Drawn> drawn = new ArrayList<>();
        int next = 0;
        for (Series series : all) {
            Integer other = series.colorOf().map(colors::get).orElse(null);
            int color = other != null ? other : next++;
            colors.put(series.name(), color);
            List<Point> points = Thinning.of(shown(series, x, y));
            if (!points.isEmpty()) {
                Series shown = series.with(points);
                drawn.add(new Drawn(Palette.isUsedUp(color) ? shown.withDashes() : shown, color));
            }
        }
        return drawn;
    }

    private static List<Point> shown(Series series, Axis x, Axis y) {
        List<Point> shown = new ArrayList<>();
        for (Point point : series.points()) {
            Point seen = seen(point, x, y);
            boolean afterGap = shown.isEmpty() || shown.get(shown.size() - 1).isGap();
            if (!seen.isGap() || !afterGap) {
                shown.add(seen);
            }
        }
        if (!shown.isEmpty() && shown.get(shown.size() - 1).isGap()) {
            shown.remove(shown.size() - 1);
        }
        return shown;
    }

    /** An interval is drawn whole or not at all. */
    private static Point seen(Point point, Axis x, Axis y) {
        if (!x.shows(point.x())) {
            return Point.of(Double.NaN, Double.NaN);
        }
        if (!y.shows(point.y())) {
            return Point.of(point.x(), Double.NaN);
        }
        return y.shows(point.low()) && y.shows(point.high()) ? point : Point.of(point.x(), point.y());
    }

    boolean isBand() {
        return series.form() == Series.Form.BAND;
    }

    /** Its points with a y. */
    List<Point> points() {
        return series.points().stream()
                .filter(point -> Double.isFinite(point.y()))
                .toList();
    }

    /** Its points with a y, broken where there is a gap. */
    List<List<Point>> stretches() {
        List<List<Point>> stretches = new ArrayList<>();
        List<Point> stretch = new ArrayList<>();
        for (Point point : series.points()) {
            if (Double.isFinite(point.y())) {
                stretch.add(point);
            } else if (!stretch.isEmpty()) {
                stretches.add(stretch);
                stretch = new ArrayList<>();
            }
        }
        if (!stretch.isEmpty()) {
            stretches.add(stretch);
        }
        return stretches;
    }
}
