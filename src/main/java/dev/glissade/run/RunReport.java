package dev.glissade.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.files.Directory;
import dev.glissade.report.Figure;
import dev.glissade.report.HtmlReport;
import dev.glissade.report.Part;
import dev.glissade.report.ReportFiles;
import dev.glissade.report.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The report of a training run, {@code report.html} and {@code plots/*.png}: a function of what else is in its directory, to the
 * last byte.
 */
final class RunReport {

    private final Directory directory;
    private final RecordedRun run;
    private final HtmlReport report;

    private RunReport(Directory directory, RecordedRun run) {
        this.directory = directory;
        this.run = run;
        this.report = new HtmlReport(title(), line(), sections());
    }

    /**
     * Reads what a run directory says.
     *
     * @throws dev.glissade.config.UserError if a process is at work there, or nothing is recorded yet
     */
    static RunReport of(Directory directory) throws IOException {
        return new RunReport(directory, RecordedRun.of(directory));
    }

    /** Writes the report and its pictures in place of those before. */
    void write(Consumer<String> warnings) throws IOException {
        ReportFiles.write(report, directory, warnings);
    }

    /** Writes the report alone, which takes less time. */
    void writeHtml() throws IOException {
        ReportFiles.writeHtml(report, directory);
    }

    private String title() {
        return run.summary()
                .map(end -> end.path("name").asText())
                .orElseGet(() -> setting("name").orElse("run"));
    }

    private String line() {
        List<String> parts = new ArrayList<>();
        run.summary().ifPresent(end -> {
            parts.add("Glissade " + end.path("version").asText());
            parts.add("Spark " + end.path("sparkVersion").asText());
            parts.add("seed " + end.path("seed").asText());
            parts.add(end.path(run.diverged() ? "stopReason" : "stopDetail").asText());
        });
        if (parts.isEmpty()) {
            parts.add("not at its end");
        }
        return String.join(" · ", parts);
    }

    /** By the line that the rendered configuration has of it. */
    private Optional<String> setting(String key) {
        return run.configuration()
                .lines()
                .filter(line -> line.startsWith(key + "=") || line.startsWith(key + " = "))
                .map(line -> line.substring(line.indexOf('=') + 1).strip().replace("\"", ""))
                .findFirst();
    }

    private List<Section> sections() {
        RunCharts charts = new RunCharts(run);
        List<Part> result = new ArrayList<>();
        notice().ifPresent(result::add);
        result.add(new Part.KeyFigures(RunFigures.of(run)));
        advice().forEach(advice -> result.add(new Part.Text(advice)));
        List<Section> sections = new ArrayList<>(List.of(new Section("Result", result)));
        add(sections, "Objective", charts.ofObjective().stream());
        add(sections, "Path", new PathCharts(run).charts().stream());
        add(sections, "Metrics", charts.ofMetrics().stream());
        add(sections, "Steps", charts.ofSteps().stream());
        add(sections, "Time", charts.time().stream());
        sections.add(new Section(
                "Configuration",
                List.of(new Part.Details("The whole configuration, as resolved", run.configuration()))));
        return sections;
    }

    private static void add(List<Section> sections, String heading, Stream<? extends Figure> figures) {
        List<Part> parts = figures.<Part>map(figure -> new Part.Drawing(figure)).toList();
        if (!parts.isEmpty()) {
            sections.add(new Section(heading, parts));
        }
    }

    /** What went wrong, if anything did. */
    private Optional<Part> notice() {
        List<String> text = new ArrayList<>();
        if (run.summary().isEmpty()) {
            text.add("This run has not come to its end: it was interrupted. The last step that it has recorded is %s;"
                            .formatted(run.last().path("step").asText())
                    + " glissade resume goes on with it.");
        }
        if (run.diverged()) {
            JsonNode end = run.summary().orElseThrow();
            text.add("This run diverged: %s. The model kept is that of step %s, the last good one."
                    .formatted(
                            end.path("stopDetail").asText(),
                            end.path("modelStep").asText()));
            end.path("likelyCauses").forEach(cause -> text.add("Likely cause: " + cause.asText()));
        }
        long rollbacks = run.lines().stream()
                .filter(line -> line.has(MetricsFile.ROLLBACK))
                .count();
        if (rollbacks > 0) {
            text.add("It went back to an earlier state, to go on at a lower rate: rollbacks so far: %d."
                    .formatted(rollbacks));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(new Part.Notice(text));
    }

    private List<String> advice() {
        List<String> advice = new ArrayList<>();
        run.summary().ifPresent(end -> end.path("advice").forEach(line -> advice.add(line.asText())));
        return advice;
    }
}
