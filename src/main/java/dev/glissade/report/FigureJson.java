package dev.glissade.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure as the data of a report: what the script that draws it has to know. Numbers have eight digits; what is not finite
 * is {@code null}.
 */
final class FigureJson {

    private static final MathContext DIGITS = new MathContext(8);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FigureJson() {}

    /** One line, in which there is no {@code <}: nothing in it ends a script element. */
    static String of(Figure figure) {
        ObjectNode json = figure instanceof Chart chart ? chart(chart) : field((Field) figure);
        return json.toString().replace("<", "\\u003c");
    }

    private static ObjectNode chart(Chart chart) {
        ObjectNode json = head(chart, "chart");
        json.set("x", axis(chart.x()));
        json.set("y", axis(chart.y()));
        ArrayNode series = json.putArray("series");
        chart.drawn().forEach(drawn -> series.add(series(drawn)));
        ArrayNode marks = json.putArray("marks");
        for (Series mark : chart.drawnMarks()) {
            ObjectNode line = marks.addObject().put("name", mark.name());
            line.set("x", numbers(mark.points(), Point::x));
            line.set("y", numbers(mark.points(), Point::y));
        }
        return json;
    }

    private static ObjectNode field(Field field) {
        boolean surface = field.view() == Field.View.SURFACE;
        ObjectNode json = head(field, surface ? "surface" : "contour");
        json.set("x", axis(field.axes().x()));
        json.set("y", axis(field.axes().y()));
        json.set("value", axis(field.axes().value()));
        Grid grid = field.grid();
        json.set("xs", numbers(grid.xs(), Double::doubleValue));
        json.set("ys", numbers(grid.ys(), Double::doubleValue));
        ArrayNode rows = json.putArray("values");
        for (int row = 0; row < grid.ys().size(); row++) {
            int columns = grid.xs().size();
            rows.add(numbers(grid.values().subList(row * columns, (row + 1) * columns), Double::doubleValue));
        }
        ArrayNode series = json.putArray("series");
        for (Drawn drawn : field.drawn()) {
            ObjectNode each = series(drawn);
            if (surface) {
                each.set("z", numbers(drawn.series().points(), point -> grid.at(point.x(), point.y())));
            }
            series.add(each);
        }
        return json;
    }

    private static ObjectNode head(Figure figure, String kind) {
        return NODES.objectNode()
                .put("kind", kind)
                .put("id", figure.id())
                .put("title", figure.title())
                .put("empty", figure.isEmpty());
    }

    private static ObjectNode axis(Axis axis) {
        return NODES.objectNode().put("title", axis.title()).put("logarithmic", axis.logarithmic());
    }

    private static ObjectNode series(Drawn drawn) {
        Series series = drawn.series();
        ObjectNode json = NODES.objectNode()
                .put("name", series.name())
                .put("form", series.form().word())
                .put("color", drawn.color())
                .put("dashed", series.dashed());
        json.set("x", numbers(series.points(), Point::x));
        json.set("y", numbers(series.points(), Point::y));
        if (series.points().stream().anyMatch(Point::hasInterval)) {
            json.set("low", numbers(series.points(), Point::low));
            json.set("high", numbers(series.points(), Point::high));
        }
        return json;
    }

    private static <T> ArrayNode numbers(List<T> from, ToDoubleFunction<T> number) {
        ArrayNode numbers = NODES.arrayNode(from.size());
        for (T each : from) {
            double value = number.applyAsDouble(each);
            if (Double.isFinite(value)) {
                numbers.add(rounded(value));
            } else {
                numbers.addNull();
            }
        }
        return numbers;
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
    }
}
