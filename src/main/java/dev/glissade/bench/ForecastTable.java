package dev.glissade.bench;

import dev.glissade.bench.Forecast.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A forecast as Markdown.
 *
 * @param forecast to be shown
 */
record ForecastTable(Forecast forecast) {

    /** A heading, a row for each number of executors, the prices, the assumptions. */
    List<String> lines() {
        List<Workload> workloads = forecast.workloads();
        List<String> lines = new ArrayList<>(List.of(
                "## " + forecast.name(),
                "",
                "Predicted milliseconds of a step and, behind them, how many times as fast as on one executor.",
                "",
                row("executors", workloads.stream().map(Workload::name).toList()),
                row("---", workloads.stream().map(workload -> "---").toList())));
        for (int executors : Forecast.EXECUTORS) {
            lines.add(row(
                    Integer.toString(executors),
                    workloads.stream()
                            .map(workload -> cell(workload, executors))
                            .toList()));
        }
        lines.addAll(List.of("", "Prices: " + prices() + ".", "", "Assumed:", ""));
        forecast.assumptions().forEach(assumption -> lines.add("- " + assumption));
        return lines;
    }

    private String cell(Workload workload, int executors) {
        String predicted = "%s, %s ×"
                .formatted(
                        milliseconds(forecast.seconds(workload, executors)),
                        Figures.text(forecast.speedUp(workload, executors)));
        return workload.measuredOn(executors).isEmpty()
                ? predicted
                : "%s (measured %s)"
                        .formatted(
                                predicted,
                                milliseconds(workload.measuredOn(executors).getAsDouble()));
    }

    private static String milliseconds(double seconds) {
        return Figures.text(1e3 * seconds);
    }

    private String prices() {
        return Arrays.stream(CostTerm.values())
                .map(term -> "%s %s"
                        .formatted(term.words(), time(forecast.model().prices().get(term))))
                .collect(Collectors.joining("; "));
    }

    /** In a unit that suits it. */
    private static String time(double seconds) {
        if (seconds == 0) {
            return "nothing";
        }
        if (seconds >= 1e-3) {
            return milliseconds(seconds) + " ms";
        }
        return seconds >= 1e-6 ? Figures.text(1e6 * seconds) + " µs" : Figures.text(1e9 * seconds) + " ns";
    }

    private static String row(String first, List<String> others) {
        return "| %s | %s |".formatted(first, String.join(" | ", others));
    }
}
