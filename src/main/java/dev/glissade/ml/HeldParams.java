package dev.glissade.ml;

import java.io.Serializable;
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
 * The objects behind {@link SGDParams}: Spark's traits set theirs once, when {@link #of} makes them, and nothing changes them after.
 * Values are not here, they are in the stage's maps.
 */
public final class HeldParams implements Serializable {

    private static final long serialVersionUID = 1L;

    DoubleParam regParam;
    DoubleParam elasticNetParam;
    IntParam maxIter;
    DoubleParam tol;
    BooleanParam fitIntercept;
    BooleanParam standardization;
    Param<String> weightCol;
    LongParam seed;
    DoubleParam stepSize;
    Param<String> validationIndicatorCol;
    final Param<String> loss;
    final Param<String> optimizer;
    final DoubleParam momentum;
    final Param<String> gradient;
    final LongParam batchSize;
    final Param<String> sampling;
    final Param<String> decay;
    final DoubleParam decayRate;
    final DoubleParam decayFactor;
    final Param<String> decayEvery;
    final Param<String> warmup;
    final LongParam localSteps;
    final IntParam replicas;
    final Param<String> evaluateEvery;
    final IntParam patience;
    final DoubleArrayParam initialWeights;
    final Param<String> checkpointDir;
    final Param<String> handleDivergence;
    final StringArrayParam settings;
    /** Of classifiers. */
    final Param<String> family;
    /** Of regressors. */
    final DoubleParam huberDelta;

    private HeldParams(SGDParams stage) {
        this.loss = new Param<>(
                stage,
                "loss",
                "what is minimised: "
                        + (stage instanceof SGDClassifierParams
                                ? "logistic, softmax, hinge or smooth-hinge"
                                : "squaredError or huber"));
        this.optimizer = new Param<>(
                stage, "optimizer", "the update rule: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw or lbfgs");
        this.momentum = new DoubleParam(
                stage,
                "momentum",
                "the part of a step that goes on into the next (>= 0, < 1), for momentum and nesterov; 0.9 unless given");
        this.gradient = new Param<>(stage, "gradient", "how the gradient is estimated: mini-batch, full, svrg or saga");
        this.batchSize = new LongParam(
                stage, "batchSize", "rows in a batch (>= 1); 256, or all if there are fewer, unless given");
        this.sampling = new Param<>(
                stage,
                "sampling",
                "how the rows of a batch are drawn: epoch-shuffle, without-replacement, with-replacement or bernoulli");
        this.decay = new Param<>(
                stage,
                "decay",
                "the shape of the learning rate: constant, inverse-time, inverse-sqrt, step, exponential, polynomial, cosine, and with "
                        + "learning-rate.at or learning-rate.period among the settings multi-step and cosine-restarts");
        this.decayRate = new DoubleParam(
                stage, "decayRate", "k in stepSize/(1 + k t) behind t steps (>= 0), for decay = inverse-time");
        this.decayFactor = new DoubleParam(
                stage,
                "decayFactor",
                "what the rate is multiplied by over each stretch (> 0, <= 1), for decay = step or exponential");
        this.decayEvery = new Param<>(
                stage,
                "decayEvery",
                "the length of a stretch, such as 500 (steps) or \"10 epochs\", for decay = step or exponential");
        this.warmup = new Param<>(
                stage,
                "warmup",
                "the length over which the rate rises from 0 to stepSize, such as 500 (steps) or \"2 epochs\"");
        this.localSteps = new LongParam(
                stage,
                "localSteps",
                "steps that each replica takes on its own rows before all are averaged; 1: no replicas; 0: a pass over its rows, two with svrg");
        this.replicas = new IntParam(
                stage,
                "replicas",
                "how many replicas take local steps, a power of two; 8 unless given; of influence on the result");
        this.evaluateEvery = new Param<>(
                stage,
                "evaluateEvery",
                "the length between two evaluations over all rows, such as 500 (steps) or \"2 epochs\"");
        this.patience = new IntParam(
                stage,
                "patience",
                "with validationIndicatorCol: evaluations without a better validation loss after which training ends, with the best model (>= 1)");
        this.initialWeights = new DoubleArrayParam(
                stage,
                "initialWeights",
                "the weights to start from, class by class: coefficients, then the intercept if there is one; zeros unless given");
        this.checkpointDir = new Param<>(
                stage,
                "checkpointDir",
                "a directory that states are saved in as training goes on; the same fit goes on from the last of its own");
        this.handleDivergence = new Param<>(
                stage,
                "handleDivergence",
                "what becomes of a fit that diverges: error, or keep (the last weights that were good; the summary tells)");
        this.settings = new StringArrayParam(
                stage,
                "settings",
                "more settings, each key=value with a key of the configuration, such as gradient.clip-norm=1");
        this.family = new Param<>(
                stage,
                "family",
                "auto, binomial (two classes, one set of coefficients) or multinomial (a set for each class)");
        this.huberDelta = new DoubleParam(
                stage,
                "huberDelta",
                "with loss = huber: the error beyond which the loss goes on in a straight line (> 0); 1 unless given");
    }

    /** The params that are to be a stage's. */
    static HeldParams of(SGDParams stage) {
        return new HeldParams(stage);
    }

    /** Makes Spark's params of a stage that holds this, and says what holds where nothing is set. */
    void begin(SGDParams stage) {
        HasRegParam.$init$(stage);
        HasElasticNetParam.$init$(stage);
        HasMaxIter.$init$(stage);
        HasTol.$init$(stage);
        HasFitIntercept.$init$(stage);
        HasStandardization.$init$(stage);
        HasWeightCol.$init$(stage);
        HasSeed.$init$(stage);
        HasStepSize.$init$(stage);
        HasValidationIndicatorCol.$init$(stage);
        stage.setDefault(regParam, 0.0);
        stage.setDefault(elasticNetParam, 0.0);
        stage.setDefault(maxIter, 20);
        stage.setDefault(tol, 1e-6);
        stage.setDefault(optimizer, "sgd");
        stage.setDefault(gradient, "mini-batch");
        stage.setDefault(sampling, "epoch-shuffle");
        stage.setDefault(decay, "constant");
        stage.setDefault(warmup, "0");
        stage.setDefault(localSteps, 1L);
        stage.setDefault(evaluateEvery, "1 epochs");
        stage.setDefault(patience, 5);
        stage.setDefault(handleDivergence, "error");
    }
}
