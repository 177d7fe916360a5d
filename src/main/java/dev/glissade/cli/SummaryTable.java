package dev.glissade.cli;

import dev.glissade.run.RunSummary;
import dev.glissade.training.Evaluation;
import dev.glissade.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's result as a small table. */
final class SummaryTable {

    private static final int WIDTH = 12;

    private SummaryTable() {}

    /** Several lines, the last one ended; it says where the run directory is. */
    static String of(RunSummary summary) {
        TrainingState last = summary.result().last();
        Evaluation train = summary.result().evaluation();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s after %d steps, %.4g epochs, %.1f s (%s)",
                summary.name(),
                summary.diverged() ? "diverged" : "done",
                last.step(),
                last.epochs(),
                last.seconds(),
                summary.result().stopReason().kind().word()));
        lines.add(heading(train));
        lines.add(row("train", train, true));
        summary.validation().ifPresent(rows -> lines.add(row("validation", rows, false)));
        summary.test().ifPresent(test -> lines.add(row("test", test, false)));
        lines.addAll(TimeLines.of(summary.time()));
        lines.add("weights        sha256 " + summary.weightsSha256());
        lines.add("run directory  " + summary.directory());
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String heading(Evaluation evaluation) {
        StringBuilder line = new StringBuilder(pad("")).append(pad("objective")).append(pad("loss"));
        evaluation.metrics().keySet().forEach(name -> line.append(pad(name)));
        return line.toString().stripTrailing();
    }

    /** The objective holds the penalty too, and is that of the training set alone. */
    private static String row(String name, Evaluation evaluation, boolean objective) {
        StringBuilder line = new StringBuilder(pad(name))
                .append(pad(objective ? number(evaluation.objective()) : "-"))
                .append(pad(number(evaluation.loss())));
        evaluation.metrics().values().forEach(value -> line.append(pad(number(value))));
        return line.toString().stripTrailing();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    private static String pad(String text) {
        return String.format(Locale.ROOT, "%-" + WIDTH + "s ", text);
    }
}
