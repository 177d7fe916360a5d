package dev.glissade.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.report.Part.KeyFigure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The key figures of a run, from what its directory says. */
final class RunFigures {

    private static final MathContext DIGITS = new MathContext(6);

    private final RecordedRun run;
    private final List<KeyFigure> figures = new ArrayList<>();

    private RunFigures(RecordedRun run) {
        this.run = run;
    }

    static List<KeyFigure> of(RecordedRun run) {
        RunFigures figures = new RunFigures(run);
        figures.collect();
        return List.copyOf(figures.figures);
    }

    private void collect() {
        JsonNode from = run.summary().orElseGet(run::last);
        run.summary().ifPresent(end -> {
            add("status", end.path("status").asText());
            add("ended by", end.path("stopReason").asText());
        });
        add("steps", from.path(run.summary().isPresent() ? "steps" : "step"));
        add("epochs", from.path(run.summary().isPresent() ? "epochs" : "epoch"));
        add("objective", from.path("objective"));
        add("loss", run.summary().isPresent() ? from.path("loss") : from.path("none"));
        addAll("training", from.path("train"));
        addAll("validation", from.path("validation"));
        addAll("test", from.path("test"));
        add("seconds", from.path("seconds"));
        add("Spark jobs", from.path("jobs"));
        add("gradient evaluations", from.path("gradientEvaluations"));
        add("rate found", from.path("learningRateSearch").path("rate"));
        add("rate by smoothness", from.path("learningRateBound").path("rate"));
        add(run.summary().isPresent() ? "rows" : "rows visited", from.path("rows"));
        add("features", from.path("features"));
        add("non-zero values", from.path("nonZeros"));
        add("seed", from.path("seed"));
        if (from.hasNonNull("weightsSha256")) {
            add("SHA-256 of the weights", from.path("weightsSha256").asText());
        }
    }

    private void addAll(String set, JsonNode metrics) {
        metrics.properties().forEach(each -> add("%s %s".formatted(set, each.getKey()), each.getValue()));
    }

    private void add(String name, JsonNode value) {
        if (value.isIntegralNumber()) {
            add(name, String.format(Locale.ROOT, "%,d", value.asLong()));
        } else if (value.isNumber()) {
            add(name, number(value.asDouble()));
        }
    }

    private void add(String name, String value) {
        figures.add(new KeyFigure(name, value));
    }

    /** In at most six digits. */
    static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e7 || size < 1e-4 ? rounded.toString() : rounded.toPlainString();
    }
}
