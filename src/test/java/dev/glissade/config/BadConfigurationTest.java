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
        data.test = [a] | data.test = ["a"]: must be a text
        data.test = " " | data.test = " ": must be a text
        data.format = cvs | data.format = cvs: must be one of libsvm, csv, parquet
        data.format = CSV | data.format = CSV: must be one of libsvm, csv, parquet; did you mean csv?
        data.format = orc | data.format = orc: must be one of libsvm, csv, parquet; orc is not available in this version
        data.features = [a, [b]] | data.features = ["a",["b"]]: must be a column name or a list of column names
        data.features = [a, b, a] | data.features = ["a", "b", "a"]: names a column twice
        data.num-features = 0 | data.num-features = 0: must be a whole number from 1 to 2147483647
        data.slices = 48 | data.slices = 48: must be auto or a power of two up to 1048576
        data.slices = 2097152 | data.slices = 2097152: must be auto or a power of two up to 1048576
        data.order = random | data.order = random: must be one of content, as-read
        model.intercept = maybe | model.intercept = maybe: must be true or false
        model.initial-weights = [] | model.initial-weights = []: must be a number or a list of numbers
        model.initial-weights = [1, x] | model.initial-weights = [1,"x"]: must be a number or a list of numbers
        penalty.l1 = -1e-3 | penalty.l1 = -1e-3: must be a number of at least 0
        penalty.l2 = NaN | penalty.l2 = NaN: must be a number of at least 0
        penalty.l2 = 1e999 | penalty.l2 = 1e999: must be a number of at least 0
        penalty.l2 = Infinity | penalty.l2 = Infinity: must be a number of at least 0
        gradient.kind = svrg | gradient.kind = svrg: must be one of mini-batch, full; svrg is not available in this version
        gradient.batch-size = -3 | gradient.batch-size = -3: must be all or a whole number of at least 1
        gradient.batch-size = 2.5 | gradient.batch-size = 2.5: must be all or a whole number of at least 1
        gradient.batch-size = ten | gradient.batch-size = ten: must be all or a whole number of at least 1
        gradient.sampling = epoch_shuffle | gradient.sampling = epoch_shuffle: must be one of epoch-shuffle, without-replacement, with-replacement, bernoulli; did you mean epoch-shuffle?
        optimizer.kind = adam | optimizer.kind = adam: must be one of sgd, momentum, nesterov; adam is not available in this version
        optimizer.momentum = 0.5 | optimizer.momentum = 0.5: only optimizer.kind = momentum or nesterov uses it, and the kind is sgd
        optimizer.momentum = 1 | optimizer.momentum = 1: must be increasing or a number of at least 0 and below 1
        learning-rate.decay = cosin | learning-rate.decay = cosin: must be one of constant, inverse-time, inverse-sqrt, step, cosine; did you mean cosine?
        learning-rate.decay = step | learning-rate.decay = step: needs learning-rate.factor, a number above 0 and at most 1, for example learning-rate.factor = 0.1
        learning-rate.decay = inverse-time | learning-rate.decay = inverse-time: needs learning-rate.rate, a number of at least 0, for example learning-rate.rate = 0.01
        learning-rate.every = 10 epochs | learning-rate.every = 10 epochs: only learning-rate.decay = step uses it, and the decay is constant
        learning-rate.factor = 0.1 | learning-rate.factor = 0.1: only learning-rate.decay = step uses it, and the decay is constant
        learning-rate.rate = 0.1 | learning-rate.rate = 0.1: only learning-rate.decay = inverse-time uses it, and the decay is constant
        learning-rate.period = 500 | learning-rate.period = 500: only learning-rate.decay = cosine uses it, and the decay is constant
        learning-rate.minimum = 0.2 | learning-rate.minimum = 0.2: must be at most learning-rate.initial, which is 0.1
        learning-rate.minimum = 0.01 | learning-rate.minimum = 0.01: has no effect with learning-rate.decay = constant
        learning-rate.warmup = 1.5 steps | learning-rate.warmup = 1.5 steps: must be a length of at least 0 in steps or epochs, such as 500 or 30 epochs
        learning-rate.warmup = 3 minutes | learning-rate.warmup = 3 minutes: must be a length of at least 0 in steps or epochs, such as 500 or 30 epochs
        learning-rate.warmup-start = 0.01 | learning-rate.warmup-start = 0.01: has no effect without learning-rate.warmup
        stop.max-epochs = 0 | stop.max-epochs = 0: must be a number above 0
        stop.max-steps = 0 | stop.max-steps = 0: must be a whole number of at least 1
        stop.max-seconds = 10s | stop.max-seconds = 10s: must be a number above 0
        stop.target-objective = low | stop.target-objective = low: must be a number
        stop.divergence-factor = 1 | stop.divergence-factor = 1: must be a number above 1
        engine.partitions = 0 | engine.partitions = 0: must be a whole number from 1 to 1000000
        engine.aggregation-depth = 9 | engine.aggregation-depth = 9: must be auto or a whole number from 1 to 8
        run.log-every = 1 epochs | run.log-every = 1 epochs: must be a whole number of at least 1
        run.evaluate-every = 0 | run.evaluate-every = 0: must be a length above 0 in steps or epochs, such as 500 or 30 epochs
        spark.executor.memory = [2g] | spark.executor.memory: must be a single value, not a list or an empty group
        spark.hadoop.a.password = (hidden) | spark.hadoop.a.password = (hidden): was left out when this file was written; give it again
        gradient { batch-size { rows = 3 } } | unknown key gradient.batch-size.rows; did you mean gradient.batch-size?
        foo {} | unknown key foo; there are name, seed, spark, data, model, penalty, gradient, optimizer, learning-rate, stop, engine, run
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
        model.kind | x.conf: model.kind is required: the loss that the model minimises; for example model.kind = logistic
        learning-rate.initial | x.conf: learning-rate.initial is required: the learning rate at the start, after any warm-up (this version does not find one by itself); for example learning-rate.initial = 0.1
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
        data.train= | data.train = "": must be a text
        penalty.l2=-1 | penalty.l2 = -1: must be a number of at least 0
        penalty={l2 = -1} | penalty.l2 = -1: must be a number of at least 0
        data.features=[a, {] | data.features = [a, {]: must be a list [a, b] or a group {a = 1, b = 2}
        model.kind=logistc | model.kind = logistc: must be one of linear, logistic, softmax; did you mean logistic?
        model.kind=hinge | model.kind = hinge: must be one of linear, logistic, softmax; hinge is not available in this version
        learning-rate.initial=auto | learning-rate.initial = auto: must be a number above 0; auto is not available in this version
        learning-rate.initial=0 | learning-rate.initial = 0: must be a number above 0
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
                .isEqualTo("command line: model.kind = cox: must be one of linear, logistic, softmax");
    }

    @Test
    void theFullGradientTakesNoBatches() {
        assertThat(messageOf("gradient { kind = full, batch-size = 10 }"))
                .isEqualTo("x.conf line 2: gradient.batch-size = 10: gradient.kind = full takes all rows;"
                        + " unset one of the two");
        assertThat(messageOf("gradient { kind = full, sampling = bernoulli }"))
                .isEqualTo("x.conf line 2: gradient.sampling = bernoulli: gradient.kind = full takes all rows;"
                        + " unset one of the two");
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
                .isEqualTo("x.conf: its brackets or braces are nested too deeply");
    }

    @Test
    void aLongValueIsCut() {
        assertThat(messageOf("seed = \"" + "x".repeat(500) + "\\n\""))
                .isEqualTo("x.conf line 2: seed = " + "x".repeat(80) + "…: must be a whole number");
    }
}
