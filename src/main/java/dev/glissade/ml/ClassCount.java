package dev.glissade.ml;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.glissade.config.UserError;
import dev.glissade.data.TableSchema;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Option;

/**
 * Classes and features of a Dataset. As everywhere in spark.ml, classes are the numbers 0 … K − 1, whether each occurs or not; K is
 * what the label column's metadata say (StringIndexer's do), else one more than the largest label, and 2 at least.
 *
 * @param classes K
 * @param features number of them
 */
record ClassCount(int classes, int features) {

    /** As spark.ml has it: more classes than this are likelier to be numbers that were mistaken for classes. */
    private static final int MOST_UNLESS_TOLD = 100;

    /**
     * Counts; takes a pass over labels unless the metadata say enough. Labels that are not finite make a row bad, which is for those
     * to tell who read the rows.
     *
     * @throws UserError if a label is no class
     */
    static ClassCount of(Dataset<Row> rows, String labelColumn, String featuresColumn) {
        OptionalInt told = toldClasses(rows, labelColumn);
        int features = AttributeGroup.fromStructField(rows.schema().apply(featuresColumn))
                .size();
        if (told.isPresent() && features >= 0) {
            return new ClassCount(Math.max(2, told.getAsInt()), features);
        }
        Column label = when(abs(col(quoted(labelColumn))).lt(Double.POSITIVE_INFINITY), col(quoted(labelColumn)));
        Row found = rows.agg(
                        max(label),
                        min(label),
                        coalesce(max(when(label.notEqual(floor(label)), label)), lit(0.0)),
                        first(col(quoted(featuresColumn)), true))
                .first();
        if (found.isNullAt(0) || found.isNullAt(3)) {
            throw new UserError("the Dataset has no row with a label and features");
        }
        int classes = told.orElseGet(() -> 1 + largest(labelColumn, found));
        return new ClassCount(Math.max(2, classes), features >= 0 ? features : ((Vector) found.get(3)).size());
    }

    private static OptionalInt toldClasses(Dataset<Row> rows, String labelColumn) {
        Attribute attribute = Attribute.fromStructField(rows.schema().apply(labelColumn));
        if (attribute instanceof BinaryAttribute) {
            return OptionalInt.of(2);
        }
        Option<Object> values =
                attribute instanceof NominalAttribute nominal ? nominal.getNumValues() : Option.<Object>empty();
        return values.isDefined() ? OptionalInt.of((int) values.get()) : OptionalInt.empty();
    }

    private static int largest(String column, Row found) {
        double largest = found.getDouble(0);
        double least = found.getDouble(1);
        double broken = found.getDouble(2);
        double wrong = broken != 0 ? broken : least < 0 ? least : largest;
        if (broken != 0 || least < 0 || !(largest < MOST_UNLESS_TOLD)) {
            throw new UserError(
                    "label %s in column \"%s\" is no class: classes are 0, 1, … up to %d, or as many as the column's metadata say (StringIndexer makes such columns)"
                            .formatted(LabelCoding.className(wrong), column, MOST_UNLESS_TOLD - 1));
        }
        return (int) largest;
    }

    /** What tables are read by. */
    TableSchema schema(LabelKind kind) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new TableSchema(LabelCoding.classes(kind, names), features, List.of());
    }

    /** A column by its name, dots and all. */
    static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }
}
