package dev.glissade.cli;

import dev.glissade.run.RunObserver;
import dev.glissade.training.Evaluation;
import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a run's progress on standard error: a bar on a terminal, a line an evaluation elsewhere. */
final class Progress implements RunObserver {

    /** Set by the start script when standard error is a terminal, which Java cannot find out. */
    private static final String TERMINAL = "glissade.terminal";

    private final PrintStream out;
    private final boolean bar;
    private ProgressBar shown;

    private Progress(PrintStream out, boolean bar) {
        this.out = out;
        this.bar = bar;
    }

    static Progress onThisTerminal() {
        return new Progress(System.err, Boolean.getBoolean(TERMINAL));
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public TrainingListener training(long maxSteps) {
        if (!bar) {
            return this::printEvaluation;
        }
        shown = new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax(maxSteps == Long.MAX_VALUE ? -1 : maxSteps)
                .setUnit(" steps", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build();
        return this::moveBar;
    }

    @Override
    public void trained() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
    }

    private void moveBar(TrainingState state) {
        shown.stepTo(state.step());
        // no more than the objective: lines of 80 columns leave little room
        state.evaluation()
                .ifPresent(evaluation ->
                        shown.setExtraMessage("objective " + SummaryTable.number(evaluation.objective())));
    }

    private void printEvaluation(TrainingState state) {
        state.evaluation()
                .ifPresent(evaluation -> out.printf(
                        Locale.ROOT,
                        "step %d, epoch %.4g, %.1f s: %s%n",
                        state.step(),
                        state.epochs(),
                        state.seconds(),
                        figures(evaluation)));
    }

    private static String figures(Evaluation evaluation) {
        StringBuilder text = new StringBuilder("objective ").append(SummaryTable.number(evaluation.objective()));
        for (Map.Entry<String, Double> metric : evaluation.metrics().entrySet()) {
            text.append(", ").append(metric.getKey()).append(' ').append(SummaryTable.number(metric.getValue()));
        }
        return text.toString();
    }
}
