package dev.glissade.data;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Row;

/** Reads rows of typed columns; a copy goes with each task. */
final class RowParser implements Serializable {

    private static final long serialVersionUID = 1L;

    private final FeatureColumn[] features;
    private final int label;
    private final int weight;

    /** Features that each column had in the first good row; later ones must have as many. */
    private transient int[] sizes;

    /**
     * @param features the columns of the features, in their order
     * @param label where in the row the label is; {@link ColumnChoice#NONE} if it is not read
     * @param weight where in the row the weight is; {@link ColumnChoice#NONE} if all rows weigh 1
     */
    RowParser(FeatureColumn[] features, int label, int weight) {
        this.features = features;
        this.label = label;
        this.weight = weight;
    }

    /** The same parser, without a memory of rows read. */
    RowParser fresh() {
        return new RowParser(features, label, weight);
    }

    /** Adds the row to the block, or says what is wrong with it. */
    void parse(Row row, BlockBuilder block) {
        double labelRead = label == ColumnChoice.NONE ? 0 : readLabel(row.get(label), block);
        double weightRead = weight == ColumnChoice.NONE ? 1 : readWeight(row.get(weight), block);
        if (!block.failed()) {
            readFeatures(row, block);
        }
        if (!block.failed()) {
            block.endRow(labelRead, weightRead);
        }
    }

    private void readFeatures(Row row, BlockBuilder block) {
        int[] found = new int[features.length];
        int width = 0;
        for (int column = 0; column < features.length && !block.failed(); column++) {
            found[column] = features[column].read(row, width, block);
            width = Math.addExact(width, found[column]);
        }
        block.widen(width);
        if (!block.failed()) {
            checkSizes(found, block);
        }
    }

    /** Only good rows are compared: which of two sizes is the right one, nobody can tell. */
    private void checkSizes(int[] found, BlockBuilder block) {
        if (sizes == null) {
            sizes = found;
        }
        for (int column = 0; column < found.length; column++) {
            if (found[column] != sizes[column]) {
                block.failTable("column %s holds %d features where the first row has %d"
                        .formatted(Problem.quote(features[column].name()), found[column], sizes[column]));
            }
        }
    }

    private static double readLabel(Object value, BlockBuilder block) {
        if (value == null) {
            block.fail(RowFault.LABEL, "label is null");
            return Double.NaN;
        }
        double read;
        if (value instanceof Number number) {
            read = block.labels().read(number.doubleValue());
        } else {
            byte[] text = value.toString().strip().getBytes(StandardCharsets.UTF_8);
            read = block.labels().read(text, 0, text.length);
        }
        if (Double.isNaN(read)) {
            block.failLabel();
        }
        return read;
    }

    private static double readWeight(Object value, BlockBuilder block) {
        if (value == null) {
            block.fail(RowFault.WEIGHT, "weight is null");
            return Double.NaN;
        }
        double read = number(value);
        if (!Double.isFinite(read)) {
            block.fail(RowFault.WEIGHT, Problem.notFinite("weight", read));
        } else if (read < 0) {
            block.fail(RowFault.WEIGHT, "weight %s is negative".formatted(Problem.number(read)));
        }
        return read;
    }

    /** The number in a numeric or boolean column. */
    static double number(Object value) {
        return value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).doubleValue();
    }
}
