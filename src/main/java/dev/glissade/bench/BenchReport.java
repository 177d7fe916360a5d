package dev.glissade.bench;

import dev.glissade.run.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bench came to.
 *
 * @param machine where
 * @param assignments the settings that were given, as on the command line
 * @param results in the order in which they were measured
 * @param forecasts of steps that were not measured
 * @param notes what was left out, and why
 */
public record BenchReport(
        Machine machine, List<String> assignments, List<Result> results, List<Forecast> forecasts, List<String> notes) {

    public BenchReport {
        assignments = List.copyOf(assignments);
        results = List.copyOf(results);
        forecasts = List.copyOf(forecasts);
        notes = List.copyOf(notes);
    }

    /** The content of {@code bench.json}. */
    public String json() {
        Map<String, Object> fields = machine.fields();
        fields.put("settings", assignments);
        fields.put("benchmarks", results.stream().map(BenchReport::fields).toList());
        if (!forecasts.isEmpty()) {
            fields.put("forecasts", forecasts.stream().map(Forecast::fields).toList());
        }
        fields.put("notes", notes);
        return Json.document(fields);
    }

    private static Map<String, Object> fields(Result result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", result.name());
        fields.put("what", result.what());
        fields.put("data", result.data());
        fields.put("settings", result.settings());
        fields.put("unit", result.unit());
        fields.put("how", result.how());
        fields.put("warmup", result.warmup());
        fields.put("repeats", result.repeats());
        fields.put(
                "contestants", result.lines().stream().map(BenchReport::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Line line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", line.name());
        fields.put("settings", line.settings());
        fields.put("version", line.version());
        fields.put("figures", line.figures().stream().map(Json::number).toList());
        line.spread().ifPresent(spread -> put(spread, fields));
        fields.put("ratios", line.ratios().stream().map(BenchReport::fields).toList());
        if (!line.note().isEmpty()) {
            fields.put("note", line.note());
        }
        return fields;
    }

    private static Map<String, Object> fields(Line.Ratio ratio) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("to", ratio.other());
        put(ratio.spread(), fields);
        fields.put(
                "known",
                switch (ratio.known()) {
                    case MEASURED -> "measured";
                    case AT_LEAST -> "at least";
                    case AT_MOST -> "at most";
                });
        ratio.bar()
                .ifPresent(bar ->
                        fields.put(bar.side() == Bar.Side.AT_MOST ? "mustBeAtMost" : "mustBeAtLeast", bar.limit()));
        ratio.reached().ifPresent(reached -> fields.put("reached", reached));
        return fields;
    }

    private static void put(Spread spread, Map<String, Object> fields) {
        fields.put("median", Json.number(spread.median()));
        fields.put("min", Json.number(spread.least()));
        fields.put("max", Json.number(spread.greatest()));
    }

    /** The content of {@code bench.md}. */
    public String markdown() {
        List<String> lines = new ArrayList<>(List.of("# Bench", "", machine + "."));
        if (!assignments.isEmpty()) {
            lines.addAll(List.of("", "Given: `" + String.join("` `", assignments) + "`."));
        }
        for (Result result : results) {
            lines.add("");
            lines.addAll(new ResultTable(result).lines());
        }
        for (Forecast forecast : forecasts) {
            lines.add("");
            lines.addAll(new ForecastTable(forecast).lines());
        }
        if (!notes.isEmpty()) {
            lines.addAll(List.of("", "## Left out", ""));
            notes.forEach(note -> lines.add("- " + note));
        }
        return String.join("\n", lines) + "\n";
    }
}
