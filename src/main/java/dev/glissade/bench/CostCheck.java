package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model beside steps that it has not seen.
 *
 * @param model fitted to the others
 * @param fitted what it was fitted to
 * @param heldOut what it was not
 */
record CostCheck(StepCostModel model, List<MeasuredStep> fitted, List<MeasuredStep> heldOut) {

    private static final double MEDIAN_ERROR = 0.2;
    private static final double WORST_ERROR = 0.5;
    private static final String MEASURED = "what was measured";

    CostCheck {
        fitted = List.copyOf(fitted);
        heldOut = List.copyOf(heldOut);
    }

    /** Fits the model to the first, and to nothing of the others. */
    static CostCheck of(List<MeasuredStep> fitted, List<MeasuredStep> heldOut) {
        return new CostCheck(StepCostModel.fitted(fitted), fitted, heldOut);
    }

    /** Relative errors without their signs. */
    private List<Double> errors(List<MeasuredStep> steps) {
        return steps.stream().map(step -> Math.abs(model.error(step))).toList();
    }

    /** In one line, for whoever believes in predictions. */
    String worth() {
        Spread off = Spread.of(errors(heldOut));
        boolean reached = off.median() <= MEDIAN_ERROR && off.greatest() <= WORST_ERROR;
        return "Of %d steps that it had not seen, the model was off by %.0f %% in the median and by %.0f %% at worst: %s."
                .formatted(
                        heldOut.size(),
                        1e2 * off.median(),
                        1e2 * off.greatest(),
                        reached ? "as near as it is to be" : "**too far to rely on what it predicts here**");
    }

    /** Every step that was held out, predicted and measured. */
    Result steps(String settings, String version, BenchSettings rounds) {
        List<Line> lines = new ArrayList<>();
        for (MeasuredStep step : heldOut) {
            List<Double> milliseconds =
                    step.rounds().stream().map(seconds -> 1e3 * seconds).toList();
            lines.add(new Line(step.name(), predicted(step), version, milliseconds, List.of(), ""));
        }
        return result(
                "scaling, predicted", "Steps that the cost model was not fitted to", settings, "ms", lines, rounds);
    }

    private String predicted(MeasuredStep step) {
        return "predicted %s ms: %s %%"
                .formatted(
                        Figures.text(1e3 * model.seconds(step.shape())),
                        String.format(Locale.ROOT, "%+.0f", 1e2 * model.error(step)));
    }

    /** How far it is off. */
    Result errors(String settings, String version, BenchSettings rounds) {
        List<Double> held = errors(heldOut);
        List<Double> seen = errors(fitted);
        Spread ofHeld = Spread.of(held);
        return result(
                "scaling, errors",
                "Relative errors of the cost model's predictions",
                settings,
                "(predicted − measured)/measured, without sign",
                List.of(
                        line(
                                "median of those held out",
                                ofHeld.median(),
                                held.size(),
                                Optional.of(MEDIAN_ERROR),
                                version),
                        line(
                                "worst of those held out",
                                ofHeld.greatest(),
                                held.size(),
                                Optional.of(WORST_ERROR),
                                version),
                        line(
                                "median of those fitted",
                                Spread.of(seen).median(),
                                seen.size(),
                                Optional.empty(),
                                version),
                        line(
                                "worst of those fitted",
                                Spread.of(seen).greatest(),
                                seen.size(),
                                Optional.empty(),
                                version)),
                rounds);
    }

    private static Line line(String name, double error, int steps, Optional<Double> most, String version) {
        Line.Ratio ratio =
                new Line.Ratio(MEASURED, new Spread(error, error, error), Line.Known.MEASURED, most.map(Bar::atMost));
        return new Line(name, steps + " steps", version, List.of(error), List.of(ratio), "");
    }

    private static Result result(
            String name, String what, String settings, String unit, List<Line> lines, BenchSettings rounds) {
        return new Result(
                name,
                what,
                "generated rows; P partitions on E executors of one core each",
                settings,
                unit,
                "rounds in turns",
                rounds.warmup(),
                rounds.repeats(),
                lines);
    }
}
