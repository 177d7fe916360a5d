package dev.glissade.run;

import dev.glissade.training.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a saved model does on a data set, to be printed.
 *
 * @param rows of the data set
 * @param evaluation without a penalty
 */
public record EvaluationReport(long rows, Evaluation evaluation) {

    /** One line of JSON: {@code rows}, {@code loss} and the metrics by name. */
    public String json() {
        return Json.line(fields());
    }

    /** A line a figure. */
    public String text() {
        return fields().entrySet().stream()
                .map(entry -> "%-10s %s".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", rows);
        fields.putAll(RunSummary.lossAndMetrics(evaluation));
        return fields;
    }
}
