package dev.glissade.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A function over a rectangle of two parameters, with what lies in it: the path of a run, its start and its end.
 *
 * @param id names its picture
 * @param title what is shown
 * @param caption one or two sentences: what is seen, and how to read it
 * @param view from where
 * @param axes of the parameters, and of the value
 * @param grid the function
 * @param series in the plane of the parameters
 */
public record Field(String id, String title, String caption, View view, Axes axes, Grid grid, List<Series> series)
        implements Figure {

    /** From where it is looked at. */
    public enum View {
        /** From above, as filled contours; their levels lie closer towards the minimum. */
        CONTOUR,
        /** From the side. */
        SURFACE
    }

    /**
     * What is along the axes.
     *
     * @param x the first parameter
     * @param y the second parameter
     * @param value the function's
     */
    public record Axes(Axis x, Axis y, Axis value) {}

    public Field {
        Figure.requireId(id);
        series = List.copyOf(series);
    }

    /** A field with nothing in it yet. */
    public static Field of(String id, String title, View view, Axes axes, Grid grid) {
        return new Field(id, title, "", view, axes, grid, List.of());
    }

    /** The same with one more series. */
    public Field with(Series another) {
        List<Series> all = new ArrayList<>(series);
        all.add(another);
        return new Field(id, title, caption, view, axes, grid, all);
    }

    /** The same with a caption. */
    public Field withCaption(String text) {
        return new Field(id, title, text, view, axes, grid, series);
    }

    @Override
    public boolean isEmpty() {
        return Double.isNaN(grid.least());
    }

    /** What is to be seen of the series. */
    List<Drawn> drawn() {
        return Drawn.of(series, axes.x(), axes.y());
    }

    /** How high values are between the least and the greatest. */
    Heights heights() {
        return new Heights(grid.least(), grid.greatest());
    }

    /**
     * Values as shares of what lies between two.
     *
     * @param least with the height 0
     * @param greatest with the height 1
     */
    record Heights(double least, double greatest) {

        /** Stretched towards the least: √((f − min)/(max − min)). */
        double of(double value) {
            double span = greatest - least;
            return span > 0 ? Math.sqrt(Math.max(0, Math.min(1, (value - least) / span))) : 0;
        }

        /** Of which value a height is. */
        double value(double height) {
            return least + height * height * (greatest - least);
        }
    }
}
