package dev.glissade.data;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;

/** A column of a {@code Dataset} that holds a feature, or a vector or an array of them. */
final class FeatureColumn implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What a column holds. */
    enum Kind {
        NUMBER,
        VECTOR,
        ARRAY
    }

    private final String name;
    private final int place;
    private final Kind kind;
    private final String[] elements;

    /** @param place where in the row the column is */
    FeatureColumn(String name, int place, Kind kind) {
        this(name, place, kind, List.of());
    }

    private FeatureColumn(String name, int place, Kind kind, List<String> elements) {
        this.name = name;
        this.place = place;
        this.kind = kind;
        this.elements = elements.toArray(String[]::new);
    }

    /**
     * Of vectors.
     *
     * @param place where in the row the column is
     * @param elements what messages call each element; empty where they are told by their number
     */
    static FeatureColumn ofVectors(String name, int place, List<String> elements) {
        return new FeatureColumn(name, place, Kind.VECTOR, elements);
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    String name() {
        return name;
    }

    /**
     * Adds the column's features to the row under way; says what is wrong with them by {@link BlockBuilder#fail}.
     *
     * @param first number of the column's first feature
     * @return how many features the column has
     */
    int read(Row row, int first, BlockBuilder block) {
        Object value = row.get(place);
        if (value == null) {
            block.fail(RowFault.NO_NUMBER, "column %s is null".formatted(Problem.quote(name)));
            return 0;
        }
        return switch (kind) {
            case NUMBER -> readNumber(value, first, block);
            case VECTOR -> readVector((Vector) value, first, block);
            case ARRAY -> readArray(row, first, block);
        };
    }

    private int readNumber(Object value, int first, BlockBuilder block) {
        double number = RowParser.number(value);
        if (block.canKeep(number)) {
            block.feature(first, number);
        } else {
            block.failFeature("column " + Problem.quote(name), number);
        }
        return 1;
    }

    private int readVector(Vector vector, int first, BlockBuilder block) {
        if (vector instanceof SparseVector sparse) {
            int[] indices = sparse.indices();
            double[] values = sparse.values();
            for (int position = 0; position < indices.length; position++) {
                element(indices[position], values[position], first, block);
            }
        } else {
            double[] values = vector.toArray();
            for (int element = 0; element < values.length; element++) {
                element(element, values[element], first, block);
            }
        }
        return vector.size();
    }

    private int readArray(Row row, int first, BlockBuilder block) {
        Iterator<Object> elements = row.<Object>getSeq(place).iterator();
        int element = 0;
        while (elements.hasNext()) {
            Object value = elements.next();
            if (value == null) {
                block.fail(RowFault.NO_NUMBER, "column %s: element %d is null".formatted(Problem.quote(name), element));
                return element;
            }
            element(element++, RowParser.number(value), first, block);
        }
        return element;
    }

    private void element(int element, double value, int first, BlockBuilder block) {
        if (block.canKeep(value)) {
            block.feature(first + element, value);
        } else if (element >= elements.length) {
            block.failFeature("column %s: element %d".formatted(Problem.quote(name), element), value);
        } else if (Double.isNaN(value)) {
            block.fail(
                    RowFault.NO_NUMBER,
                    "column %s is missing or no number".formatted(Problem.quote(elements[element])));
        } else {
            block.failFeature("column " + Problem.quote(elements[element]), value);
        }
    }
}
