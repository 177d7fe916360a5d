package dev.glissade.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.linalg.DenseVector;
import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Field;
import dev.glissade.report.Figure;
import dev.glissade.report.Point;
import dev.glissade.report.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The path of a run with at most two parameters: over its objective, and as the lines that it laid through its rows. */
final class PathCharts {

    /** Fits between the first and the last. */
    private static final int ON_THE_WAY = 3;

    /** So many times the labels' extent away from all of them, a fit is not drawn. */
    private static final double FAR_OFF = 3;

    private final RecordedRun run;
    private final List<JsonNode> steps;
    private final List<DenseVector> path;

    PathCharts(RecordedRun run) {
        this.run = run;
        this.steps = run.lines().stream()
                .filter(line -> line.has(MetricsLog.WEIGHTS))
                .filter(line -> RecordedRun.weights(line).isFinite())
                .toList();
        this.path = RecordedRun.path(run.lines());
    }

    List<Figure> charts() {
        List<Figure> charts = new ArrayList<>();
        if (!path.isEmpty()) {
            run.objective().ifPresent(map -> {
                charts.add(field(map, Field.View.CONTOUR, "objective-contour", "The objective from above")
                        .withCaption(
                                "Levels of the objective, closer towards its minimum, and the path of the run on them: one"
                                        + " point a recorded step. A path that winds has a rate near its limit; one that wanders at its end"
                                        + " has come to its noise."
                                        + rowsOf(map)));
                charts.add(field(map, Field.View.SURFACE, "objective-surface", "The objective from the side")
                        .withCaption("The same surface and path; turn it by dragging."));
            });
            run.sample().ifPresent(sample -> charts.add(fits(sample)));
        }
        return charts;
    }

    private static String rowsOf(ObjectiveMap map) {
        return map.rows() == 0 ? "" : String.format(Locale.ROOT, " The objective was taken over %,d rows.", map.rows());
    }

    private Field field(ObjectiveMap map, Field.View view, String id, String title) {
        Field.Axes axes = new Field.Axes(
                Axis.linear(map.parameters().get(0)),
                Axis.linear(map.parameters().get(1)),
                Axis.linear("F(w), loss a row"));
        List<Point> points =
                path.stream().map(at -> Point.of(at.get(0), at.get(1))).toList();
        int last = points.size() - 1;
        return Field.of(id, title, view, axes, map.grid())
                .with(Series.line("path", points))
                .with(Series.markers("start, step 0", points.subList(0, 1)))
                .with(Series.markers(
                        "end, step " + steps.get(last).path("step").asText(), points.subList(last, last + 1)));
    }

    private Chart fits(RowSample sample) {
        List<Point> rows = IntStream.range(0, sample.features().size())
                .mapToObj(
                        i -> Point.of(sample.features().get(i), sample.labels().get(i)))
                .toList();
        Chart chart = Chart.of(
                        "fit",
                        "Rows and fits",
                        Axis.linear(sample.feature() + ", in the feature's unit"),
                        Axis.linear(sample.label() + ", in the label's unit"))
                .withCaption(String.format(
                        Locale.ROOT,
                        "%,d of %,d rows, and the line that the run laid through them at the start, on the way and at its end."
                                + " One that is far off all rows is left out.",
                        rows.size(),
                        sample.rows()))
                .with(Series.markers("rows", rows));
        double from = Collections.min(sample.features());
        double to = Collections.max(sample.features());
        for (int step : shown()) {
            DenseVector weights = path.get(step);
            if (isFarOff(margin(weights, from), sample.labels()) || isFarOff(margin(weights, to), sample.labels())) {
                continue; // beside it the rows would be a dot
            }
            String name = "step " + steps.get(step).path("step").asText();
            chart = chart.with(Series.plainLine(
                    step == 0 ? "start, " + name : step == path.size() - 1 ? "end, " + name : name,
                    List.of(Point.of(from, margin(weights, from)), Point.of(to, margin(weights, to)))));
        }
        return chart;
    }

    private static boolean isFarOff(double y, List<Double> labels) {
        double least = Collections.min(labels);
        double greatest = Collections.max(labels);
        double room = FAR_OFF * Math.max(greatest - least, Math.ulp(greatest));
        return y < least - room || y > greatest + room;
    }

    /** The first, the last, and some between, closer at the beginning where a line moves most. */
    private Set<Integer> shown() {
        int last = path.size() - 1;
        Set<Integer> shown = new TreeSet<>(List.of(0, last));
        for (int i = 1; i <= ON_THE_WAY; i++) {
            shown.add((int) Math.rint(StrictMath.pow(last, (double) i / (ON_THE_WAY + 1))));
        }
        return shown;
    }

    private static double margin(DenseVector weights, double x) {
        return weights.get(0) * x + (weights.size() > 1 ? weights.get(1) : 0);
    }
}
