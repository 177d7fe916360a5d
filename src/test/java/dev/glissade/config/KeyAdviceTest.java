package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "weight_decay, penalty.l2",
        "optimizer.weight_decay, penalty.l2",
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
        "loss, model.kind",
        "random_state, seed",
        "aggregationDepth, engine.aggregation-depth",
        "master, spark.master"
    })
    void suggestsTheKeyThatWasMeant(String unknown, String meant) {
        assertThat(SCHEMA.adviceOn(unknown)).isEqualTo("unknown key %s; did you mean %s?".formatted(unknown, meant));
    }

    @ParameterizedTest
    @CsvSource({
        "tol, stop.relative-tolerance",
        "standardization, data.standardize",
        "max_grad_norm, gradient.clip-norm",
        "gradient.clipNorm, gradient.clip-norm",
        "patience, stop.patience",
        "averaging, averaging.kind"
    })
    void saysThatWhatWasMeantIsNotAvailable(String unknown, String meant) {
        assertThat(SCHEMA.adviceOn(unknown))
                .isEqualTo("unknown key %s; %s is not available in this version".formatted(unknown, meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.standardize",
                "gradient.clip-norm",
                "optimizer.weight-decay",
                "averaging.kind",
                "batch-size-schedule.kind",
                "checkpoint.every-steps",
                "study.seeds",
                "stop.patience"
            })
    void knowsTheKeysOfLaterVersions(String key) {
        assertThat(SCHEMA.adviceOn(key)).isEqualTo(key + " is not available in this version");
    }

    @Test
    void elseListsWhatThereIs() {
        assertThat(SCHEMA.adviceOn("penalty.something"))
                .isEqualTo("unknown key penalty.something; the keys of penalty are l1, l2");
        assertThat(SCHEMA.adviceOn("quite.different"))
                .isEqualTo("unknown key quite.different; there are name, seed, spark, data, model, penalty, gradient,"
                        + " optimizer, learning-rate, stop, engine, run");
        assertThat(SCHEMA.adviceOn("")).startsWith("unknown key ; there are");
    }
}
