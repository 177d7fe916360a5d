package dev.glissade.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Points that belong together, under one name in the legend.
 *
 * @param name in the legend
 * @param points in the order in which a line runs through them
 * @param form how they are drawn
 * @param dashed whether the line is
 * @param colorOf the name of another series of the figure whose colour this one has; empty for the next one of the palette
 */
public record Series(String name, List<Point> points, Form form, boolean dashed, Optional<String> colorOf) {

    /** How points are drawn. */
    public enum Form {
        /** A line through them. */
        LINE,
        /** A line, and a marker at each. */
        LINE_WITH_MARKERS,
        /** A marker at each. */
        MARKERS,
        /** A line, within the shaded area of the intervals. */
        BAND;

        /** Its name in the data of a report. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** So many points are still told apart. */
    private static final int FEW = 60;

    public Series {
        points = List.copyOf(points);
    }

    private Series(String name, List<Point> points, Form form) {
        this(name, points, form, false, Optional.empty());
    }

    /** A line, with markers where there are few points. */
    public static Series line(String name, List<Point> points) {
        long drawn = points.stream().filter(point -> !point.isGap()).count();
        return new Series(name, points, drawn <= FEW ? Form.LINE_WITH_MARKERS : Form.LINE);
    }

    /** A line without markers. */
    public static Series plainLine(String name, List<Point> points) {
        return new Series(name, points, Form.LINE);
    }

    /** Markers without a line. */
    public static Series markers(String name, List<Point> points) {
        return new Series(name, points, Form.MARKERS);
    }

    /** A line within the shaded area of its intervals. */
    public static Series band(String name, List<Point> points) {
        return new Series(name, points, Form.BAND);
    }

    /** The same with a dashed line. */
    public Series withDashes() {
        return new Series(name, points, form, true, colorOf);
    }

    /** The same in the colour of another series. */
    public Series inColorOf(String other) {
        return new Series(name, points, form, dashed, Optional.of(other));
    }

    /** Whether it has markers. */
    boolean hasMarkers() {
        return form == Form.MARKERS || form == Form.LINE_WITH_MARKERS;
    }

    Series with(List<Point> otherPoints) {
        return new Series(name, otherPoints, form, dashed, colorOf);
    }
}
