package dev.glissade.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A result as Markdown.
 *
 * @param result to be shown
 */
record ResultTable(Result result) {

    /** A heading, what was measured on what, a row a contestant. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "## " + result.name(),
                "",
                "%s. Data: %s.%s Median [least – greatest] of %d %s, behind %d that do not count."
                        .formatted(
                                result.what(),
                                result.data(),
                                result.settings().isEmpty() ? "" : " Settings: " + result.settings() + ".",
                                result.repeats(),
                                result.how(),
                                result.warmup()),
                "",
                "| contestant | settings | version | %s | ratio | to be reached |".formatted(result.unit()),
                "| --- | --- | --- | --- | --- | --- |"));
        result.lines().forEach(line -> lines.add(row(line)));
        return lines;
    }

    private static String row(Line line) {
        String figure = line.spread().map(Figures::text).orElse("–");
        return "| %s | %s | %s | %s | %s | %s |"
                .formatted(
                        cell(line.name()),
                        cell(line.settings()),
                        cell(line.version()),
                        line.note().isEmpty() ? figure : cell(figure + " " + line.note()),
                        each(line, ResultTable::text),
                        line.ratios().stream().anyMatch(ratio -> ratio.bar().isPresent())
                                ? each(line, ResultTable::bar)
                                : "");
    }

    private interface Shown {
        String of(Line.Ratio ratio);
    }

    private static String each(Line line, Shown shown) {
        return line.ratios().stream().map(shown::of).collect(Collectors.joining("<br>"));
    }

    private static String text(Line.Ratio ratio) {
        String sign = switch (ratio.known()) {
            case MEASURED -> "";
            case AT_LEAST -> "over ";
            case AT_MOST -> "under ";
        };
        return "%s%s × %s".formatted(sign, Figures.text(ratio.spread()), cell(ratio.other()));
    }

    private static String bar(Line.Ratio ratio) {
        if (ratio.bar().isEmpty()) {
            return "";
        }
        Optional<Boolean> reached = ratio.reached();
        String verdict = reached.map(is -> is ? "reached" : "**missed**").orElse("not known");
        return "%s: %s".formatted(ratio.bar().get(), verdict);
    }

    /** A bar would begin another cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
