package dev.glissade.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.data.SlicedTable;
import dev.glissade.linalg.RowBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Some rows of a training set with one feature, as {@code sample.json} has them.
 *
 * @param feature its name
 * @param label its name
 * @param features x of each row, as it was read
 * @param labels y of each row
 * @param rows of the whole table
 */
record RowSample(String feature, String label, List<Double> features, List<Double> labels, long rows) {

    static final String NAME = "sample.json";

    /** As many as can be told apart in a picture. */
    private static final int MOST = 500;

    RowSample {
        features = List.copyOf(features);
        labels = List.copyOf(labels);
        if (features.size() != labels.size()) {
            throw new IllegalArgumentException("%d features of %d labels".formatted(features.size(), labels.size()));
        }
    }

    /**
     * Draws the rows.
     *
     * @param table with one feature
     * @param label the name of the label's column
     * @param toOriginal the feature as it was read, from that of the table
     */
    static RowSample of(SlicedTable table, String label, DoubleUnaryOperator toOriginal) {
        double[] one = {1};
        List<Double> features = new ArrayList<>();
        List<Double> labels = new ArrayList<>();
        for (RowBlock block : table.sample(MOST)) {
            for (int row = 0; row < block.size(); row++) {
                features.add(toOriginal.applyAsDouble(block.dot(row, one, 0)));
                labels.add(block.label(row));
            }
        }
        String name =
                table.featureNames().isEmpty() ? "x" : table.featureNames().get(0);
        return new RowSample(name, label, features, labels, table.rows());
    }

    /** The content of the file. */
    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("feature", feature);
        fields.put("label", label);
        fields.put("x", features.stream().map(Json::number).toList());
        fields.put("y", labels.stream().map(Json::number).toList());
        fields.put("rows", rows);
        return Json.line(fields) + "\n";
    }

    /** @throws IllegalArgumentException if that is not the content of such a file */
    static RowSample of(JsonNode json) {
        return new RowSample(
                json.path("feature").asText(),
                json.path("label").asText(),
                RecordedRun.numbers(json.path("x")),
                RecordedRun.numbers(json.path("y")),
                json.path("rows").asLong());
    }
}
