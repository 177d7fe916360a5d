package dev.glissade.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fewer points that look the same: of each stretch of a series the first, the last, the lowest, the highest and the first gap
 * (Jugel, Jerzak, Hackenbroich and Markl 2014, "M4", for stretches of equal numbers of points).
 */
final class Thinning {

    /** More points than a picture has columns. */
    private static final int MOST = 2_000;

    private static final int OF_A_STRETCH = 4;

    private Thinning() {}

    static List<Point> of(List<Point> points) {
        if (points.size() <= MOST) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        int stretches = MOST / OF_A_STRETCH;
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = (int) ((long) points.size() * stretch / stretches);
            int to = (int) ((long) points.size() * (stretch + 1) / stretches);
            for (int each : kept(points, from, to)) {
                kept.add(points.get(each));
            }
        }
        return kept;
    }

    private static Set<Integer> kept(List<Point> points, int from, int to) {
        Set<Integer> kept = new TreeSet<>(List.of(from, to - 1));
        int lowest = from;
        int highest = from;
        boolean gap = false;
        for (int i = from; i < to; i++) {
            lowest = low(points.get(i)) < low(points.get(lowest)) ? i : lowest;
            highest = high(points.get(i)) > high(points.get(highest)) ? i : highest;
            if (points.get(i).isGap() && !gap) {
                gap = true;
                kept.add(i);
            }
        }
        kept.add(lowest);
        kept.add(highest);
        return kept;
    }

    /** A gap is above all, so that any point is lower. */
    private static double low(Point point) {
        double low = point.hasInterval() ? point.low() : point.y();
        return Double.isNaN(low) ? Double.POSITIVE_INFINITY : low;
    }

    private static double high(Point point) {
        double high = point.hasInterval() ? point.high() : point.y();
        return Double.isNaN(high) ? Double.NEGATIVE_INFINITY : high;
    }
}
