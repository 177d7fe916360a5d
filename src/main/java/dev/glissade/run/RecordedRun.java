package dev.glissade.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import dev.glissade.linalg.DenseVector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a run directory says of its run.
 *
 * @param lines of {@code metrics.jsonl}, at least one
 * @param summary of a run that has come to its end
 * @param configuration as it was resolved
 * @param objective of a run with two parameters
 * @param sample of a regression with one feature
 */
record RecordedRun(
        List<JsonNode> lines,
        Optional<JsonNode> summary,
        String configuration,
        Optional<ObjectiveMap> objective,
        Optional<RowSample> sample) {

    RecordedRun {
        lines = List.copyOf(lines);
    }

    /**
     * Reads it.
     *
     * @throws UserError if a process is at work there, or nothing is recorded yet
     */
    static RecordedRun of(Directory directory) throws IOException {
        Owner.requireNone(directory);
        List<JsonNode> lines = lines(directory);
        if (lines.isEmpty()) {
            throw new UserError("%s: there is no line of metrics in it; the run has not got to its first step"
                    .formatted(directory));
        }
        Optional<JsonNode> summary =
                directory.has("summary.json") ? Optional.of(RunDirectory.summary(directory)) : Optional.empty();
        return new RecordedRun(
                lines,
                summary,
                text(directory, RunDirectory.CONFIGURATION),
                read(directory, ObjectiveMap.NAME, ObjectiveMap::of),
                read(directory, RowSample.NAME, RowSample::of));
    }

    /** So many lines show what there is to see; a run that records each of its steps may have millions. */
    private static final int MOST_LINES = 20_000;

    /** The whole lines: the last one of a process that was killed may not be. Of very many, those that can be shown. */
    static List<JsonNode> lines(Directory directory) throws IOException {
        return lines(directory, MOST_LINES);
    }

    /** @param most lines beside those of evaluations and rollbacks, and the last one, which are all there */
    static List<JsonNode> lines(Directory directory, int most) throws IOException {
        if (!directory.has(MetricsFile.NAME)) {
            return List.of();
        }
        long count;
        try (BufferedReader reader = reader(directory)) {
            count = reader.lines().count();
        }
        try (BufferedReader reader = reader(directory)) {
            return some(reader, (count + most - 1) / most);
        }
    }

    private static BufferedReader reader(Directory directory) throws IOException {
        return new BufferedReader(
                new InputStreamReader(directory.openForReading(MetricsFile.NAME), StandardCharsets.UTF_8));
    }

    /** One in so many; the time of those that are left out goes to the next one. */
    private static List<JsonNode> some(BufferedReader reader, long every) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        Optional<ObjectNode> before = Optional.empty();
        long number = 0;
        for (Optional<ObjectNode> next = line(reader); next.isPresent(); next = line(reader)) {
            ObjectNode fields = next.get();
            before.ifPresent(left -> addTime(left, fields));
            boolean kept = number++ % every == 0 || fields.has("objective") || fields.has(MetricsFile.ROLLBACK);
            before = kept ? Optional.empty() : next;
            if (kept) {
                lines.add(fields);
            }
        }
        before.ifPresent(lines::add);
        return lines;
    }

    /** Empty at the end, and where what was written is not whole. */
    private static Optional<ObjectNode> line(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        try {
            return line != null && Json.parse(line) instanceof ObjectNode fields && fields.has("step")
                    ? Optional.of(fields)
                    : Optional.empty();
        } catch (JsonProcessingException notWhole) {
            return Optional.empty();
        }
    }

    private static void addTime(ObjectNode left, ObjectNode next) {
        if (next.get(Accounting.FIELD) instanceof ObjectNode times) {
            left.path(Accounting.FIELD)
                    .properties()
                    .forEach(phase -> times.put(
                            phase.getKey(),
                            times.path(phase.getKey()).asDouble()
                                    + phase.getValue().asDouble()));
        }
    }

    private static String text(Directory directory, String name) throws IOException {
        return new String(directory.read(name), StandardCharsets.UTF_8);
    }

    private static <T> Optional<T> read(Directory directory, String name, Function<JsonNode, T> reader)
            throws IOException {
        if (!directory.has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(Json.parse(text(directory, name))));
        } catch (JsonProcessingException | IllegalArgumentException spoilt) {
            throw new UserError("%s/%s: is not as it was written".formatted(directory, name), spoilt);
        }
    }

    /** The numbers of an array; NaN in the place of {@code null}. */
    static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(each -> numbers.add(number(each)));
        return numbers;
    }

    /** NaN where there is none. */
    static double number(JsonNode field) {
        return field.isNumber() ? field.asDouble() : Double.NaN;
    }

    /** The parameters at each line where they are known and finite. */
    static List<DenseVector> path(List<JsonNode> lines) {
        return lines.stream()
                .filter(line -> line.has(MetricsLog.WEIGHTS))
                .map(RecordedRun::weights)
                .filter(DenseVector::isFinite)
                .toList();
    }

    /** The parameters at a line. */
    static DenseVector weights(JsonNode line) {
        return DenseVector.wrap(numbers(line.path(MetricsLog.WEIGHTS)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    JsonNode last() {
        return lines.get(lines.size() - 1);
    }

    /** Whether it ended in failure. */
    boolean diverged() {
        return summary.filter(end -> end.path("status").asText().equals("diverged"))
                .isPresent();
    }
}
