package dev.glissade.bench;

import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;

/** Adds up the values of dense rows that are held as doubles: the least that a pass over them can do. */
final class ArraySum extends PartitionJob.Task {

    private static final long serialVersionUID = 1L;

    private final boolean eightAccumulators;

    ArraySum(boolean eightAccumulators) {
        this.eightAccumulators = eightAccumulators;
    }

    @Override
    public Object apply(TaskContext context, Iterator<SliceGroup> groups) {
        double sum = 0;
        while (groups.hasNext()) {
            SliceGroup group = groups.next();
            for (int slice = 0; slice < group.size(); slice++) {
                double[] values = ((DenseRows) group.slice(slice)).values().doubles();
                sum += eightAccumulators ? inEight(values) : inOne(values);
            }
        }
        return sum;
    }

    static double inOne(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    static double inEight(double[] values) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i <= values.length - 8; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < values.length; i++) {
            sum += values[i];
        }
        return sum;
    }
}
