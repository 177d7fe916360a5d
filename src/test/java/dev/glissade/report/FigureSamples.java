package dev.glissade.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Figures of every kind. */
final class FigureSamples {

    private FigureSamples() {}

    /** All forms, with a gap, intervals and marks, on axes of both kinds. */
    static Chart everything(boolean logarithmic) {
        Axis y = logarithmic ? Axis.logarithmic("loss a row") : Axis.linear("loss a row");
        return Chart.of("every-form", "Every form, <b>once</b>", Axis.linear("epochs"), y)
                .withCaption("A caption with <angles> & \"quotes\".")
                .with(Series.line("a line </script>", points(i -> i == 4 ? Double.NaN : 8.0 / (i + 1))))
                .with(Series.plainLine("plain", points(i -> 4.0 / (i + 1))).withDashes())
                .with(Series.markers("markers", withIntervals(2)))
                .with(Series.band("band", withIntervals(3)))
                .with(Series.plainLine("alike", points(i -> 6.0)).inColorOf("plain"))
                .with(Mark.vertical(3, "2/L"))
                .with(Mark.horizontal(5, "target"));
    }

    private static List<Point> withIntervals(double factor) {
        List<Point> points = new ArrayList<>();
        for (Point point : points(i -> i == 5 ? Double.NaN : factor / (i + 1))) {
            points.add(new Point(point.x(), point.y(), point.y() / 1.5, point.y() * 2));
        }
        return points;
    }

    static List<Point> points(IntToDoubleFunction y) {
        return IntStream.range(0, 10)
                .mapToObj(i -> Point.of(i, y.applyAsDouble(i)))
                .toList();
    }

    /** A bowl with its minimum at (1, −1), one corner of which is missing. */
    static Field bowl(Field.View view) {
        List<Double> sides = IntStream.range(0, 21).mapToObj(i -> -2 + i / 5.0).toList();
        List<Double> values = new ArrayList<>();
        for (double y : sides) {
            for (double x : sides) {
                boolean corner = x < -1.9 && y < -1.9;
                values.add(corner ? Double.NaN : (x - 1) * (x - 1) + 2 * (y + 1) * (y + 1) + 0.5);
            }
        }
        Field.Axes axes = new Field.Axes(Axis.linear("w0"), Axis.linear("w1"), Axis.linear("F(w), loss a row"));
        List<Point> path = List.of(Point.of(-1.5, 1.5), Point.of(0, 0.2), Point.of(0.9, -0.9));
        String id = view == Field.View.SURFACE ? "bowl-surface" : "bowl-contour";
        return Field.of(id, "A bowl", view, axes, new Grid(sides, sides, values))
                .withCaption("A path into it.")
                .with(Series.line("path", path))
                .with(Series.markers("start", path.subList(0, 1)))
                .with(Series.markers("end", path.subList(2, 3)));
    }

    /** A chart of which nothing can be drawn. */
    static Chart nothing() {
        return Chart.of("nothing", "Nothing", Axis.linear("x"), Axis.logarithmic("y"))
                .with(Series.line("below 0", points(i -> -1)))
                .with(Series.line("no numbers", points(i -> Double.NaN)))
                .with(Mark.vertical(3, "somewhere"));
    }

    /** With all of them. */
    static HtmlReport report() {
        return new HtmlReport(
                "A run <of> \"mine\" & 'yours'",
                "made <here>",
                List.of(
                        new Section(
                                "Words <here>",
                                List.of(
                                        new Part.Text("text <i>"),
                                        new Part.Notice(List.of("notice <i>")),
                                        new Part.KeyFigures(List.of(new Part.KeyFigure("name <i>", "value <i>"))),
                                        new Part.Table(List.of("head <i>"), List.of(List.of("cell <i>"))),
                                        new Part.Details("summary <i>", "text\n  <script>alert(1)</script>"))),
                        new Section(
                                "Charts",
                                List.of(
                                        new Part.Drawing(everything(false)),
                                        new Part.Drawing(nothing()),
                                        new Part.Drawing(bowl(Field.View.CONTOUR)),
                                        new Part.Drawing(bowl(Field.View.SURFACE))))));
    }
}
