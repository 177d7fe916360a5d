package com.example;

import dev.glissade.loss.PointwiseLoss;

/** Half the square, with a way of its own to evaluate several rows: the slopes point the other way there. */
public final class WrongEvaluate implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean forClasses() {
        return false;
    }

    @Override
    public double value(double margin, double label) {
        return (margin - label) * (margin - label) / 2;
    }

    @Override
    public double slope(double margin, double label) {
        return margin - label;
    }

    @Override
    public double curvature() {
        return 1;
    }

    @Override
    public double evaluate(int count, double[] margins, double[] labels, double[] weights, double sum) {
        double total = sum;
        for (int i = 0; i < count; i++) {
            total += weights[i] * value(margins[i], labels[i]);
            margins[i] = -weights[i] * slope(margins[i], labels[i]);
        }
        return total;
    }
}
