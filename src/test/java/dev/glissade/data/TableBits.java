package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The content of slices in a form that can be compared bit for bit. */
final class TableBits {

    private TableBits() {}

    /** A line a row, in order, slice by slice: kind of block, label, weight and values, all as bits. */
    static List<String> of(SliceGroup group) {
        List<String> lines = new ArrayList<>();
        for (int slice = 0; slice < group.size(); slice++) {
            RowBlock block = group.slice(slice);
            lines.add("slice %d: %s of %d × %d"
                    .formatted(
                            group.firstSlice() + slice,
                            block.getClass().getSimpleName(),
                            block.size(),
                            block.features()));
            for (int row = 0; row < block.size(); row++) {
                lines.add(row(block, row));
            }
        }
        return lines;
    }

    private static String row(RowBlock block, int row) {
        return Double.toHexString(block.label(row)) + " " + Double.toHexString(block.weight(row)) + " "
                + values(block, row);
    }

    private static String values(RowBlock block, int row) {
        StringBuilder text = new StringBuilder();
        double[] values = dense(block, row);
        for (int feature = 0; feature < values.length; feature++) {
            if (Double.doubleToRawLongBits(values[feature]) != 0) {
                text.append(feature)
                        .append(':')
                        .append(Double.toHexString(values[feature]))
                        .append(' ');
            }
        }
        return text.toString();
    }

    /** The values of a row, zeros and all. */
    static double[] dense(RowBlock block, int row) {
        if (block instanceof DenseRows dense) {
            return IntStream.range(0, block.features())
                    .mapToDouble(feature -> dense.values().get(row * block.features() + feature))
                    .toArray();
        }
        SparseRows sparse = (SparseRows) block;
        double[] values = new double[block.features()];
        for (int position = sparse.offsets()[row]; position < sparse.offsets()[row + 1]; position++) {
            values[sparse.indices()[position]] = sparse.values().get(position);
        }
        return values;
    }
}
