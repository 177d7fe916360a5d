package dev.glissade.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.gradient.Phase;
import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Mark;
import dev.glissade.report.Point;
import dev.glissade.report.Series;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The charts of a run by its lines of metrics, over epochs. What a run has no data of is left out. */
final class RunCharts {

    private static final Axis EPOCHS = Axis.linear("epochs: rows visited, in units of the table");

    /** Units of the metrics that models have. */
    private static final Map<String, String> UNITS = Map.of(
            "accuracy", "share of rows whose class is right",
            "logLoss", "log loss, nats a row",
            "auc", "area under the ROC curve, share of pairs in order",
            "rmse", "root mean square error, in the label's unit",
            "mae", "mean absolute error, in the label's unit",
            "r2", "R², share of the label's variance");

    private final List<JsonNode> lines;

    RunCharts(RecordedRun run) {
        this.lines = run.lines();
    }

    /** Of what is minimised. */
    List<Chart> ofObjective() {
        List<Chart> charts = new ArrayList<>();
        loss().ifPresent(charts::add);
        excess().ifPresent(charts::add);
        return charts;
    }

    /** One a metric, over all sets that were evaluated. */
    List<Chart> ofMetrics() {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(line -> line.path("train").fieldNames().forEachRemaining(names::add));
        List<Chart> charts = new ArrayList<>();
        for (String name : names) {
            Chart chart = Chart.of(
                            "metric-" + name.replaceAll("[^A-Za-z0-9]+", "-"),
                            name,
                            EPOCHS,
                            Axis.linear(UNITS.getOrDefault(name, name)))
                    .withCaption(
                            "The metric where it was evaluated. A training line that goes on while the others turn back is"
                                    + " overfitting.");
            chart = with(chart, "training", line -> field(line.path("train"), name));
            chart = with(chart, "validation", line -> field(line.path("validationMetrics"), name));
            chart = with(chart, "test", line -> field(line.path("test"), name));
            drawn(chart).ifPresent(charts::add);
        }
        return charts;
    }

    /** Of the steps themselves. */
    List<Chart> ofSteps() {
        List<Chart> charts = new ArrayList<>();
        rate().ifPresent(charts::add);
        batch().ifPresent(charts::add);
        gradient().ifPresent(charts::add);
        noise().ifPresent(charts::add);
        return charts;
    }

    private Optional<Chart> loss() {
        Chart chart = Chart.of(
                        "loss", "Loss and objective", EPOCHS, fitting("loss a row", "loss", "objective", "validation"))
                .withCaption(
                        "The loss of each batch before its update scatters around that of all rows. The objective is loss and"
                                + " penalty over the whole training set; validation is the loss of rows held out.");
        if (has("loss")) {
            chart = chart.with(Series.plainLine("loss of the batch", points(line -> field(line, "loss"))));
        }
        chart = with(chart, "objective, training", line -> field(line, "objective"));
        chart = with(chart, "validation loss", line -> field(line, "validation"));
        return drawn(chart);
    }

    /** The least value itself has no place on the logarithmic axis. */
    private Optional<Chart> excess() {
        double least = lines.stream()
                .mapToDouble(line -> field(line, "objective"))
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
        long evaluated =
                lines.stream().filter(line -> field(line, "objective") > least).count();
        if (evaluated < 2) {
            return Optional.empty();
        }
        Chart chart = Chart.of(
                        "objective-excess",
                        "Objective above the least of this run",
                        EPOCHS,
                        Axis.logarithmic("F(w) − least F of this run, loss a row"))
                .withCaption(String.format(
                        Locale.ROOT,
                        "A straight line is a linear rate of convergence, a level one is noise at this rate and batch size. The"
                                + " least, %.8g, is left out; the minimum may be lower.",
                        least));
        return drawn(with(chart, "objective, training", line -> {
            double above = field(line, "objective") - least;
            return above > 0 ? above : Double.NaN;
        }));
    }

    private Optional<Chart> rate() {
        Chart chart = Chart.of("learning-rate", "Learning rate", EPOCHS, fitting("learning rate", "learningRate"))
                .withCaption("The rate of each step, as the schedule has it.");
        return has("learningRate")
                ? drawn(chart.with(Series.plainLine("learning rate", points(line -> field(line, "learningRate")))))
                : Optional.empty();
    }

    private Optional<Chart> batch() {
        Chart chart = Chart.of("batch-size", "Batch size", EPOCHS, fitting("rows a step", "batchSize"))
                .withCaption("Rows that a step draws; an epoch's last batch may be short.");
        return has("batchSize")
                ? drawn(chart.with(Series.plainLine("batch size", points(line -> field(line, "batchSize")))))
                : Optional.empty();
    }

    private Optional<Chart> gradient() {
        Chart chart = Chart.of(
                        "gradient-norm",
                        "Norm of the gradient",
                        EPOCHS,
                        fitting("Euclidean norm, loss by parameter", "gradientNorm"))
                .withCaption(
                        "The gradient that each update used, after clipping. Where it no longer falls it is noise: the gradient"
                                + " of the objective is smaller.");
        return has("gradientNorm")
                ? drawn(chart.with(Series.plainLine("gradient norm", points(line -> field(line, "gradientNorm")))))
                : Optional.empty();
    }

    /** With gaps where the gradient does not stand out of the noise. */
    private Optional<Chart> noise() {
        if (lines.stream().noneMatch(line -> line.path("noise").path("resolved").asBoolean())) {
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>();
        for (JsonNode line : lines) {
            JsonNode noise = line.path("noise");
            if (noise.path("resolved").asBoolean()) {
                points.add(new Point(
                        field(line, "epoch"),
                        field(noise, "scale"),
                        field(noise, "scaleLow"),
                        field(noise, "scaleHigh")));
            } else if (!noise.isMissingNode()) {
                points.add(Point.of(field(line, "epoch"), Double.NaN));
            }
            addGap(points, line);
        }
        Chart chart = Chart.of("noise-scale", "Gradient noise scale", EPOCHS, Axis.logarithmic("rows"))
                .withCaption(
                        "B = tr Σ/|G|² with its 95 % interval: far below it a larger batch saves steps in proportion, far above it"
                                + " rows are wasted. A gap is where the gradient does not stand out of the noise.")
                .with(Series.band("noise scale", points))
                .with(Series.plainLine("batch size", points(line -> field(line, "batchSize")))
                        .withDashes());
        return drawn(chart);
    }

    /** Where the time went, added up. */
    Optional<Chart> time() {
        Chart chart = Chart.of("time-by-phase", "Time by phase", EPOCHS, Axis.linear("seconds since training began"))
                .withCaption(
                        "Seconds in each phase, added up over the lines of metrics: the steepest line is where the time goes.");
        for (Phase phase : Phase.values()) {
            double sum = 0;
            List<Point> points = new ArrayList<>();
            for (JsonNode line : lines) {
                sum += line.path(Accounting.FIELD).path(phase.word()).asDouble();
                points.add(Point.of(field(line, "epoch"), sum));
                addGap(points, line);
            }
            if (sum > 0) {
                chart = chart.with(Series.plainLine(phase.word(), points));
            }
        }
        return drawn(chart);
    }

    private Chart with(Chart chart, String name, ToDoubleFunction<JsonNode> value) {
        List<Point> points = new ArrayList<>();
        for (JsonNode line : lines) {
            double y = value.applyAsDouble(line);
            if (Double.isFinite(y)) { // evaluated here; between evaluations there is no gap
                points.add(Point.of(field(line, "epoch"), y));
            }
            addGap(points, line);
        }
        return points.stream().anyMatch(point -> Double.isFinite(point.y()))
                ? chart.with(Series.line(name, points))
                : chart;
    }

    private List<Point> points(ToDoubleFunction<JsonNode> value) {
        List<Point> points = new ArrayList<>();
        for (JsonNode line : lines) {
            if (line.path("step").asLong() > 0) { // the start is no step
                points.add(Point.of(field(line, "epoch"), value.applyAsDouble(line)));
            }
            addGap(points, line);
        }
        return points;
    }

    /** Behind a rollback a line begins anew, at an earlier epoch. */
    private static void addGap(List<Point> points, JsonNode line) {
        if (line.has(MetricsFile.ROLLBACK)) {
            points.add(Point.of(field(line, "epoch"), Double.NaN));
        }
    }

    private Optional<Chart> drawn(Chart chart) {
        Chart marked = chart;
        for (JsonNode line : lines) {
            JsonNode back = line.path(MetricsFile.ROLLBACK);
            if (!back.isMissingNode()) {
                marked = marked.with(Mark.vertical(
                        field(line, "epoch"),
                        "rollback %d, rate × %s"
                                .formatted(
                                        back.path("number").asInt(),
                                        RunFigures.number(field(back, "learningRateFactor")))));
            }
        }
        return marked.isEmpty() ? Optional.empty() : Optional.of(marked);
    }

    private boolean has(String name) {
        return lines.stream().anyMatch(line -> Double.isFinite(field(line, name)));
    }

    private Axis fitting(String title, String... names) {
        double[] values = lines.stream()
                .flatMapToDouble(line -> List.of(names).stream().mapToDouble(name -> field(line, name)))
                .toArray();
        return Axis.fitting(title, values);
    }

    private static double field(JsonNode line, String name) {
        return RecordedRun.number(line.path(name));
    }
}
