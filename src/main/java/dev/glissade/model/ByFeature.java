package dev.glissade.model;

import dev.glissade.linalg.Kernels;
import dev.glissade.linalg.SparseRows;

/**
 * Parameters of several outputs, or sums for them, with those of a feature side by side: a non-zero then meets all its
 * weights in one place, and the outputs' sums do not wait for each other. Each sum takes the terms that it takes in the
 * layout's order, one by one and in the same order, so the bits are the same.
 */
final class ByFeature {

    private final ParameterLayout layout;
    /** Outputs, rounded up: the rest are zeros. */
    private final int stride;

    private final double[] numbers;

    /** @param ofLayout in the layout's order */
    ByFeature(ParameterLayout layout, double[] ofLayout) {
        this.layout = layout;
        this.stride = (layout.outputs() + Kernels.GROUP - 1) / Kernels.GROUP * Kernels.GROUP;
        this.numbers = new double[Math.multiplyExact(layout.stride(), stride)];
        for (int output = 0; output < layout.outputs(); output++) {
            for (int i = 0; i < layout.stride(); i++) {
                numbers[i * stride + output] = ofLayout[layout.from(output) + i];
            }
        }
    }

    /** Whether so many numbers fit into an array, and so many non-zeros make up for putting them in order. */
    static boolean pays(ParameterLayout layout, long nonZeros) {
        long widest = (long) layout.stride() * (layout.outputs() + Kernels.GROUP - 1);
        return layout.outputs() > 1 && widest < Integer.MAX_VALUE / 2 && nonZeros >= 4L * layout.features();
    }

    /** Back in the layout's order. */
    void copyTo(double[] ofLayout) {
        for (int output = 0; output < layout.outputs(); output++) {
            for (int i = 0; i < layout.stride(); i++) {
                ofLayout[layout.from(output) + i] = numbers[i * stride + output];
            }
        }
    }

    /** Room for as many outputs as are worked on. */
    double[] newOutputs() {
        return new double[stride];
    }

    /**
     * margins[output] = xᵀw + b.
     *
     * @param margins as {@link #newOutputs} makes them
     */
    void margins(Row row, double[] margins) {
        Kernels.dots(row.values, row.indices, row.from, row.count, numbers, margins);
        if (layout.intercept()) {
            for (int output = 0; output < layout.outputs(); output++) {
                margins[output] += numbers[layout.features() * stride + output];
            }
        }
    }

    /** Adds slopes ⊗ (x, 1), for as many slopes as {@link #newOutputs} has. */
    void addScaled(double[] slopes, Row row) {
        Kernels.addScaledToAll(slopes, row.values, row.indices, row.from, row.count, numbers);
        if (layout.intercept()) {
            for (int output = 0; output < layout.outputs(); output++) {
                numbers[layout.features() * stride + output] += slopes[output];
            }
        }
    }

    /** One sparse row after the other, its values as doubles. */
    static final class Row {
        private final SparseRows block;
        private final int[] indices;
        private double[] values = new double[0];
        private int from;
        private int count;

        Row(SparseRows block) {
            this.block = block;
            this.indices = block.indices();
        }

        Row at(int row) {
            from = block.offsets()[row];
            count = block.offsets()[row + 1] - from;
            if (values.length < count) {
                values = new double[2 * count];
            }
            block.values().read(from, values, count);
            return this;
        }
    }
}
