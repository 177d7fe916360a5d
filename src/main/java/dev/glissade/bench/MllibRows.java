package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.regression.LabeledPoint;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** A table's rows as MLlib wants them: an object a row, in the same partitions; labels are 0 and 1, or numbers of classes. */
final class MllibRows {

    private MllibRows() {}

    /** For {@code GradientDescent}, cached. */
    static JavaRDD<Tuple2<Object, Vector>> pairs(SlicedTable table) {
        return cached(table.groups().flatMap(new Pairs()));
    }

    /** Cached. */
    static JavaRDD<LabeledPoint> points(SlicedTable table) {
        return cached(table.groups().flatMap(new Points()));
    }

    private static <T> JavaRDD<T> cached(JavaRDD<T> rows) {
        rows.persist(StorageLevel.MEMORY_ONLY()).count();
        return rows;
    }

    /** The task that makes pairs. */
    private static final class Pairs implements FlatMapFunction<SliceGroup, Tuple2<Object, Vector>> {

        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Tuple2<Object, Vector>> call(SliceGroup group) {
            return new Rows<>(group) {
                @Override
                Tuple2<Object, Vector> row(double label, Vector features) {
                    return new Tuple2<>(label, features);
                }
            };
        }
    }

    /** The task that makes labelled points. */
    private static final class Points implements FlatMapFunction<SliceGroup, LabeledPoint> {

        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<LabeledPoint> call(SliceGroup group) {
            return new Rows<>(group) {
                @Override
                LabeledPoint row(double label, Vector features) {
                    return new LabeledPoint(label, features);
                }
            };
        }
    }

    /** One row after the other. */
    private abstract static class Rows<T> implements Iterator<T> {

        private final SliceGroup group;
        private int slice;
        private int row;

        Rows(SliceGroup group) {
            this.group = group;
        }

        abstract T row(double label, Vector features);

        @Override
        public boolean hasNext() {
            while (slice < group.size() && row == group.slice(slice).size()) {
                slice++;
                row = 0;
            }
            return slice < group.size();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            RowBlock block = group.slice(slice);
            RowValues values = RowValues.of(block, row);
            double label = Math.max(0, block.label(row)); // -1 is class 0, and class numbers stay what they are
            row++;
            return row(
                    label,
                    values.isDense()
                            ? Vectors.dense(values.values())
                            : Vectors.sparse(block.features(), values.indices(), values.values()));
        }
    }
}
