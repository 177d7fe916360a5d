package dev.glissade.ml;

import org.apache.spark.ml.param.DoubleParam;

/** What regressors have beside {@link SGDParams}. */
public interface SGDRegressorParams extends SGDParams {

    /** With loss = huber: the error beyond which the loss goes on in a straight line, above 0. */
    default DoubleParam huberDelta() {
        return held().huberDelta;
    }

    /** Of {@link #huberDelta}. */
    default double getHuberDelta() {
        return (double) $(huberDelta());
    }
}
