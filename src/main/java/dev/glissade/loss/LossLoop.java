package dev.glissade.loss;

/** A loss at work on one run of rows after the other, with buffers of its own. Belongs to one thread. */
@FunctionalInterface
public interface LossLoop {

    /** As {@link PointwiseLoss#evaluate}, with the same bits. */
    double evaluate(int count, double[] margins, double[] labels, double[] weights, double sum);
}
