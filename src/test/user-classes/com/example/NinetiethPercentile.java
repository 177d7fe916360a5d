package com.example;

import dev.glissade.loss.PointwiseLoss;

/** The pinball loss of Koenker and Bassett (1978): its minimiser is the 90th percentile of y, not its mean. */
public final class NinetiethPercentile implements PointwiseLoss {

    @Override
    public boolean forClasses() {
        return false; // labels are numbers
    }

    @Override
    public double value(double margin, double label) {
        return label > margin ? 0.9 * (label - margin) : 0.1 * (margin - label);
    }

    @Override
    public double slope(double margin, double label) {
        return label > margin ? -0.9 : 0.1;
    }

    @Override
    public double curvature() {
        return Double.POSITIVE_INFINITY; // the slope jumps
    }
}
