package dev.glissade.bench;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SquaredL2Updater;
import scala.Tuple2;

/**
 * MLlib's {@code GradientDescent} with the logistic loss of two classes and no intercept; its step t has the rate
 * stepSize/√t, and it ends after a number of iterations, for no other reason.
 *
 * @param rows cached
 * @param features of them
 * @param stepSize the first rate
 * @param share of the rows that a step draws
 * @param l2 of the objective
 */
record MllibDescent(JavaRDD<Tuple2<Object, Vector>> rows, int features, double stepSize, double share, double l2) {

    /** Weights after so many steps from 0. */
    double[] weights(int steps) {
        return GradientDescent.runMiniBatchSGD(
                        rows.rdd(),
                        new LogisticGradient(),
                        new SquaredL2Updater(),
                        stepSize,
                        steps,
                        l2,
                        share,
                        Vectors.zeros(features),
                        0)
                ._1()
                .toArray();
    }

    /** What each of some steps costs, without what a run costs before the first. */
    double millisecondsOfAStep(int steps) {
        double one = Timing.seconds(() -> weights(1));
        double more = Timing.seconds(() -> weights(1 + steps));
        return (more - one) * 1e3 / steps;
    }
}
