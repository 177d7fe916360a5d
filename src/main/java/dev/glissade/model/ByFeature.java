package dev.glissade.model;

import dev.glissade.linalg.Kernels;
import dev.glissade.linalg.SparseRows;

/**
 * Parameters, or sums for them, with those of a feature side by side: of several outputs, a non-zero then meets all its weights
 * in one place, and the outputs' sums do not wait for each other. Each sum takes the terms that it takes in the layout's
 * order, one by one and in the same order, so the bits are the same.
 */
public final class ByFeature {

    private final ParameterLayout layout;
    /** Outputs, of several rounded up: the rest are zeros. */
    private final int stride;

    private final double[] numbers;

    /** @param ofLayout in the layout's order; of a single output it is used as it is, and changes with what is added */
    public ByFeature(ParameterLayout layout, double[] ofLayout) {
        this.layout = layout;
        if (layout.outputs() == 1) {
            this.stride = 1;
            this.numbers = ofLayout;
            return;
        }
        this.stride = (layout.outputs() + Kernels.GROUP - 1) / Kernels.GROUP * Kernels.GROUP;
        this.numbers = new double[Math.multiplyExact(layout.stride(), stride)];
        for (int output = 0; output < layout.outputs(); output++) {
            for (int i = 0; i < layout.stride(); i++) {
                numbers[i * stride + output] = ofLayout[layout.from(output) + i];
            }
        }
    }

    /** Whether so many numbers fit into an array. */
    public static boolean fits(ParameterLayout layout) {
        return layout.outputs() == 1
                || (long) layout.stride() * (layout.outputs() + Kernels.GROUP - 1) < Integer.MAX_VALUE / 2;
    }

    /** Whether there are several outputs, and so many non-zeros make up for putting their numbers in order. */
    static boolean pays(ParameterLayout layout, long nonZeros) {
        return layout.outputs() > 1 && fits(layout) && nonZeros >= 4L * layout.features();
    }

    /** Back in the layout's order. */
    public void copyTo(double[] ofLayout) {
        for (int output = 0; output < layout.outputs(); output++) {
            for (int i = 0; i < layout.stride(); i++) {
                ofLayout[layout.from(output) + i] = numbers[i * stride + output];
            }
        }
    }

    /** Room for as many outputs as are worked on. */
    public double[] newOutputs() {
        return new double[stride];
    }

    /** The weight of an output's constant feature; 0 if there is none. */
    public double intercept(int output) {
        return layout.intercept() ? numbers[layout.features() * stride + output] : 0;
    }

    /**
     * sums[output] = xᵀw, intercepts left out.
     *
     * @param sums as {@link #newOutputs} makes them
     */
    public void dots(Row row, double[] sums) {
        if (stride == 1) {
            sums[0] = row.block.dot(row.number, numbers, 0);
        } else {
            row.read();
            Kernels.dots(row.values, row.indices, row.from, row.count, numbers, sums);
        }
    }

    /**
     * margins[output] = xᵀw + a·b, with the layout's constant a.
     *
     * @param margins as {@link #newOutputs} makes them
     */
    void margins(Row row, double[] margins) {
        dots(row, margins);
        if (layout.intercept()) {
            for (int output = 0; output < layout.outputs(); output++) {
                margins[output] += layout.constant() * intercept(output);
            }
        }
    }

    /**
     * Adds factors ⊗ x, intercepts left alone.
     *
     * @param factors as many as {@link #newOutputs} has
     */
    public void add(double[] factors, Row row) {
        if (stride == 1) {
            row.block.addScaled(factors[0], row.number, numbers, 0);
        } else {
            row.read();
            Kernels.addScaledToAll(factors, row.values, row.indices, row.from, row.count, numbers);
        }
    }

    /** Adds to an output's intercept, if it has one. */
    public void addToIntercept(int output, double more) {
        if (layout.intercept()) {
            numbers[layout.features() * stride + output] += more;
        }
    }

    /** Adds slopes ⊗ (x, a), for as many slopes as {@link #newOutputs} has. */
    void addScaled(double[] slopes, Row row) {
        add(slopes, row);
        for (int output = 0; output < layout.outputs(); output++) {
            addToIntercept(output, layout.constant() * slopes[output]);
        }
    }

    /** w ← factor·w + otherFactor·u, intercepts left alone. */
    public void combine(double factor, double otherFactor, ByFeature other) {
        for (int i = 0; i < layout.features() * stride; i++) {
            numbers[i] = factor * numbers[i] + otherFactor * other.numbers[i];
        }
    }

    /** w ← factor·w, intercepts left alone. */
    public void scale(double factor) {
        for (int i = 0; i < layout.features() * stride; i++) {
            numbers[i] *= factor;
        }
    }

    /** One sparse row after the other. */
    public static final class Row {
        private SparseRows block;
        private int number;
        private int[] indices;
        /** As doubles, once they are asked for. */
        private double[] values = new double[0];

        private int from;
        private int count;
        private boolean isRead;

        /** This row from now on. */
        public Row at(SparseRows ofBlock, int row) {
            block = ofBlock;
            number = row;
            isRead = false;
            return this;
        }

        private void read() {
            if (!isRead) {
                indices = block.indices();
                from = block.offsets()[number];
                count = block.offsets()[number + 1] - from;
                if (values.length < count) {
                    values = new double[2 * count];
                }
                block.values().read(from, values, count);
                isRead = true;
            }
        }
    }
}
