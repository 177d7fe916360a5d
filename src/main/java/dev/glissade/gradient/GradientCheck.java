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
        double allowed = TOLERANCE * Math.max(largest(gradient), TOLERANCE * (1 + Math.abs(value(data, point))));
        return parameters(gradient).stream()
                .map(parameter -> one(data, point, parameter, gradient.get(parameter), allowed))
                .max(Comparator.comparingDouble(GradientCheck::error))
                .orElseThrow();
    }

    private static GradientCheck one(
            GradientSource data, DenseVector point, int parameter, double gradient, double allowed) {
        double stretch = STRETCH * Math.max(1, Math.abs(point.get(parameter)));
        double ahead = value(data, moved(point, parameter, stretch));
        double behind = value(data, moved(point, parameter, -stretch));
        double difference = (ahead - behind) / (2 * stretch);
        double error = Math.abs(gradient - difference) / (allowed + TOLERANCE * Math.abs(difference));
        return new GradientCheck(parameter, gradient, difference, Double.isNaN(error) ? Double.MAX_VALUE : error);
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
