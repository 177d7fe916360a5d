package dev.glissade.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Series over two axes.
 *
 * @param id names its picture
 * @param title what is shown
 * @param caption one or two sentences: what is seen, and how to read it
 * @param x the first axis
 * @param y the second axis
 * @param series in the order of the legend
 * @param marks lines across it
 */
public record Chart(String id, String title, String caption, Axis x, Axis y, List<Series> series, List<Mark> marks)
        implements Figure {

    public Chart {
        Figure.requireId(id);
        series = List.copyOf(series);
        marks = List.copyOf(marks);
    }

    /** A chart of no series yet. */
    public static Chart of(String id, String title, Axis x, Axis y) {
        return new Chart(id, title, "", x, y, List.of(), List.of());
    }

    /** The same with one more series. */
    public Chart with(Series another) {
        List<Series> all = new ArrayList<>(series);
        all.add(another);
        return new Chart(id, title, caption, x, y, all, marks);
    }

    /** The same with one more mark. */
    public Chart with(Mark another) {
        List<Mark> all = new ArrayList<>(marks);
        all.add(another);
        return new Chart(id, title, caption, x, y, series, all);
    }

    /** The same with a caption. */
    public Chart withCaption(String text) {
        return new Chart(id, title, text, x, y, series, marks);
    }

    @Override
    public boolean isEmpty() {
        return drawn().isEmpty();
    }

    /** What is to be seen of the series. */
    List<Drawn> drawn() {
        return Drawn.of(series, x, y);
    }

    /** The marks that have a place on the axes, as lines from end to end of what is drawn. */
    List<Series> drawnMarks() {
        List<Drawn> drawn = drawn();
        List<Mark> shown = marks.stream()
                .filter(mark -> (mark.vertical() ? x : y).shows(mark.at()))
                .toList();
        double[] xs = range(
                DoubleStream.concat(
                        points(drawn).mapToDouble(Point::x),
                        shown.stream().filter(Mark::vertical).mapToDouble(Mark::at)),
                x);
        double[] ys = range(
                DoubleStream.concat(
                        points(drawn).flatMapToDouble(point -> DoubleStream.of(point.y(), point.low(), point.high())),
                        shown.stream().filter(mark -> !mark.vertical()).mapToDouble(Mark::at)),
                y);
        return shown.stream()
                .map(mark -> Series.plainLine(
                                mark.label(),
                                mark.vertical()
                                        ? List.of(Point.of(mark.at(), ys[0]), Point.of(mark.at(), ys[1]))
                                        : List.of(Point.of(xs[0], mark.at()), Point.of(xs[1], mark.at())))
                        .withDashes())
                .toList();
    }

    private static Stream<Point> points(List<Drawn> drawn) {
        return drawn.stream().flatMap(each -> each.series().points().stream());
    }

    /** Least and greatest; never the same, so that a line between them has a length. */
    private static double[] range(DoubleStream values, Axis axis) {
        double[] all = values.filter(Double::isFinite).sorted().toArray();
        double least = all.length == 0 ? 1 : all[0];
        double greatest = all.length == 0 ? 1 : all[all.length - 1];
        if (least < greatest) {
            return new double[] {least, greatest};
        }
        double margin = axis.logarithmic() || least != 0 ? Math.abs(least) / 2 : 0.5;
        return new double[] {least - margin, greatest + margin};
    }
}
