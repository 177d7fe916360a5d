package dev.glissade.report;

/**
 * A line across a chart that says where something is: "2/L", "critical batch size".
 *
 * @param vertical whether it stands at an x; else it lies at a y
 * @param at where
 * @param label what is there
 */
public record Mark(boolean vertical, double at, String label) {

    /** At an x. */
    public static Mark vertical(double x, String label) {
        return new Mark(true, x, label);
    }

    /** At a y. */
    public static Mark horizontal(double y, String label) {
        return new Mark(false, y, label);
    }
}
