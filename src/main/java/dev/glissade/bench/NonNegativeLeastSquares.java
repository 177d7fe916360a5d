package dev.glissade.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The x ≥ 0 that minimises ‖Ax − b‖², by the active-set method of Lawson and Hanson (Solving Least Squares Problems, 1974,
 * chapter 23), on the normal equations of columns brought to length 1: for a few unknowns that are not all but the same. Breeze's
 * {@code NNLS} goes by conjugate gradients and ends a few hundredths off where columns resemble each other, as those of the terms do.
 */
final class NonNegativeLeastSquares {

    /** Slopes below this share of ‖b‖ are rounding. */
    private static final double FLAT = 1e-12;

    /** Pivots below this tell that a column is made of the others. */
    private static final double DEPENDENT = 1e-11;

    private final double[][] gram;
    private final double[] moments;
    private final double[] solution;
    private final boolean[] free;

    private NonNegativeLeastSquares(double[][] columns, double[] target) {
        int count = columns.length;
        gram = new double[count][count];
        moments = new double[count];
        for (int i = 0; i < count; i++) {
            moments[i] = dot(columns[i], target);
            for (int j = 0; j < count; j++) {
                gram[i][j] = dot(columns[i], columns[j]);
            }
        }
        solution = new double[count];
        free = new boolean[count];
    }

    /**
     * Solves it; an unknown that nothing can be told of is 0.
     *
     * @param rows of A
     * @param target b
     */
    static double[] solve(double[][] rows, double[] target) {
        int count = rows[0].length;
        double[][] columns = new double[count][rows.length];
        double[] lengths = new double[count];
        for (int column = 0; column < count; column++) {
            for (int row = 0; row < rows.length; row++) {
                columns[column][row] = rows[row][column];
            }
            double length = Math.sqrt(dot(columns[column], columns[column]));
            lengths[column] = length > 0 ? length : 1;
            for (int row = 0; row < rows.length; row++) {
                columns[column][row] /= lengths[column];
            }
        }
        NonNegativeLeastSquares problem = new NonNegativeLeastSquares(columns, target);
        problem.solve(FLAT * Math.sqrt(dot(target, target)));
        for (int column = 0; column < count; column++) {
            problem.solution[column] /= lengths[column];
        }
        return problem.solution;
    }

    private void solve(double flat) {
        boolean[] refused = new boolean[free.length];
        for (int next = steepest(flat, refused); next >= 0; next = steepest(flat, refused)) {
            free[next] = true;
            double[] wanted = minimum();
            if (wanted == null || wanted[next] <= 0) { // told apart from the others by rounding alone
                free[next] = false;
                refused[next] = true;
                continue;
            }
            Arrays.fill(refused, false);
            while (!moveTowards(wanted)) {
                wanted = minimum();
            }
        }
    }

    /** The bound unknown that is worth most to let go of its bound; −1 if none is. */
    private int steepest(double flat, boolean[] refused) {
        int best = -1;
        double most = flat;
        for (int i = 0; i < free.length; i++) {
            double slope = moments[i] - dot(gram[i], solution);
            if (!free[i] && !refused[i] && slope > most) {
                best = i;
                most = slope;
            }
        }
        return best;
    }

    /** Goes to where the minimum is, or until an unknown comes to 0, and binds it; tells whether all the way. */
    private boolean moveTowards(double[] wanted) {
        double way = 1;
        int stop = -1;
        for (int i = 0; i < free.length; i++) {
            if (free[i] && wanted[i] <= 0 && solution[i] / (solution[i] - wanted[i]) < way) {
                way = solution[i] / (solution[i] - wanted[i]);
                stop = i;
            }
        }
        for (int i = 0; i < free.length; i++) {
            solution[i] = free[i] ? Math.max(0, solution[i] + way * (wanted[i] - solution[i])) : 0;
        }
        if (stop < 0) {
            return true;
        }
        free[stop] = false;
        solution[stop] = 0;
        return false;
    }

    /** Of the free unknowns, were there no bounds; null if their columns depend on each other. */
    private double[] minimum() {
        int[] which = IntStream.range(0, free.length).filter(i -> free[i]).toArray();
        double[][] system = new double[which.length][which.length + 1];
        for (int i = 0; i < which.length; i++) {
            for (int j = 0; j < which.length; j++) {
                system[i][j] = gram[which[i]][which[j]];
            }
            system[i][which.length] = moments[which[i]];
        }
        if (!eliminate(system)) {
            return null;
        }
        double[] minimum = new double[free.length];
        for (int i = which.length - 1; i >= 0; i--) {
            double sum = system[i][which.length];
            for (int j = i + 1; j < which.length; j++) {
                sum -= system[i][j] * minimum[which[j]];
            }
            minimum[which[i]] = sum / system[i][i];
        }
        return minimum;
    }

    /** Without exchanges, which a positive definite system does not need. */
    private static boolean eliminate(double[][] system) {
        for (int pivot = 0; pivot < system.length; pivot++) {
            if (system[pivot][pivot] < DEPENDENT) {
                return false;
            }
            for (int row = pivot + 1; row < system.length; row++) {
                double times = system[row][pivot] / system[pivot][pivot];
                for (int column = pivot; column <= system.length; column++) {
                    system[row][column] -= times * system[pivot][column];
                }
            }
        }
        return true;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
