package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.report.Chart;
import dev.glissade.report.Part;
import dev.glissade.report.Section;
import dev.glissade.run.Json;
import dev.glissade.study.Outcome.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table, the verdicts and the report of a study of batch sizes.
 *
 * @param configuration of the runs
 * @param reference what they are held against
 * @param sizes outcomes of each batch size, ascending
 * @param seconds of a step alone, by batch size
 */
record BatchSizeFindings(
        Configuration configuration, Reference reference, List<Steps> sizes, Map<Long, Double> seconds) {

    private static final List<String> COLUMNS = List.of(
            "batchSize",
            "seed",
            "learningRate",
            "status",
            "stepsToTarget",
            "epochsToTarget",
            "secondsToTarget",
            "finalObjective",
            "neighbourhood",
            "testMetric");

    Findings findings() {
        String line = "%s; %,d rows, minimum %s"
                .formatted(configuration.data().train(), reference.rows(), Verdict.number(reference.optimum()));
        return new Findings(COLUMNS, rows(), verdicts(), line, sections());
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (Steps size : sizes) {
            for (Outcome outcome : size.outcomes()) {
                boolean met = outcome.stepsToTarget().isPresent();
                List<Object> row = new ArrayList<>();
                row.add(outcome.batchSize());
                row.add(outcome.seed());
                row.add(outcome.rate());
                row.add(outcome.status().word());
                row.add(met ? outcome.steps() : null);
                row.add(met ? outcome.epochs() : null);
                row.add(met ? outcome.steps() * seconds.get(outcome.batchSize()) : null);
                row.add(outcome.objective());
                row.add(outcome.tail());
                row.add(outcome.testMetric());
                rows.add(row);
            }
        }
        return rows;
    }

    private Map<String, Object> verdicts() {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        verdicts.put("rows", reference.rows());
        verdicts.put("optimum", reference.optimum());
        verdicts.put("target", reference.target());
        List<Map<String, Object>> each = new ArrayList<>();
        for (Steps size : sizes) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("batchSize", size.batchSize());
            fields.put("neighbourhood", Verdict.json(size.meanOfEnded(Outcome::tail)));
            fields.put("excess", Verdict.json(size.meanOfEnded(outcome -> outcome.objective() - reference.optimum())));
            fields.put("diverged", count(size, Status.DIVERGED));
            fields.put("secondsPerStep", Json.number(seconds.get(size.batchSize())));
            each.add(fields);
        }
        verdicts.put("batchSizes", each);
        return verdicts;
    }

    private List<Section> sections() {
        BatchSizeCharts charts = new BatchSizeCharts(reference, sizes, seconds);
        return List.of(
                new Section(
                        "Where runs end", List.of(keyFigures(), statuses(), new Part.Drawing(charts.neighbourhoods()))),
                new Section("The objective on the way", drawings(charts.objectives())),
                new Section("The distance on the way", drawings(charts.distances())));
    }

    private static List<Part> drawings(List<Chart> charts) {
        return charts.stream().<Part>map(Part.Drawing::new).toList();
    }

    private Part keyFigures() {
        List<Part.KeyFigure> figures = new ArrayList<>();
        for (Steps size : sizes) {
            figures.add(new Part.KeyFigure(
                    "mean ‖w − w*‖² over the last half, b = %,d".formatted(size.batchSize()),
                    Verdict.text(size.meanOfEnded(Outcome::tail))));
        }
        return new Part.KeyFigures(figures);
    }

    /** The figures are of the runs that did not diverge. */
    private Part statuses() {
        List<List<String>> rows = new ArrayList<>();
        for (Steps size : sizes) {
            List<String> row = new ArrayList<>(List.of("%,d".formatted(size.batchSize())));
            for (Status status : Status.values()) {
                row.add(Long.toString(count(size, status)));
            }
            rows.add(row);
        }
        return new Part.Table(
                List.of("batch size", "runs that met the target", "did not", "diverged, left out of all figures"),
                rows);
    }

    private static long count(Steps size, Status status) {
        return size.outcomes().stream()
                .filter(outcome -> outcome.status() == status)
                .count();
    }
}
