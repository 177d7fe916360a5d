package com.example;

import dev.glissade.loss.PointwiseLoss;

/** (m − y)², whose curvature is 2, not 1. */
public final class WrongCurvature implements PointwiseLoss {

    @Override
    public boolean forClasses() {
        return false;
    }

    @Override
    public double value(double margin, double label) {
        return (margin - label) * (margin - label);
    }

    @Override
    public double slope(double margin, double label) {
        return 2 * (margin - label);
    }

    @Override
    public double curvature() {
        return 1;
    }
}
