package com.example;

import dev.glissade.model.ParameterLayout;
import dev.glissade.model.RowObjective;

/** Asks for parameters that cannot be, and throws where it is asked for a value. */
public final class NoLayout implements RowObjective {

    private static final long serialVersionUID = 1L;

    @Override
    public ParameterLayout layout(int features) {
        return new ParameterLayout(0, features, false);
    }

    @Override
    public double value(double[] features, double label, double[] parameters) {
        throw new IllegalStateException("never asked");
    }

    @Override
    public void addGradient(
            double factor, double[] features, double label, double[] parameters, double[] gradient) {
        throw new IllegalStateException("never asked");
    }
}
