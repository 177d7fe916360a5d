package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyAdviceTest {

    private static final Schema SCHEMA = new Schema(ConfigurationFiles.MODEL_KINDS);

    @ParameterizedTest
    @CsvSource({
        // spelt another way
        "gradient.batchsize, gradient.batch-size",
        "gradient.batch_size, gradient.batch-size",
        "gradient.batchSize, gradient.batch-size",
        "Data.Train, data.train",
        "learningRate.initial, learning-rate.initial",
        // slips
        "gradient.batch-szie, gradient.batch-size",
        "stop.max-epoch, stop.max-epochs",
        "sede, seed",
        "optimiser.kind, optimizer.kind",
        "data.trian, data.train",
        "learning-rate.warm-ups, learning-rate.warmup",
        // in another group, or in none
        "max-epochs, stop.max-epochs",
        "batch-size, gradient.batch-size",
        "gradient.momentum, optimizer.momentum",
        "gradient.snapshotEvery, gradient.snapshot-every",
        "replicas, engine.replicas",
        "syncEvery, engine.sync-every",
        "train, data.train",
        "gradient.batch-size.rows, gradient.batch-size",
        "model, model.kind",
        "learning-rate, learning-rate.initial",
        // from PyTorch and spark.ml
        "lr, learning-rate.initial",
        "optimizer.lr, learning-rate.initial",
        "learning_rate, learning-rate.initial",
        "stepSize, learning-rate.initial",
        "epochs, stop.max-epochs",
        "stop.epochs, stop.max-epochs",
        "maxIter, stop.max-epochs or stop.max-steps",
        "num_iterations, stop.max-epochs or stop.max-steps",
        "numIterations, stop.max-epochs or stop.max-steps",
        "weight_decay, penalty.l2 or optimizer.weight-decay",
        "optimizer.weight_decay, optimizer.weight-decay",
        "regParam, penalty.l2",
        "elasticNetParam, penalty.l1",
        "miniBatchFraction, gradient.batch-size",
        "batch_size, gradient.batch-size",
        "fitIntercept, model.intercept",
        "labelCol, data.label",
        "weightCol, data.weight",
        "featuresCol, data.features",
        "numFeatures, data.num-features",
        "momentum, optimizer.momentum",
        "nesterov, optimizer.kind",
        "solver, optimizer.kind",
        "loss, model.kind or model.loss",
        "criterion, model.kind or model.loss",
        "random_state, seed",
        "betas, optimizer.beta1 or optimizer.beta2",
        "optimizer.betas, optimizer.beta1",
        "eps, optimizer.epsilon",
        "optimizer.eps, optimizer.epsilon",
        "alpha, penalty.l2 or optimizer.beta2",
        "history_size, optimizer.history",
        "clip_grad_norm_, gradient.clip-norm",
        "clip_grad_value_, gradient.clip-value",
        "max_grad_norm, gradient.clip-norm",
        "max_norm, gradient.clip-norm",
        "milestones, learning-rate.at",
        "gamma, learning-rate.factor",
        "T_max, learning-rate.period",
        "T_0, learning-rate.period",
        "T_mult, learning-rate.period-factor",
        "eta_min, learning-rate.minimum",
        "lr_scheduler, learning-rate.decay or learning-rate.schedule",
        "swa_start, averaging.start",
        "delta, model.huber-delta",
        "tol, stop.relative-tolerance",
        "standardization, data.standardize",
        "numCorrections, optimizer.history",
        // from Keras
        "beta_1, optimizer.beta1",
        "optimizer.beta_2, optimizer.beta2",
        "rho, optimizer.beta2",
        "clipnorm, gradient.clip-norm",
        "clipvalue, gradient.clip-value",
        "global_clipnorm, gradient.clip-norm",
        "boundaries, learning-rate.at",
        "decay_steps, learning-rate.every or learning-rate.period",
        "decay_rate, learning-rate.factor or learning-rate.rate",
        "end_learning_rate, learning-rate.minimum",
        "first_decay_steps, learning-rate.period",
        "t_mul, learning-rate.period-factor",
        "validation_split, data.validation",
        "callbacks, run.listeners",
        // from scikit-learn
        "early_stopping, stop.patience",
        "n_iter_no_change, stop.patience",
        "validation_fraction, data.validation",
        "power_t, learning-rate.decay or learning-rate.power",
        "average, averaging.kind",
        "epsilon, optimizer.epsilon or model.huber-delta",
        "model.epsilon, optimizer.epsilon or model.huber-delta",
        "gradient.clipNorm, gradient.clip-norm",
        "patience, stop.patience",
        "averaging, averaging.kind",
        "polyak, averaging.kind",
        "amsgrad, optimizer.kind",
        "aggregationDepth, engine.aggregation-depth",
        "checkpointInterval, checkpoint.every-steps",
        "checkpoint.everySteps, checkpoint.every-steps",
        "checkpoint.dir, checkpoint.directory",
        "on_divergence, on-divergence.policy",
        "divergence.policy, on-divergence.policy",
        "batch_size_schedule, batch-size-schedule.kind",
        "study.Target, study.target",
        "master, spark.master"
    })
    void suggestsTheKeyThatWasMeant(String unknown, String meant) {
        assertThat(SCHEMA.adviceOn(unknown)).isEqualTo("unknown key %s; did you mean %s?".formatted(unknown, meant));
    }

    @Test
    void elseListsWhatThereIs() {
        assertThat(SCHEMA.adviceOn("penalty.something"))
                .isEqualTo("unknown key penalty.something; the keys of penalty are l1, l2");
        assertThat(SCHEMA.adviceOn("quite.different"))
                .isEqualTo("unknown key quite.different; there are name, seed, spark, data, model, penalty, gradient,"
                        + " optimizer, averaging, learning-rate, batch-size-schedule, stop, on-divergence, engine, checkpoint, run,"
                        + " study");
        assertThat(SCHEMA.adviceOn("")).startsWith("unknown key ; there are");
    }
}
