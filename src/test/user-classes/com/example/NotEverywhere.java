package com.example;

import dev.glissade.loss.PointwiseLoss;

/** Half the square, whose value is NaN at margins above 1/2. */
public final class NotEverywhere implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean forClasses() {
        return false;
    }

    @Override
    public double value(double margin, double label) {
        return margin > 0.5 ? Double.NaN : (margin - label) * (margin - label) / 2;
    }

    @Override
    public double slope(double margin, double label) {
        return margin - label;
    }

    @Override
    public double curvature() {
        return 1;
    }
}
