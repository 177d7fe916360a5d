package dev.glissade.report;

import java.util.List;

/**
 * Values of a function of two parameters at the corners of a rectangular grid.
 *
 * @param xs the first parameter's values, ascending, at least two
 * @param ys the second parameter's values, ascending, at least two
 * @param values f(xs[i], ys[j]) at j·|xs| + i; NaN where it has none
 */
public record Grid(List<Double> xs, List<Double> ys, List<Double> values) {

    public Grid {
        xs = List.copyOf(xs);
        ys = List.copyOf(ys);
        values = List.copyOf(values);
        if (xs.size() < 2 || ys.size() < 2 || values.size() != xs.size() * ys.size()) {
            throw new IllegalArgumentException(
                    "%d values on a grid of %d by %d".formatted(values.size(), xs.size(), ys.size()));
        }
    }

    /** At a corner. */
    double value(int column, int row) {
        return values.get(row * xs.size() + column);
    }

    /** Between the corners by bilinear interpolation; at the nearest edge outside; NaN beside a corner without a value. */
    double at(double x, double y) {
        int column = cell(xs, x);
        int row = cell(ys, y);
        double right = share(xs, column, x);
        double up = share(ys, row, y);
        double below = mix(value(column, row), value(column + 1, row), right);
        double above = mix(value(column, row + 1), value(column + 1, row + 1), right);
        return mix(below, above, up);
    }

    private static double mix(double one, double other, double share) {
        if (share == 0 || share == 1) {
            return share == 0 ? one : other; // whatever the one without a share is
        }
        return one * (1 - share) + other * share;
    }

    private static int cell(List<Double> borders, double at) {
        int cell = 0;
        while (cell < borders.size() - 2 && borders.get(cell + 1) <= at) {
            cell++;
        }
        return cell;
    }

    private static double share(List<Double> borders, int cell, double at) {
        double share = (at - borders.get(cell)) / (borders.get(cell + 1) - borders.get(cell));
        return Math.max(0, Math.min(1, share));
    }

    /** The least finite value; NaN if there is none. */
    double least() {
        return values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
    }

    /** The greatest finite value; NaN if there is none. */
    double greatest() {
        return values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
    }

    double left() {
        return xs.get(0);
    }

    double right() {
        return xs.get(xs.size() - 1);
    }

    double bottom() {
        return ys.get(0);
    }

    double top() {
        return ys.get(ys.size() - 1);
    }
}
