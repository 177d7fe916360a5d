package dev.glissade.cli;

import dev.glissade.run.RunInterruptedException;
import dev.glissade.run.RunSummary;
import dev.glissade.run.TrainingRun;
import java.io.IOException;

/** What {@code train} and {@code resume} do once their run is there. */
final class Training {

    private Training() {}

    /** Runs it, prints what came of it, and tells the exit status. */
    static int run(TrainingRun run, Main main) throws IOException {
        RunSummary summary = ended(run, main);
        System.out.print(SummaryTable.of(summary));
        run.writeReport();
        if (!summary.diverged()) {
            return ExitStatus.DONE;
        }
        String kept = summary.result().last().step() == 0
                ? "it was so from the start; look at model.initial-weights and the scale of the features"
                : "the model kept is that of step %d, the last good one"
                        .formatted(summary.result().step());
        System.err.println(
                "glissade: training diverged at %s; %s; try a lower learning-rate.initial, or gradient.clip-norm"
                        .formatted(summary.result().stopReason().detail(), kept));
        return ExitStatus.DIVERGED;
    }

    private static RunSummary ended(TrainingRun run, Main main) throws IOException {
        try {
            return main.ending().ended(run, main.launch());
        } catch (RunInterruptedException interrupted) {
            run.writeReport();
            throw interrupted;
        }
    }
}
