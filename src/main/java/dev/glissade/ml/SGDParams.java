package dev.glissade.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.param.shared.HasElasticNetParam;
import org.apache.spark.ml.param.shared.HasFitIntercept;
import org.apache.spark.ml.param.shared.HasMaxIter;
import org.apache.spark.ml.param.shared.HasRegParam;
import org.apache.spark.ml.param.shared.HasSeed;
import org.apache.spark.ml.param.shared.HasStandardization;
import org.apache.spark.ml.param.shared.HasStepSize;
import org.apache.spark.ml.param.shared.HasTol;
import org.apache.spark.ml.param.shared.HasValidationIndicatorCol;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The params that classifiers, regressors and their models have: spark.ml's own where it has them, with their names and meaning,
 * and those of a training by SGD.
 *
 * <p>Minimised is F(w) = (Σ cᵢ ℓ(w; xᵢ, yᵢ))/(Σ cᵢ) + regParam·(α‖w‖₁ + (1 − α)/2·‖w‖₂²), with α = elasticNetParam, c the weights of
 * the rows and no penalty on intercepts. With standardization w in the penalty is that of features of (sample) deviation 1, as in
 * spark.ml's linear models.
 */
public interface SGDParams
        extends HasRegParam,
                HasElasticNetParam,
                HasMaxIter,
                HasTol,
                HasFitIntercept,
                HasStandardization,
                HasWeightCol,
                HasSeed,
                HasStepSize,
                HasValidationIndicatorCol {

    /** The params themselves; not for callers. */
    HeldParams held();

    @Override
    default DoubleParam regParam() {
        return held().regParam;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasRegParam$_setter_$regParam_$eq(DoubleParam param) {
        held().regParam = param;
    }

    @Override
    default DoubleParam elasticNetParam() {
        return held().elasticNetParam;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasElasticNetParam$_setter_$elasticNetParam_$eq(DoubleParam param) {
        held().elasticNetParam = param;
    }

    @Override
    default IntParam maxIter() {
        return held().maxIter;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasMaxIter$_setter_$maxIter_$eq(IntParam param) {
        held().maxIter = param;
    }

    @Override
    default DoubleParam tol() {
        return held().tol;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasTol$_setter_$tol_$eq(DoubleParam param) {
        held().tol = param;
    }

    @Override
    default BooleanParam fitIntercept() {
        return held().fitIntercept;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasFitIntercept$_setter_$fitIntercept_$eq(BooleanParam param) {
        held().fitIntercept = param;
    }

    @Override
    default BooleanParam standardization() {
        return held().standardization;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasStandardization$_setter_$standardization_$eq(BooleanParam param) {
        held().standardization = param;
    }

    @Override
    default Param<String> weightCol() {
        return held().weightCol;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(Param<String> param) {
        held().weightCol = param;
    }

    @Override
    default LongParam seed() {
        return held().seed;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasSeed$_setter_$seed_$eq(LongParam param) {
        held().seed = param;
    }

    @Override
    default DoubleParam stepSize() {
        return held().stepSize;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasStepSize$_setter_$stepSize_$eq(DoubleParam param) {
        held().stepSize = param;
    }

    @Override
    default Param<String> validationIndicatorCol() {
        return held().validationIndicatorCol;
    }

    @Override
    default void org$apache$spark$ml$param$shared$HasValidationIndicatorCol$_setter_$validationIndicatorCol_$eq(
            Param<String> param) {
        held().validationIndicatorCol = param;
    }

    /** What is minimised, see the setter. */
    default Param<String> loss() {
        return held().loss;
    }

    /** Of {@link #loss}. */
    default String getLoss() {
        return $(loss());
    }

    /** The update rule: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw or lbfgs. */
    default Param<String> optimizer() {
        return held().optimizer;
    }

    /** Of {@link #optimizer}. */
    default String getOptimizer() {
        return $(optimizer());
    }

    /** The part of a step that goes on into the next (at least 0, below 1), for momentum and nesterov; 0.9 unless given. */
    default DoubleParam momentum() {
        return held().momentum;
    }

    /** Of {@link #momentum}. */
    default double getMomentum() {
        return (double) $(momentum());
    }

    /** How the gradient is estimated: mini-batch, full, svrg or saga. */
    default Param<String> gradient() {
        return held().gradient;
    }

    /** Of {@link #gradient}. */
    default String getGradient() {
        return $(gradient());
    }

    /** Rows in a batch (at least 1); 256, or all if there are fewer, unless given. */
    default LongParam batchSize() {
        return held().batchSize;
    }

    /** Of {@link #batchSize}. */
    default long getBatchSize() {
        return (long) $(batchSize());
    }

    /** How the rows of a batch are drawn: epoch-shuffle, without-replacement, with-replacement or bernoulli. */
    default Param<String> sampling() {
        return held().sampling;
    }

    /** Of {@link #sampling}. */
    default String getSampling() {
        return $(sampling());
    }

    /**
     * The shape of the learning rate: constant, inverse-time, inverse-sqrt, step, exponential, polynomial, cosine, and with {@code
     * learning-rate.at} or {@code learning-rate.period} among the settings multi-step and cosine-restarts.
     */
    default Param<String> decay() {
        return held().decay;
    }

    /** Of {@link #decay}. */
    default String getDecay() {
        return $(decay());
    }

    /** K in stepSize/(1 + k t) behind t steps (at least 0), for decay = inverse-time. */
    default DoubleParam decayRate() {
        return held().decayRate;
    }

    /** Of {@link #decayRate}. */
    default double getDecayRate() {
        return (double) $(decayRate());
    }

    /** What the rate is multiplied by over each stretch (above 0, at most 1), for decay = step or exponential. */
    default DoubleParam decayFactor() {
        return held().decayFactor;
    }

    /** Of {@link #decayFactor}. */
    default double getDecayFactor() {
        return (double) $(decayFactor());
    }

    /** The length of a stretch, such as 500 (steps) or "10 epochs", for decay = step or exponential. */
    default Param<String> decayEvery() {
        return held().decayEvery;
    }

    /** Of {@link #decayEvery}. */
    default String getDecayEvery() {
        return $(decayEvery());
    }

    /** The length over which the rate rises from 0 to stepSize, such as 500 (steps) or "2 epochs". */
    default Param<String> warmup() {
        return held().warmup;
    }

    /** Of {@link #warmup}. */
    default String getWarmup() {
        return $(warmup());
    }

    /** Steps that each replica takes on its own rows before all are averaged; 1: no replicas; 0: a pass over its rows, two with svrg. */
    default LongParam localSteps() {
        return held().localSteps;
    }

    /** Of {@link #localSteps}. */
    default long getLocalSteps() {
        return (long) $(localSteps());
    }

    /** How many replicas take local steps, a power of two; 8 unless given; of influence on the result. */
    default IntParam replicas() {
        return held().replicas;
    }

    /** Of {@link #replicas}. */
    default int getReplicas() {
        return (int) $(replicas());
    }

    /** The length between two evaluations over all rows, such as 500 (steps) or "2 epochs". */
    default Param<String> evaluateEvery() {
        return held().evaluateEvery;
    }

    /** Of {@link #evaluateEvery}. */
    default String getEvaluateEvery() {
        return $(evaluateEvery());
    }

    /** With validationIndicatorCol: evaluations without a better validation loss after which training ends, with the best model (at least 1). */
    default IntParam patience() {
        return held().patience;
    }

    /** Of {@link #patience}. */
    default int getPatience() {
        return (int) $(patience());
    }

    /** The weights to start from, class by class: coefficients, then the intercept if there is one; zeros unless given. */
    default DoubleArrayParam initialWeights() {
        return held().initialWeights;
    }

    /** Of {@link #initialWeights}. */
    default double[] getInitialWeights() {
        return $(initialWeights());
    }

    /** A directory that states are saved in as training goes on; the same fit goes on from the last of its own. */
    default Param<String> checkpointDir() {
        return held().checkpointDir;
    }

    /** Of {@link #checkpointDir}. */
    default String getCheckpointDir() {
        return $(checkpointDir());
    }

    /** What becomes of a fit that diverges: error, or keep, for the last weights that were good. */
    default Param<String> handleDivergence() {
        return held().handleDivergence;
    }

    /** Of {@link #handleDivergence}. */
    default String getHandleDivergence() {
        return $(handleDivergence());
    }

    /** More settings, each key=value with a key of the configuration, such as gradient.clip-norm=1. */
    default StringArrayParam settings() {
        return held().settings;
    }

    /** Of {@link #settings}. */
    default String[] getSettings() {
        return $(settings());
    }
}
