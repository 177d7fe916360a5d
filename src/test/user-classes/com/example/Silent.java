package com.example;

import dev.glissade.model.ParameterLayout;
import dev.glissade.model.RowObjective;

/** ½(w·x − y)² by hand, which predicts nothing. */
public class Silent implements RowObjective {

    @Override
    public ParameterLayout layout(int features) {
        return new ParameterLayout(1, features, false);
    }

    @Override
    public double value(double[] features, double label, double[] parameters) {
        double error = error(features, label, parameters);
        return 0.5 * error * error;
    }

    @Override
    public void addGradient(
            double factor, double[] features, double label, double[] parameters, double[] gradient) {
        double error = error(features, label, parameters);
        for (int i = 0; i < features.length; i++) {
            gradient[i] += factor * error * features[i];
        }
    }

    double error(double[] features, double label, double[] parameters) {
        double margin = 0;
        for (int i = 0; i < features.length; i++) {
            margin += parameters[i] * features[i];
        }
        return margin - label;
    }
}
