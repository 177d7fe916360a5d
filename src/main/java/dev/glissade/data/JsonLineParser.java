package dev.glissade.data;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads JSON objects, one a line, whose fields are the columns; fields that are not asked for may hold anything.
 *
 * <p>Numbers, and texts that CSV would take for numbers, are numbers; true and false are the features 1 and 0, and as a
 * label the classes of these names. Null and a missing field are errors, as an empty field of CSV is.
 */
final class JsonLineParser implements LineParser {

    private static final long serialVersionUID = 1L;

    private final String[] names;
    private final int label;
    private final int weight;
    private final int[] features;

    private transient Map<String, Integer> columns;
    private transient JsonLine fields;
    private transient DecimalParser decimals;

    /** The number of the line in which each column was last seen. */
    private transient long[] seen;

    private transient long line;
    private transient boolean[] isRead;
    private transient double[] values;

    /** @param choice the columns to read */
    JsonLineParser(ColumnChoice choice) {
        names = choice.names().toArray(String[]::new);
        label = choice.label();
        weight = choice.weight();
        features = choice.features().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void parse(byte[] bytes, int length, BlockBuilder block) {
        if (JsonLine.isBlank(bytes, length)) {
            return;
        }
        if (columns == null) {
            prepare();
        }
        line++;
        if (!fields.begin(bytes, length)) {
            block.fail(RowFault.LINE, fields.problem());
            return;
        }
        while (!block.failed() && fields.next()) {
            parseField(columns.get(fields.name()), block);
        }
        if (fields.problem() != null) {
            block.fail(RowFault.LINE, fields.problem());
        }
        checkNoneMissing(block);
        if (!block.failed()) {
            endRow(block);
        }
    }

    private void prepare() {
        columns = new HashMap<>();
        for (int column = 0; column < names.length; column++) {
            columns.put(names[column], column);
        }
        fields = new JsonLine();
        decimals = new DecimalParser();
        seen = new long[names.length];
        values = new double[names.length];
        isRead = new boolean[names.length];
        for (int feature : features) {
            isRead[feature] = true;
        }
        for (int column = 0; column < names.length; column++) {
            isRead[column] |= column == label || column == weight;
        }
    }

    private void parseField(Integer known, BlockBuilder block) {
        if (known == null) { // nobody asked for it
            return;
        }
        int column = known;
        if (seen[column] == line) {
            block.fail(RowFault.LINE, "%s stands there twice".formatted(subject(column)));
            return;
        }
        seen[column] = line;
        if (isRead[column]) {
            values[column] = readValue(column, block);
        }
    }

    private double readValue(int column, BlockBuilder block) {
        switch (fields.kind()) {
            case OBJECT, ARRAY -> block.fail(fault(column), notOneValue(column));
            case NULL -> block.fail(fault(column), subject(column) + " is null");
            default -> {
                if (fields.readText()) {
                    return column == label ? readLabel(block) : readNumber(column, block);
                }
                block.fail(RowFault.LINE, fields.problem());
            }
        }
        return Double.NaN;
    }

    private String notOneValue(int column) {
        String found = fields.kind() == JsonLine.Kind.ARRAY ? "array" : "object";
        if (column == label) {
            return "label is an %s, not a number or a text".formatted(found);
        }
        String advice = column == weight ? "" : " (data.features lists the columns to take)";
        return "%s is an %s, not a number%s".formatted(subject(column), found, advice);
    }

    private double readLabel(BlockBuilder block) {
        double value = block.labels().read(fields.text(), fields.from(), fields.to());
        if (Double.isNaN(value)) {
            block.failLabel();
        }
        return value;
    }

    private double readNumber(int column, BlockBuilder block) {
        byte[] text = fields.text();
        if (fields.kind() == JsonLine.Kind.BOOLEAN && column != weight) {
            return text[fields.from()] == 't' ? 1 : 0;
        }
        double value = decimals.parse(text, fields.from(), fields.to());
        if (column == weight) {
            checkWeight(value, block);
        } else if (!block.canKeep(value)) {
            block.failFeature(subject(column), fieldText(), value);
        }
        return value;
    }

    private String fieldText() {
        return Problem.text(fields.text(), fields.from(), fields.to());
    }

    private void checkWeight(double value, BlockBuilder block) {
        if (!Double.isFinite(value)) {
            block.fail(RowFault.WEIGHT, Problem.notFinite("weight", fieldText()));
        } else if (value < 0) {
            block.fail(RowFault.WEIGHT, "weight %s is negative".formatted(Problem.number(value)));
        }
    }

    private void checkNoneMissing(BlockBuilder block) {
        requireSeen(label, block);
        requireSeen(weight, block);
        for (int feature : features) {
            requireSeen(feature, block);
        }
    }

    private void requireSeen(int column, BlockBuilder block) {
        if (column != ColumnChoice.NONE && seen[column] != line) {
            block.fail(fault(column), subject(column) + " is missing");
        }
    }

    private void endRow(BlockBuilder block) {
        for (int feature = 0; feature < features.length; feature++) {
            block.feature(feature, values[features[feature]]);
        }
        block.endRow(label == ColumnChoice.NONE ? 0 : values[label], weight == ColumnChoice.NONE ? 1 : values[weight]);
    }

    /** What is wrong with a row where one of its values is missing, or none that can be read. */
    private RowFault fault(int column) {
        if (column == label) {
            return RowFault.LABEL;
        }
        return column == weight ? RowFault.WEIGHT : RowFault.NO_NUMBER;
    }

    private String subject(int column) {
        if (column == label) {
            return "label";
        }
        return column == weight ? "weight" : "column " + Problem.quote(names[column]);
    }
}
