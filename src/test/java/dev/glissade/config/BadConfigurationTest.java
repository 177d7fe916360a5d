package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mistake is answered with, word for word: the message is all that its maker gets to see. */
class BadConfigurationTest {

    @TempDir
    private Path folder;

    private String messageOf(String line, String... overrides) {
        ConfigurationFiles files = new ConfigurationFiles(folder);
        UserError error = catchThrowableOfType(UserError.class, () -> files.loadWith("\n" + line, overrides));
        assertThat(error).as(line).isNotNull();
        assertThat(error.getMessage()).doesNotContain("\n");
        return files.withoutFolder(error);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        seed = 1.5 | seed = 1.5: must be a whole number
        seed = 9223372036854775808 | seed = 9223372036854775808: must be a whole number
        seed = auto | seed = auto: must be a whole number
        name = a/b | name = a/b: must be a name that a folder can have
        name = "" | name = "": must be a name that a folder can have
        data.test = [a] | data.test = ["a"]: must be a path or URL with no password in it
        data.test = " " | data.test = " ": must be a path or URL with no password in it
        data.format = cvs | data.format = cvs: must be one of libsvm, csv, parquet, orc, json
        data.format = CSV | data.format = CSV: must be one of libsvm, csv, parquet, orc, json; did you mean csv?
        data.format = jsonl | data.format = jsonl: must be one of libsvm, csv, parquet, orc, json; did you mean json?
        data.features = [a, [b]] | data.features = ["a",["b"]]: must be a column name or a list of column names
        data.features = [a, b, a] | data.features = ["a", "b", "a"]: names a column twice
        data.num-features = 0 | data.num-features = 0: must be a whole number from 1 to 2147483647
        data.slices = 48 | data.slices = 48: must be auto or a power of two up to 1048576
        data.slices = 2097152 | data.slices = 2097152: must be auto or a power of two up to 1048576
        data.order = random | data.order = random: must be one of content, as-read
        data.validation = 1 | data.validation = 1: must be a number of at least 0 and below 1
        data.validation = -0.1 | data.validation = -0.1: must be a number of at least 0 and below 1
        data.standardize = 2 | data.standardize = 2: must be true or false
        data.on-bad-row = drop | data.on-bad-row = drop: must be one of fail, skip
        model.huber-delta = 2 | model.huber-delta = 2: only model.kind = huber uses it, and the kind is logistic
        model { huber-delta = 0 } | model.huber-delta = 0: must be a number above 0
        model.loss = com.example.MyLoss | model.loss = "com.example.MyLoss": takes the place of model.kind, which is logistic; unset one of the two
        model.loss = hinge | model.loss = hinge: must be the name of a class with its package, such as com.example.MyClass
        model.loss = "com.example." | model.loss = com.example.: must be the name of a class with its package, such as com.example.MyClass
        model.loss = com.2d.Loss | model.loss = com.2d.Loss: must be the name of a class with its package, such as com.example.MyClass
        model.intercept = maybe | model.intercept = maybe: must be true or false
        model.initial-weights = [] | model.initial-weights = []: must be a number or a list of numbers
        model.initial-weights = [1, x] | model.initial-weights = [1,"x"]: must be a number or a list of numbers
        penalty.l1 = -1e-3 | penalty.l1 = -1e-3: must be a number of at least 0
        penalty.l2 = NaN | penalty.l2 = NaN: must be a number of at least 0
        penalty.l2 = 1e999 | penalty.l2 = 1e999: must be a number of at least 0
        penalty.l2 = Infinity | penalty.l2 = Infinity: must be a number of at least 0
        gradient.kind = svgr | gradient.kind = svgr: must be one of mini-batch, full, svrg, saga; did you mean svrg?
        gradient.snapshot = first | gradient.snapshot = first: must be one of last, random, average
        gradient.snapshot = last | gradient.snapshot = last: only gradient.kind = svrg uses it, and the kind is mini-batch
        gradient { kind = saga, snapshot = random } | gradient.snapshot = random: only gradient.kind = svrg uses it, and the kind is saga
        gradient { kind = full, snapshot-every = 5 } | gradient.snapshot-every = 5: only gradient.kind = svrg uses it, and the kind is full
        gradient.snapshot-every = 2 epochs | gradient.snapshot-every = 2 epochs: only gradient.kind = svrg uses it, and the kind is mini-batch
        gradient { kind = svrg, snapshot-every = 0 } | gradient.snapshot-every = 0: must be a length above 0 in steps or epochs, such as 500 or 30 epochs
        gradient { kind = svrg, snapshot-every = 1.5 } | gradient.snapshot-every = 1.5: must be a length above 0 in steps or epochs, such as 500 or 30 epochs
        gradient { kind = svrg, batch-size = all, sampling = bernoulli } | gradient.sampling = bernoulli: gradient.batch-size = all takes all rows; unset one of the two
        gradient.batch-size = -3 | gradient.batch-size = -3: must be all or a whole number of at least 1
        gradient.batch-size = 2.5 | gradient.batch-size = 2.5: must be all or a whole number of at least 1
        gradient.batch-size = ten | gradient.batch-size = ten: must be all or a whole number of at least 1
        gradient.sampling = epoch_shuffle | gradient.sampling = epoch_shuffle: must be one of epoch-shuffle, without-replacement, with-replacement, bernoulli; did you mean epoch-shuffle?
        gradient.clip-norm = 0 | gradient.clip-norm = 0: must be a number above 0
        gradient.clip-value = -1 | gradient.clip-value = -1: must be a number above 0
        optimizer.kind = lamb | optimizer.kind = lamb: must be one of sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, lbfgs; lamb is not available in this version
        optimizer.kind = lars | optimizer.kind = lars: must be one of sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, lbfgs; lars is not available in this version
        optimizer.kind = RMSProp | optimizer.kind = RMSProp: must be one of sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, lbfgs; did you mean rmsprop?
        optimizer.momentum = 0.5 | optimizer.momentum = 0.5: only optimizer.kind = momentum or nesterov uses it, and the kind is sgd
        optimizer.momentum = 1 | optimizer.momentum = 1: must be increasing or a number of at least 0 and below 1
        optimizer { kind = adam, momentum = 0.5 } | optimizer.momentum = 0.5: only optimizer.kind = momentum or nesterov uses it, and the kind is adam
        optimizer { kind = rmsprop, beta1 = 0.9 } | optimizer.beta1 = 0.9: only optimizer.kind = adam or adamw uses it, and the kind is rmsprop
        optimizer { kind = adam, beta1 = 1 } | optimizer.beta1 = 1: must be a number of at least 0 and below 1
        optimizer { kind = adagrad, beta2 = 0.9 } | optimizer.beta2 = 0.9: only optimizer.kind = rmsprop, adam or adamw uses it, and the kind is adagrad
        optimizer { kind = adam, beta2 = -0.5 } | optimizer.beta2 = -0.5: must be a number of at least 0 and below 1
        optimizer { kind = nesterov, epsilon = 1 } | optimizer.epsilon = 1: only optimizer.kind = adagrad, rmsprop, adam or adamw uses it, and the kind is nesterov
        optimizer { kind = adam, epsilon = 0 } | optimizer.epsilon = 0: must be a number above 0
        optimizer { kind = adam, weight-decay = 0 } | optimizer.weight-decay = 0: only optimizer.kind = adamw uses it, and the kind is adam
        optimizer { kind = adamw, weight-decay = -1 } | optimizer.weight-decay = -1: must be a number of at least 0
        optimizer.history = 5 | optimizer.history = 5: only optimizer.kind = lbfgs uses it, and the kind is sgd
        optimizer { kind = lbfgs, history = 0 } | optimizer.history = 0: must be a whole number from 1 to 1000
        optimizer { kind = lbfgs, history = 1001 } | optimizer.history = 1001: must be a whole number from 1 to 1000
        averaging.kind = mean | averaging.kind = mean: must be one of none, polyak, tail
        averaging { kind = polyak, start = 5 } | averaging.start = 5: only averaging.kind = tail uses it, and the kind is polyak
        averaging { kind = tail, start = -5 } | averaging.start = -5: must be a length of at least 0 in steps or epochs, such as 500 or 30 epochs
        learning-rate.decay = cosin | learning-rate.decay = cosin: must be one of constant, inverse-time, inverse-sqrt, step, multi-step, exponential, polynomial, cosine, cosine-restarts; did you mean cosine?
        learning-rate.decay = step | learning-rate.decay = step: needs learning-rate.factor, a number above 0 and at most 1, for example learning-rate.factor = 0.1
        learning-rate.decay = inverse-time | learning-rate.decay = inverse-time: needs learning-rate.rate, a number of at least 0, for example learning-rate.rate = 0.01
        learning-rate { decay = step, factor = 1 } | learning-rate.decay = step: needs learning-rate.every, a length above 0 in steps or epochs, such as 500 or 30 epochs, for example learning-rate.every = 10 epochs
        learning-rate { decay = exponential, every = 1 } | learning-rate.decay = exponential: needs learning-rate.factor, a number above 0 and at most 1, for example learning-rate.factor = 0.1
        learning-rate { decay = multi-step, factor = 0.1 } | learning-rate.decay = multi-step: needs learning-rate.at, a list of ascending lengths above 0, all in steps or all in epochs, such as [10 epochs, 20 epochs], for example learning-rate.at = [10 epochs, 20 epochs]
        learning-rate { decay = multi-step, factor = 0.1, at = [] } | learning-rate.decay = multi-step: needs learning-rate.at, a list of ascending lengths above 0, all in steps or all in epochs, such as [10 epochs, 20 epochs], for example learning-rate.at = [10 epochs, 20 epochs]
        learning-rate { decay = multi-step, at = 9 } | learning-rate.decay = multi-step: needs learning-rate.factor, a number above 0 and at most 1, for example learning-rate.factor = 0.1
        learning-rate.decay = cosine-restarts | learning-rate.decay = cosine-restarts: needs learning-rate.period, a length above 0 in steps or epochs, such as 500 or 30 epochs, for example learning-rate.period = 10 epochs
        learning-rate.at = [5, 5] | learning-rate.at = [5,5]: must be a list of ascending lengths above 0, all in steps or all in epochs, such as [10 epochs, 20 epochs]
        learning-rate.at = [0, 5] | learning-rate.at = [0,5]: must be a list of ascending lengths above 0, all in steps or all in epochs, such as [10 epochs, 20 epochs]
        learning-rate.at = [5, 1 epochs] | learning-rate.at = [5,"1 epochs"]: must be a list of ascending lengths above 0, all in steps or all in epochs, such as [10 epochs, 20 epochs]
        learning-rate.at = 5 | learning-rate.at = [5]: only learning-rate.decay = multi-step uses it, and the decay is constant
        learning-rate.power = 2 | learning-rate.power = 2: only learning-rate.decay = polynomial uses it, and the decay is constant
        learning-rate { decay = polynomial, power = 0 } | learning-rate.power = 0: must be a number above 0
        learning-rate { decay = cosine, period-factor = 2 } | learning-rate.period-factor = 2: only learning-rate.decay = cosine-restarts uses it, and the decay is cosine
        learning-rate { decay = cosine-restarts, period = 9, period-factor = 0.5 } | learning-rate.period-factor = 0.5: must be a number of at least 1
        learning-rate { decay = step, schedule = a.B } | learning-rate.schedule = "a.B": takes the place of learning-rate.decay, which is step; unset one of the two
        learning-rate { schedule = a.B, minimum = 1 } | learning-rate.minimum = 1: has no effect with learning-rate.schedule
        learning-rate.schedule = cosine | learning-rate.schedule = cosine: must be the name of a class with its package, such as com.example.MyClass
        learning-rate.scaling = adascale | learning-rate.scaling = adascale: needs a number for learning-rate.initial: auto finds the rate for the batch itself
        learning-rate { initial = 1, scaling = adascale, reference-batch-size = 8 }, gradient.kind = svrg | learning-rate.scaling = adascale: measures the noise of plain batches, those of gradient.kind = mini-batch
        learning-rate { initial = 1, scaling = adascale, reference-batch-size = 8 }, optimizer.kind = adam | learning-rate.scaling = adascale: holds for sgd, momentum and nesterov, not for adam, whose steps do not grow with the gradient
        learning-rate { initial = 1, scaling = adascale, reference-batch-size = 8 }, engine.sync-every = 9 | learning-rate.scaling = adascale: local steps measure no noise; unset it, or engine.sync-every
        stop.max-reference-steps = 9 | stop.max-reference-steps = 9: has no effect without learning-rate.scaling = adascale
        batch-size-schedule.kind = step | batch-size-schedule.kind = step: needs either batch-size-schedule.every, for example 10 epochs, or batch-size-schedule.at, for example [10 epochs, 20 epochs]
        batch-size-schedule { kind = step, every = 3, at = [4] } | batch-size-schedule.kind = step: needs either batch-size-schedule.every, for example 10 epochs, or batch-size-schedule.at, for example [10 epochs, 20 epochs]
        batch-size-schedule { kind = step, every = 3, factor = 1 } | batch-size-schedule.factor = 1: must be above 1 with batch-size-schedule.kind = step
        batch-size-schedule { every = 3 } | batch-size-schedule.every = 3: only batch-size-schedule.kind = step uses it, and the kind is constant
        batch-size-schedule.kind = instead-of-decay | batch-size-schedule.kind = instead-of-decay: needs a decay that the growth takes the place of: learning-rate.decay is constant
        batch-size-schedule.kind = noise-scale, gradient.kind = saga | batch-size-schedule.kind = noise-scale: only the batches of gradient.kind = mini-batch grow, from a number of rows
        batch-size-schedule.kind = noise-scale, engine.sync-every = 9 | batch-size-schedule.kind = noise-scale: local steps take batches of one size; unset it, or engine.sync-every
        batch-size-schedule.kind = noise-scale, averaging.kind = tail | averaging.kind = tail: needs averaging.start in steps where batches grow, for example 1000: an epoch has fewer and fewer of them
        study.batch-sizes = [16, 8] | study.batch-sizes = [16,8]: must be a list of ascending numbers of rows, of which the last may be all, such as [16, 64, 256, all]
        study.batch-sizes = [all, 8] | study.batch-sizes = ["all",8]: must be a list of ascending numbers of rows, of which the last may be all, such as [16, 64, 256, all]
        study.rates = [0.1, 0.1] | study.rates = [0.1,0.1]: must be a list of ascending numbers above 0, such as [0.1, 0.2, 0.4]
        learning-rate { initial = 1, scaling = sqrt } | learning-rate.scaling = sqrt: needs learning-rate.reference-batch-size, a whole number of at least 1, for example learning-rate.reference-batch-size = 256
        learning-rate { scaling = linear, reference-batch-size = 8 } | learning-rate.scaling = linear: needs a number for learning-rate.initial: auto finds the rate for the batch itself
        learning-rate.reference-batch-size = 8 | learning-rate.reference-batch-size = 8: only learning-rate.scaling = linear, sqrt or adascale uses it, and the scaling is none
        learning-rate.reference-batch-size = 0 | learning-rate.reference-batch-size = 0: must be a whole number of at least 1
        learning-rate.every = 10 epochs | learning-rate.every = 10 epochs: only learning-rate.decay = step or exponential uses it, and the decay is constant
        learning-rate.factor = 0.1 | learning-rate.factor = 0.1: only learning-rate.decay = step, multi-step or exponential uses it, and the decay is constant
        learning-rate.rate = 0.1 | learning-rate.rate = 0.1: only learning-rate.decay = inverse-time uses it, and the decay is constant
        learning-rate.period = 500 | learning-rate.period = 500: only learning-rate.decay = polynomial, cosine or cosine-restarts uses it, and the decay is constant
        learning-rate { initial = 0.1, minimum = 0.2 } | learning-rate.minimum = 0.2: must be at most learning-rate.initial, which is 0.1
        learning-rate.minimum = 0.01 | learning-rate.minimum = 0.01: has no effect with learning-rate.decay = constant
        learning-rate.warmup = 1.5 steps | learning-rate.warmup = 1.5 steps: must be a length of at least 0 in steps or epochs, such as 500 or 30 epochs
        learning-rate.warmup = 3 minutes | learning-rate.warmup = 3 minutes: must be a length of at least 0 in steps or epochs, such as 500 or 30 epochs
        learning-rate.warmup-start = 0.01 | learning-rate.warmup-start = 0.01: has no effect without learning-rate.warmup
        stop.max-epochs = 0 | stop.max-epochs = 0: must be a number above 0
        stop.max-steps = 0 | stop.max-steps = 0: must be a whole number of at least 1
        stop.max-seconds = 10s | stop.max-seconds = 10s: must be a number above 0
        stop.target-objective = low | stop.target-objective = low: must be a number
        stop.divergence-factor = 1 | stop.divergence-factor = 1: must be a number above 1
        stop.relative-tolerance = 0 | stop.relative-tolerance = 0: must be a number above 0
        stop.patience = 0 | stop.patience = 0: must be a whole number of at least 1
        engine.partitions = 0 | engine.partitions = 0: must be a whole number from 1 to 1000000
        engine.aggregation-depth = 9 | engine.aggregation-depth = 9: must be auto or a whole number from 1 to 8
        engine.sync-every = 0 | engine.sync-every = 0: must be auto or a whole number of at least 1
        engine.sync-every = 1 epochs | engine.sync-every = 1 epochs: must be auto or a whole number of at least 1
        engine.sync-every = automatic | engine.sync-every = automatic: must be auto or a whole number of at least 1
        engine.replicas = 0 | engine.replicas = 0: must be a whole number from 1 to 1048576
        engine.replicas = 2097152 | engine.replicas = 2097152: must be a whole number from 1 to 1048576
        engine.replicas = 8 | engine.replicas = 8: has no effect with engine.sync-every = 1; give that a larger one, or auto
        engine { sync-every = 1, replicas = 1 } | engine.replicas = 1: has no effect with engine.sync-every = 1; give that a larger one, or auto
        engine { sync-every = 2, replicas = 6 } | engine.replicas = 6: must be a power of two
        engine { sync-every = auto, replicas = 1048575 } | engine.replicas = 1048575: must be a power of two
        on-divergence.policy = go-on | on-divergence.policy = go-on: must be one of stop, rollback
        on-divergence.factor = 0.5 | on-divergence.factor = 0.5: only on-divergence.policy = rollback uses it, and the policy is stop
        on-divergence.at-most = 5 | on-divergence.at-most = 5: only on-divergence.policy = rollback uses it, and the policy is stop
        on-divergence { policy = rollback, factor = 0 } | on-divergence.factor = 0: must be a number above 0 and below 1
        on-divergence { policy = rollback, factor = 1 } | on-divergence.factor = 1: must be a number above 0 and below 1
        on-divergence { policy = rollback, at-most = 0 } | on-divergence.at-most = 0: must be a whole number from 1 to 1000
        on-divergence { policy = rollback, at-most = 1001 } | on-divergence.at-most = 1001: must be a whole number from 1 to 1000
        checkpoint.every-steps = 0 | checkpoint.every-steps = 0: must be a whole number of at least 1
        checkpoint.every-steps = 1 epochs | checkpoint.every-steps = 1 epochs: must be a whole number of at least 1
        checkpoint.every-seconds = 0 | checkpoint.every-seconds = 0: must be a number above 0
        checkpoint.every-seconds = 5m | checkpoint.every-seconds = 5m: must be a number above 0
        checkpoint.keep = 0 | checkpoint.keep = 0: must be a whole number from 1 to 1000000
        checkpoint.keep = 1000001 | checkpoint.keep = 1000001: must be a whole number from 1 to 1000000
        checkpoint.directory = "" | checkpoint.directory = "": must be a path or URL with no password in it
        run.log-every = 1 epochs | run.log-every = 1 epochs: must be a whole number of at least 1
        run.evaluate-every = 0 | run.evaluate-every = 0: must be a length above 0 in steps or epochs, such as 500 or 30 epochs
        run.listeners = [a.B, c] | run.listeners = ["a.B","c"]: must be the name of a class with its package, such as com.example.MyClass, or a list of such names
        spark.executor.memory = [2g] | spark.executor.memory: must be a single value, not a list or an empty group
        spark.hadoop.a.password = (hidden) | spark.hadoop.a.password = (hidden): was left out when this file was written; give it again
        gradient { batch-size { rows = 3 } } | unknown key gradient.batch-size.rows; did you mean gradient.batch-size?
        foo {} | unknown key foo; there are name, seed, spark, data, model, penalty, gradient, optimizer, averaging, learning-rate, batch-size-schedule, stop, on-divergence, engine, checkpoint, run, study
        seed = { a = 1 } | unknown key seed.a; did you mean seed?
        seed = {} | seed = {}: must be a whole number
        data.train = hdfs://host/p | Expecting end of input or a comma, got ':'; a text with signs in it goes in double quotes
        seed = ${MISSING} | Could not resolve substitution to a value: ${MISSING}
        """)
    void namesPlaceKeyValueAndWhatWasExpected(String line, String message) {
        assertThat(messageOf(line)).isEqualTo("x.conf line 2: " + message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        data.train | x.conf: data.train is required: the path of the training set; for example data.train = my.csv
        model.kind | x.conf: model.kind is required: the loss that the model minimises; for example model.kind = logistic, or model.loss = com.example.MyLoss for a class of your own
        """)
    void saysWhatIsMissing(String key, String message) {
        assertThat(messageOf("", key + "=null")).isEqualTo(message);
    }

    @ParameterizedTest(name = "assignment {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        seed | 'seed': must be key=value, such as seed=7
        =3 | '=3': must be key=value, such as seed=7
        `` | '': must be key=value, such as seed=7
        a..b=3 | 'a..b' is no key
        lr=3 | unknown key lr; did you mean learning-rate.initial?
        data.train= | data.train = "": must be a path or URL with no password in it
        penalty.l2=-1 | penalty.l2 = -1: must be a number of at least 0
        penalty={l2 = -1} | penalty.l2 = -1: must be a number of at least 0
        data.features=[a, {] | data.features = [a, {]: must be a list [a, b] or a group {a = 1, b = 2}
        model.kind=logistc | model.kind = logistc: must be one of linear, logistic, hinge, huber, softmax; did you mean logistic?
        model.loss=a.B | model.loss = "a.B": takes the place of model.kind, which is logistic; unset one of the two
        learning-rate.initial=automatic | learning-rate.initial = automatic: must be auto or a number above 0
        learning-rate.initial=0 | learning-rate.initial = 0: must be auto or a number above 0
        """)
    void namesTheCommandLine(String override, String message) {
        assertThat(messageOf("", override)).isEqualTo("command line: " + message);
    }

    @Test
    void reportsTheFirstMistakeOfTheFile() {
        assertThat(messageOf("seed = x\nlr = 3\npenalty.l2 = -1", "gradient.kind=no"))
                .isEqualTo("x.conf line 2: seed = x: must be a whole number");
        assertThat(messageOf("\nlr = 3\nseed = x", "gradient.kind=no"))
                .isEqualTo("x.conf line 3: unknown key lr; did you mean learning-rate.initial?");
    }

    @Test
    void aModelKindIsOneOfThoseThatThereAre() {
        assertThat(messageOf("", "model.kind=cox"))
                .isEqualTo("command line: model.kind = cox: must be one of linear, logistic, hinge, huber, softmax");
    }

    @Test
    void theFullGradientTakesNoBatches() {
        assertThat(messageOf("gradient { kind = full, batch-size = 10 }"))
                .isEqualTo("x.conf line 2: gradient.batch-size = 10: gradient.kind = full takes all rows;"
                        + " unset one of the two");
        assertThat(messageOf("gradient { kind = full, sampling = bernoulli }"))
                .isEqualTo("x.conf line 2: gradient.sampling = bernoulli: gradient.kind = full takes all rows;"
                        + " unset one of the two");
        assertThat(messageOf("gradient { batch-size = all, sampling = without-replacement }"))
                .isEqualTo("x.conf line 2: gradient.sampling = without-replacement: gradient.batch-size = all takes all"
                        + " rows; unset one of the two");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        gradient.batch-size = 256 | gradient.batch-size = 256
        gradient.sampling = bernoulli | gradient.sampling = bernoulli
        gradient.clip-norm = 1 | gradient.clip-norm = 1
        gradient.clip-value = 1 | gradient.clip-value = 1
        averaging.kind = polyak | averaging.kind = polyak
        averaging { kind = tail, start = 5 } | averaging.kind = tail
        learning-rate.initial = 0.1 | learning-rate.initial = 0.1
        learning-rate { initial = 0.1, decay = cosine } | learning-rate.initial = 0.1
        learning-rate { decay = cosine } | learning-rate.decay = cosine
        learning-rate { schedule = a.B } | learning-rate.schedule = "a.B"
        learning-rate { warmup = 2 epochs, warmup-start = 1 } | learning-rate.warmup = 2 epochs
        """)
    void aMethodThatFindsItsOwnStepTakesNoRate(String line, String setting) {
        assertThat(messageOf(line, "optimizer.kind=lbfgs"))
                .isEqualTo("x.conf line 2: " + setting
                        + ": optimizer.kind = lbfgs takes the full gradient and finds its own step;"
                        + " unset one of the two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"svrg", "saga"})
    void norDoesItReduceTheVarianceOfBatches(String kind) {
        assertThat(messageOf("gradient.kind = " + kind, "optimizer.kind=lbfgs"))
                .isEqualTo("x.conf line 2: gradient.kind = " + kind
                        + ": optimizer.kind = lbfgs takes the full gradient and finds its own step;"
                        + " unset one of the two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nesterov", "adagrad", "rmsprop", "adam", "adamw", "lbfgs"})
    void replicasStepByPlainDescentOrMomentum(String kind) {
        assertThat(messageOf("engine.sync-every = 7", "optimizer.kind=" + kind))
                .isEqualTo("x.conf line 2: engine.sync-every = 7: local steps are those of optimizer.kind = sgd or"
                        + " momentum, not of " + kind);
        assertThat(messageOf("engine.sync-every = auto", "optimizer.kind=" + kind))
                .startsWith("x.conf line 2: engine.sync-every = auto: local steps are those of");
    }

    @Test
    void theSlopesOfSagaAreNotWithTheReplicas() {
        assertThat(messageOf("engine.sync-every = 7", "gradient.kind=saga"))
                .isEqualTo("x.conf line 2: engine.sync-every = 7: gradient.kind = saga takes no local steps:"
                        + " its slopes are with the driver");
    }

    @Test
    void aLoopOfAReplicaIsARound() {
        assertThat(messageOf("gradient { kind = svrg, snapshot-every = 2 epochs }", "engine.sync-every=auto"))
                .isEqualTo("x.conf line 2: gradient.snapshot-every = 2 epochs: with local steps a loop is as long as"
                        + " engine.sync-every; unset one of the two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "adamw"})
    void adamTakesNoL1(String kind) {
        assertThat(messageOf("penalty.l1 = 0.5\noptimizer.kind = " + kind))
                .isEqualTo("x.conf line 2: penalty.l1 = 0.5: does not go with optimizer.kind = " + kind
                        + ": Adam's step has no proximal form that comes to rest at the minimum of the objective;"
                        + " use rmsprop, adagrad, nesterov or lbfgs");
    }

    @Test
    void patienceNeedsRowsToValidateOn() {
        assertThat(messageOf("data.train = x.csv\nstop.patience = 3"))
                .isEqualTo("x.conf line 3: stop.patience = 3: needs data.validation above 0,"
                        + " the share of the training rows held out for validation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint.every-steps = 100", "checkpoint.every-seconds = 60"})
    void aMethodWithoutStatesOfItsOwnIsNotSaved(String line) {
        assertThat(messageOf(line, "optimizer.kind=lbfgs"))
                .isEqualTo("x.conf line 2: " + line + ": optimizer.kind = lbfgs cannot go on from its middle: what it"
                        + " remembers is Breeze's; unset one of the two");
    }

    @Test
    void aLossOfOnesOwnHasNoDelta() {
        assertThat(messageOf("model.huber-delta = 2", "model.kind=null", "model.loss=a.B"))
                .isEqualTo("x.conf line 2: model.huber-delta = 2: only model.kind = huber uses it,"
                        + " and model.loss is given instead");
    }

    @Test
    void onlyNesterovsMomentumIncreases() {
        assertThat(messageOf("optimizer { kind = momentum, momentum = increasing }"))
                .isEqualTo("x.conf line 2: optimizer.momentum = increasing: only optimizer.kind = nesterov can,"
                        + " and the kind is momentum");
    }

    @Test
    void columnsHaveOneRole() {
        assertThat(messageOf("data { label = y, features = [x, y] }"))
                .isEqualTo("x.conf line 2: data.features = [\"x\", \"y\"]: has the label among the features: y");
        assertThat(messageOf("data { weight = w, features = w }"))
                .isEqualTo("x.conf line 2: data.features = [\"w\"]: has the row weight among the features: w");
        assertThat(messageOf("data { label = y, weight = y }"))
                .isEqualTo("x.conf line 2: data.weight = \"y\": is the label's column");
    }

    @Test
    void oneKeyInTwoSpellingsIsAMistake() {
        assertThat(messageOf("spark.executor.memory = 1g\n\"spark.executor.memory\" = 2g"))
                .isEqualTo("x.conf line 3: spark.executor.memory is given twice, here and at x.conf line 2");
    }

    @Test
    void aSettingOfSparkWhoseNameGoesOnIsNotLost() {
        assertThat(messageOf("spark {\n speculation = true\n speculation.interval = 1s }"))
                .isEqualTo("x.conf line 4: spark.speculation is a value and the beginning of longer names;"
                        + " put those in double quotes, such as \"speculation.interval\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.a.secret = [one]", "spark.hadoop.password = {}"})
    void aSecretIsNotShown(String line) {
        assertThat(messageOf(line)).doesNotContain("one").endsWith("not a list or an empty group");
    }

    @Test
    void aTextWithSignsInItWantsQuotes() {
        assertThat(messageOf("spark.master = local[2]"))
                .startsWith("x.conf line 2: Cannot concatenate")
                .endsWith("; a text with signs in it goes in double quotes");
        assertThat(messageOf("spark.master = spark://host:7077"))
                .endsWith("; a text with signs in it goes in double quotes");
    }

    @Test
    void bracketsWithoutEndAreRefused() {
        assertThat(messageOf("seed = " + "[".repeat(20_000)))
                .isEqualTo("x.conf: its brackets, braces or keys are nested too deeply");
    }

    @Test
    void aLongValueIsCut() {
        assertThat(messageOf("seed = \"" + "x".repeat(500) + "\\n\""))
                .isEqualTo("x.conf line 2: seed = " + "x".repeat(80) + "…: must be a whole number");
    }
}
