package dev.glissade.cli;

import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.run.RunSummary.TimeFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a run's time went, for its summary. */
final class TimeLines {

    private TimeLines() {}

    /** A line for a step's time, if there was one, with the phases that took most first; and one for each advice. */
    static List<String> of(TimeFacts time) {
        List<String> lines = new ArrayList<>();
        PhaseTimes phases = time.phases();
        long inSteps = phases.total(Phase::isOfStep);
        if (time.steps() > 0 && inSteps > 0) {
            String shares = Stream.of(Phase.values())
                    .filter(Phase::isOfStep)
                    .sorted(Comparator.comparingLong((Phase phase) -> -phases.of(phase)))
                    .map(phase -> text("%s %.0f%%", phase.word(), 100.0 * phases.of(phase) / inSteps))
                    .collect(Collectors.joining(", "));
            lines.add(text(
                    "time           %.4g ms a step: %s; %.1f s of evaluations, %.1f s of records",
                    inSteps / 1e6 / time.steps(),
                    shares,
                    phases.seconds(Phase.EVALUATE),
                    phases.seconds(Phase.RECORD)));
        }
        time.advice().forEach(advice -> lines.add("advice         " + advice));
        return lines;
    }

    private static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
