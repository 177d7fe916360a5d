package com.example;

import dev.glissade.model.ParameterLayout;
import dev.glissade.model.RowObjective;
import java.util.OptionalDouble;

/** a·(w − b)² of one parameter w; a is the row's feature, b its label. */
public final class ParabolaPerRow implements RowObjective {

    @Override
    public ParameterLayout layout(int features) {
        return new ParameterLayout(1, 1, false);
    }

    @Override
    public double value(double[] features, double label, double[] parameters) {
        double distance = parameters[0] - label;
        return features[0] * distance * distance;
    }

    @Override
    public void addGradient(
            double factor, double[] features, double label, double[] parameters, double[] gradient) {
        gradient[0] += factor * 2 * features[0] * (parameters[0] - label);
    }

    @Override
    public OptionalDouble score(double[] features, double[] parameters) {
        return OptionalDouble.of(parameters[0]);
    }
}
