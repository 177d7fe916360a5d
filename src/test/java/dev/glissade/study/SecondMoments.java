package dev.glissade.study;

import java.util.ArrayList;
import java.util.List;

/**
 * The expected objective of least squares under SGD with replacement, exactly, where each row has one feature that is not 0.
 *
 * <p>Of the N rows let those with value s in coordinate j be a share p, of residuals rᵢ at the minimiser, whose mean is 0. With e = w − w* in that
 * coordinate, m = E[e] and M = E[e²], a step of b rows at the rate η leads to m⁺ = (1 − ηps²)m and
 * M⁺ = M − 2ηps²M + η²((1/b)·p·s²·(s²M + mean rᵢ²) + (1 − 1/b)·p²s⁴·M). The mean loss is ½ mean rᵢ² + ½ Σ p s² M.
 */
final class SecondMoments {

    /**
     * A coordinate.
     *
     * @param share p
     * @param value s
     * @param residuals mean of rᵢ² over its rows
     * @param away e at the start
     */
    record Coordinate(double share, double value, double residuals, double away) {}

    private final List<Coordinate> coordinates;

    SecondMoments(List<Coordinate> coordinates) {
        this.coordinates = List.copyOf(coordinates);
    }

    /** F*. */
    double minimum() {
        return coordinates.stream()
                .mapToDouble(each -> each.share() * each.residuals() / 2)
                .sum();
    }

    /** F(w₀). */
    double start() {
        return objective(squares());
    }

    private List<Double> squares() {
        return coordinates.stream().map(each -> each.away() * each.away()).toList();
    }

    private double objective(List<Double> squares) {
        double excess = 0;
        for (int j = 0; j < coordinates.size(); j++) {
            Coordinate of = coordinates.get(j);
            excess += of.share() * of.value() * of.value() * squares.get(j) / 2;
        }
        return minimum() + excess;
    }

    /** Steps until the expected objective is at most the target; 0 if it is not within the most. */
    int steps(double rate, long batchSize, double target, int most) {
        List<Double> squares = squares();
        for (int step = 1; step <= most; step++) {
            List<Double> next = new ArrayList<>();
            for (int j = 0; j < coordinates.size(); j++) {
                next.add(next(coordinates.get(j), squares.get(j), rate, (double) batchSize));
            }
            squares = next;
            if (objective(squares) <= target) {
                return step;
            }
        }
        return 0;
    }

    private static double next(Coordinate of, double square, double rate, double batchSize) {
        double curvature = of.value() * of.value();
        double ofOneRow = of.share() * curvature * (curvature * square + of.residuals());
        double ofTwo = of.share() * of.share() * curvature * curvature * square;
        return square
                - 2 * rate * of.share() * curvature * square
                + rate * rate * (ofOneRow / batchSize + (1 - 1 / batchSize) * ofTwo);
    }
}
