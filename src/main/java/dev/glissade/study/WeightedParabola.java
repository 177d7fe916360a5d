package dev.glissade.study;

import dev.glissade.model.ParameterLayout;
import dev.glissade.model.RowObjective;

/**
 * ℓ(w; a, b) = a·(w − b)², one weight, a the only feature and b the label: rows whose curvatures 2a differ, and may be negative as long as
 * their mean is not. For the study of batch sizes on {@code experiment8.csv}; the minimiser is Σab/Σa.
 */
public final class WeightedParabola implements RowObjective {

    private static final long serialVersionUID = 1L;

    @Override
    public ParameterLayout layout(int features) {
        if (features != 1) {
            throw new IllegalArgumentException("%d features; it takes one".formatted(features));
        }
        return new ParameterLayout(1, 1, false);
    }

    @Override
    public double value(double[] features, double label, double[] parameters) {
        double distance = parameters[0] - label;
        return features[0] * distance * distance;
    }

    @Override
    public void addGradient(double factor, double[] features, double label, double[] parameters, double[] gradient) {
        gradient[0] += factor * 2 * features[0] * (parameters[0] - label);
    }
}
