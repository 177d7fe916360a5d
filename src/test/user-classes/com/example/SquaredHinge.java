package com.example;

import dev.glissade.loss.PointwiseLoss;

/** max(0, 1 − ym)², y = ±1. */
public final class SquaredHinge implements PointwiseLoss {

    @Override
    public boolean forClasses() {
        return true;
    }

    @Override
    public double value(double margin, double label) {
        double missing = Math.max(0, 1 - label * margin);
        return missing * missing;
    }

    @Override
    public double slope(double margin, double label) {
        return -2 * label * Math.max(0, 1 - label * margin);
    }

    @Override
    public double curvature() {
        return 2;
    }
}
