package com.example;

import dev.glissade.loss.PointwiseLoss;

/** ½(m − y)² with twice its slope. */
public final class WrongSlope implements PointwiseLoss {

    @Override
    public boolean forClasses() {
        return false;
    }

    @Override
    public double value(double margin, double label) {
        return 0.5 * (margin - label) * (margin - label);
    }

    @Override
    public double slope(double margin, double label) {
        return 2 * (margin - label);
    }

    @Override
    public double curvature() {
        return 2;
    }
}
