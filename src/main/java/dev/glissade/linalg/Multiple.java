package dev.glissade.linalg;

import java.util.function.IntPredicate;

/**
 * A vector times a number, but for some entries.
 *
 * @param factor finite, or the product is not
 * @param of the vector
 * @param multiplied which of its entries are multiplied
 */
record Multiple(double factor, DenseVector of, IntPredicate multiplied) implements Held {

    @Override
    public double get(int index) {
        return entry(index, of.get(index));
    }

    @Override
    public double[] at(int[] indices) {
        double[] some = of.at(indices);
        for (int i = 0; i < some.length; i++) {
            some[i] = entry(indices[i], some[i]);
        }
        return some;
    }

    @Override
    public double[] all(int size) {
        double[] all = of.toArray();
        for (int i = 0; i < all.length; i++) {
            all[i] = entry(i, all[i]);
        }
        return all;
    }

    private double entry(int index, double value) {
        return multiplied.test(index) ? factor * value : value;
    }

    /** Products that overflow are not looked for. */
    @Override
    public boolean isFinite() {
        return Double.isFinite(factor) && of.isFinite();
    }
}
