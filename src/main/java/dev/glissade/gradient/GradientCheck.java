package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares the gradient of a mean loss with central differences of its value, (f(w + hδⱼ) − f(w − hδⱼ))/2h.
 *
 * @param parameter the one with the largest error, from 0
 * @param gradient what the gradient says of it
 * @param difference what the differences say
 * @param error |gradient − difference| in units of what is allowed: above 1 the check has failed
 */
public record GradientCheck(int parameter, double gradient, double difference, double error) {

    /** Parameters looked at: those with the largest entries of the gradient, and as many evenly spread. */
    private static final int MOST_PARAMETERS = 16;

    private static final double STRETCH = 1e-5;
    private static final double TOLERANCE = 1e-5;

    /** Allowed of the gradient's change over a stretch. */
    private static final double OF_CHANGE = 1e-4;

    /** Whether gradient and differences agree to about five digits. */
    public boolean passed() {
        return error <= 1;
    }

    /**
     * Checks some parameters of a mean loss, the worst of which is the answer.
     *
     * @param data the rows
     * @param point w
     */
    public static GradientCheck at(GradientSource data, DenseVector point) {
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(point)));
        DenseVector gradient = sum.gradients().get(0).times(1 / data.totalWeight());
        double value = value(data, point);
        double allowed = TOLERANCE * Math.max(largest(gradient), TOLERANCE * (1 + Math.abs(value)));
        Differences differences = new Differences(data, point, value);
        return parameters(gradient).stream()
                .map(parameter -> differences.compared(parameter, gradient.get(parameter), allowed))
                .max(Comparator.comparingDouble(GradientCheck::error))
                .orElseThrow();
    }

    /** Differences of the value about a point. */
    private record Differences(GradientSource data, DenseVector point, double here) {

        private GradientCheck compared(int parameter, double gradient, double allowed) {
            double stretch = STRETCH * Math.max(1, Math.abs(point.get(parameter)));
            double ahead = value(data, moved(point, parameter, stretch));
            double behind = value(data, moved(point, parameter, -stretch));
            double difference = (ahead - behind) / (2 * stretch);
            // where the gradient is 0, what third derivatives put into the difference is small against its own change
            // only
            double change = Math.abs((ahead - here) - (here - behind)) / stretch;
            double bound = allowed + TOLERANCE * Math.abs(difference) + OF_CHANGE * change;
            double error = Math.abs(gradient - difference) / bound;
            return new GradientCheck(parameter, gradient, difference, Double.isNaN(error) ? Double.MAX_VALUE : error);
        }
    }

    private static List<Integer> parameters(DenseVector gradient) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < gradient.size(); i++) {
            all.add(i);
        }
        if (all.size() <= 2 * MOST_PARAMETERS) {
            return all;
        }
        List<Integer> chosen = new ArrayList<>();
        all.stream()
                .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(gradient.get(i))))
                .limit(MOST_PARAMETERS)
                .forEach(chosen::add);
        for (int i = 0; i < MOST_PARAMETERS; i++) {
            chosen.add((int) ((long) i * gradient.size() / MOST_PARAMETERS));
        }
        return chosen;
    }

    private static double largest(DenseVector gradient) {
        double largest = 0;
        for (double entry : gradient.values()) {
            largest = Math.max(largest, Math.abs(entry));
        }
        return largest;
    }

    private static DenseVector moved(DenseVector point, int parameter, double by) {
        double[] values = point.toArray();
        values[parameter] += by;
        return DenseVector.wrap(values);
    }

    private static double value(GradientSource data, DenseVector point) {
        ValueSum sum = data.value(new ValueRequest(data.allRows(), point));
        return sum.loss() / sum.weight();
    }
}
