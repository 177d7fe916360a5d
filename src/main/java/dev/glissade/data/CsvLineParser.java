package dev.glissade.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads records of {@link CsvFields}, one a line, whose columns are named in the first line of each file, or known without. */
final class CsvLineParser implements LineParser {

    private static final long serialVersionUID = 1L;

    /** Roles of columns that are no features; those have their feature's number. */
    private static final int UNUSED = -1;

    private static final int LABEL = -2;
    private static final int WEIGHT = -3;

    private final String headerFile;
    private final boolean headers;
    private final String[] names;
    private final int[] roles;
    private final int features;

    private transient DecimalParser decimals;
    private transient CsvFields fields;
    private transient double[] row;
    private transient double label;
    private transient double weight;

    /**
     * @param headerFile name of the file that the names were read from, for messages
     * @param choice the columns to read
     * @param headers whether the first line of each file has the names; else it is a row
     */
    CsvLineParser(String headerFile, ColumnChoice choice, boolean headers) {
        this.headers = headers;
        this.headerFile = headerFile;
        names = choice.names().toArray(String[]::new);
        features = choice.features().size();
        roles = new int[names.length];
        Arrays.fill(roles, UNUSED);
        for (int feature = 0; feature < features; feature++) {
            roles[choice.features().get(feature)] = feature;
        }
        if (choice.label() != ColumnChoice.NONE) {
            roles[choice.label()] = LABEL;
        }
        if (choice.weight() != ColumnChoice.NONE) {
            roles[choice.weight()] = WEIGHT;
        }
    }

    /** The fields of a header; none if it cannot be read. */
    static List<String> header(byte[] line, int length) {
        CsvFields fields = new CsvFields();
        List<String> names = new ArrayList<>();
        fields.begin(line, length);
        while (fields.hasNext()) {
            if (!fields.next()) {
                return List.of();
            }
            names.add(Problem.text(fields.text(), fields.from(), fields.to()));
        }
        return names.equals(List.of("")) ? List.of() : names;
    }

    @Override
    public void parseFirst(byte[] line, int length, BlockBuilder block) {
        if (headers) {
            checkHeader(line, length, block);
        } else {
            parse(line, length, block);
        }
    }

    private void checkHeader(byte[] line, int length, BlockBuilder block) {
        List<String> header = header(line, length);
        for (int column = 0; column < Math.min(header.size(), names.length); column++) {
            if (!header.get(column).equals(names[column])) {
                block.failTable("column %d is named %s, but %s in the header of %s"
                        .formatted(
                                column + 1,
                                Problem.quote(header.get(column)),
                                Problem.quote(names[column]),
                                headerFile));
                return;
            }
        }
        if (header.size() != names.length) {
            block.failTable("the header has %d columns, but that of %s has %d"
                    .formatted(header.size(), headerFile, names.length));
        }
    }

    @Override
    public void parse(byte[] line, int length, BlockBuilder block) {
        if (LineParser.skipBlanks(line, 0, length) == length) {
            return;
        }
        if (decimals == null) {
            decimals = new DecimalParser();
            fields = new CsvFields();
            row = new double[features];
        }
        label = 0;
        weight = 1;
        if (parseFields(line, length, block)) {
            for (int feature = 0; feature < features; feature++) {
                block.feature(feature, row[feature]);
            }
            block.endRow(label, weight);
        }
    }

    private boolean parseFields(byte[] line, int length, BlockBuilder block) {
        int column = 0;
        fields.begin(line, length);
        while (fields.hasNext()) {
            if (!fields.next()) {
                block.fail(RowFault.LINE, "a quoted field does not end as it should (a record is one line)");
                return false;
            }
            if (column < roles.length && roles[column] != UNUSED && !parseField(column, block)) {
                return false;
            }
            column++;
        }
        return hasAllColumns(column, block);
    }

    private boolean hasAllColumns(int columns, BlockBuilder block) {
        if (columns != names.length) {
            block.fail(RowFault.LINE, "%d columns where the header has %d".formatted(columns, names.length));
            return false;
        }
        return true;
    }

    private boolean parseField(int column, BlockBuilder block) {
        byte[] text = fields.text();
        int from = fields.from();
        int to = fields.to();
        int role = roles[column];
        if (role == LABEL) {
            label = block.labels().read(text, from, to);
            if (Double.isNaN(label)) {
                block.failLabel();
            }
            return !block.failed();
        }
        double value = decimals.parse(text, from, to);
        if (!(role == WEIGHT ? Double.isFinite(value) : block.canKeep(value))) {
            failNumber(column, value, Problem.text(text, from, to), block);
        } else if (role == WEIGHT) {
            weight = value;
            if (value < 0) {
                block.fail(RowFault.WEIGHT, "weight %s is negative".formatted(Problem.number(value)));
            }
        } else {
            row[role] = value;
        }
        return !block.failed();
    }

    private void failNumber(int column, double parsed, String text, BlockBuilder block) {
        if (roles[column] == WEIGHT) {
            block.fail(RowFault.WEIGHT, Problem.notFinite("weight", text));
        } else {
            block.failFeature("column " + Problem.quote(names[column]), text, parsed);
        }
    }
}
