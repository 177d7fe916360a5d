package com.example;

/** Its second parameter's gradient has the wrong sign, so that descent climbs. */
public final class WrongGradient extends Silent {

    @Override
    public void addGradient(
            double factor, double[] features, double label, double[] parameters, double[] gradient) {
        double error = error(features, label, parameters);
        for (int i = 0; i < features.length; i++) {
            gradient[i] += (i == 1 ? -1 : 1) * factor * error * features[i];
        }
    }
}
