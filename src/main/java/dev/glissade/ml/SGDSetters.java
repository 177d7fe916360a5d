package dev.glissade.ml;

import org.apache.spark.ml.param.Param;

/**
 * The setters of {@link SGDParams}. Params that are spark.ml's own refuse a value that is out of their bounds at once; all else that is out of
 * bounds, or at odds with another, is told of when the stage is fitted, by the messages of the command's configuration.
 *
 * @param <S> the stage itself
 */
public interface SGDSetters<S extends SGDSetters<S>> extends SGDParams {

    /** The strength of the penalty, at least 0. */
    default S setRegParam(double value) {
        return put(regParam(), value);
    }

    /** α, from 0 (L2 alone) to 1 (L1 alone). */
    default S setElasticNetParam(double value) {
        return put(elasticNetParam(), value);
    }

    /** The most epochs, at least 1: rows visited over rows of the training set. One of LogisticRegression's iterations is a pass over the rows, too. */
    default S setMaxIter(int value) {
        return put(maxIter(), value);
    }

    /** Training ends once the objective changes by at most this share of itself from one evaluation to the next; 0: never for that. */
    default S setTol(double value) {
        return put(tol(), value);
    }

    /** Whether each class has an intercept, which no penalty touches. */
    default S setFitIntercept(boolean value) {
        return put(fitIntercept(), value);
    }

    /** Whether to train on features of deviation 1, with the penalty on that scale; coefficients are those of the features as they are. */
    default S setStandardization(boolean value) {
        return put(standardization(), value);
    }

    /** The column of the rows' weights; empty: all weigh 1. */
    default S setWeightCol(String value) {
        return put(weightCol(), value);
    }

    /** All that is random follows from it. */
    default S setSeed(long value) {
        return put(seed(), value);
    }

    /** The learning rate at the start, after any warm-up; unless set, one is found before the first step. */
    default S setStepSize(double value) {
        return put(stepSize(), value);
    }

    /** A column of booleans: true where a row is not trained on, but used to see when to stop. */
    default S setValidationIndicatorCol(String value) {
        return put(validationIndicatorCol(), value);
    }

    /** Sets {@link #optimizer}. */
    default S setOptimizer(String value) {
        return put(optimizer(), value);
    }

    /** Sets {@link #momentum}. */
    default S setMomentum(double value) {
        return put(momentum(), value);
    }

    /** Sets {@link #gradient}. */
    default S setGradient(String value) {
        return put(gradient(), value);
    }

    /** Sets {@link #batchSize}. */
    default S setBatchSize(long value) {
        return put(batchSize(), value);
    }

    /** Sets {@link #sampling}. */
    default S setSampling(String value) {
        return put(sampling(), value);
    }

    /** Sets {@link #decay}. */
    default S setDecay(String value) {
        return put(decay(), value);
    }

    /** Sets {@link #decayRate}. */
    default S setDecayRate(double value) {
        return put(decayRate(), value);
    }

    /** Sets {@link #decayFactor}. */
    default S setDecayFactor(double value) {
        return put(decayFactor(), value);
    }

    /** Sets {@link #decayEvery}. */
    default S setDecayEvery(String value) {
        return put(decayEvery(), value);
    }

    /** Sets {@link #warmup}. */
    default S setWarmup(String value) {
        return put(warmup(), value);
    }

    /** Sets {@link #localSteps}. */
    default S setLocalSteps(long value) {
        return put(localSteps(), value);
    }

    /** Sets {@link #replicas}. */
    default S setReplicas(int value) {
        return put(replicas(), value);
    }

    /** Sets {@link #evaluateEvery}. */
    default S setEvaluateEvery(String value) {
        return put(evaluateEvery(), value);
    }

    /** Sets {@link #patience}. */
    default S setPatience(int value) {
        return put(patience(), value);
    }

    /** Sets {@link #initialWeights}. */
    default S setInitialWeights(double[] value) {
        return put(initialWeights(), value);
    }

    /**
     * Where states are saved, on any file system that Hadoop knows: every five minutes, unless a {@code checkpoint.every-steps} or
     * {@code checkpoint.every-seconds} of the settings says otherwise. A fit of the same rows with the same params, in this process or a
     * later one, goes on from its last state, and comes to the bits that it would have come to; its summary then begins there. Each fit has
     * a folder of its own in there, which stays: remove it once the model is saved. Of no use to lbfgs.
     */
    default S setCheckpointDir(String value) {
        return put(checkpointDir(), value);
    }

    /**
     * Error, for an exception that says where training diverged and why; or keep, for a model of the last weights that were good, whose
     * summary says {@code diverged}: a grid goes on then.
     */
    default S setHandleDivergence(String value) {
        return put(handleDivergence(), value);
    }

    /** Sets {@link #settings}. */
    default S setSettings(String[] value) {
        return put(settings(), value);
    }

    /** Sets any of the params. */
    @SuppressWarnings("unchecked") // a stage is its own S, and params check what they are given
    default S put(Param<?> param, Object value) {
        set((Param<Object>) param, value);
        return (S) this;
    }
}
