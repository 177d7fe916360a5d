package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong with what a command is given, it ends with status 2 and one line, word for word, and leaves nothing
 * behind. What is wrong with each file can be looked up in {@link BadInputs}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BadInputsTest {

    /** A command line and its answer; DIR is where it was called, PART a file with a name that Spark made up. */
    private static final String TABLE = """
            # tables
            train x.conf data.train=nosuch.csv | nosuch.csv does not exist
            train x.conf data.train=nosuch*.csv | nosuch*.csv does not exist
            train x.conf data.train=table.csv,nosuch.csv | nosuch.csv does not exist
            train x.conf data.train=nowhere://host/a.csv | nowhere://host/a.csv cannot be read: No FileSystem for scheme "nowhere"
            train x.conf data.test=nosuch.csv | nosuch.csv does not exist
            train x.conf data.train=empty.csv | empty.csv has no rows
            train x.conf data.train=empty data.format=csv | empty has no rows
            train x.conf data.train=header.csv | header.csv has no rows
            train x.conf data.train=no-header.csv | no-header.csv line 1: no header with the names of the columns
            train x.conf data.train=twice.csv | twice.csv has two columns named "a"
            train x.conf data.train=text.parquet | text.parquet cannot be read: file:DIR/text.parquet is not a Parquet file. Expected magic number at tail, but found [44, 110, 111, 10]
            train x.conf data.train=text.orc | text.orc cannot be read: Malformed ORC file file:DIR/text.orc. Invalid postscript.
            train x.conf data.train=text.csv.gz | text.csv.gz cannot be read: not a gzip file
            train x.conf data.train=cut.csv.gz | cut.csv.gz cannot be read: Unexpected end of input stream
            train x.conf data.train=table.csv data.format=parquet | table.csv cannot be read: file:DIR/table.csv is not a Parquet file. Expected magic number at tail, but found [44, 110, 111, 10]
            train x.conf data.train=table.csv data.format=json | table.csv line 1: no JSON object ({"name": value, …} on one line), but "a,b,y"
            train x.conf data.train=x.conf | data.format is not set and the ending of x.conf tells none (.svm, .libsvm, .csv, .json, .jsonl, .ndjson, each with .gz or .bz2 behind it, or .parquet or .orc)
            train x.conf data.train=nan.csv | nan.csv line 3 column "b" is NaN
            train x.conf data.train=infinite.csv | infinite.csv line 3 column "a" is infinite
            train x.conf data.train=huge.csv | huge.csv line 3 column "b": "1e999" is too large for a double
            train x.conf data.train=word.csv | word.csv line 4 column "b": "many" is not a number
            train x.conf data.train=empty-value.csv | empty-value.csv line 3 column "b" is empty
            train x.conf data.train=short.csv | short.csv line 3 column "b": "yes" is not a number
            train x.conf data.train=long.csv | long.csv line 3: 4 columns where the header has 3
            train x.conf data.train=quote.csv | quote.csv line 3: a quoted field does not end as it should (a record is one line)
            train x.conf data.train=control.csv | control.csv line 3 column "b": "4 " is not a number
            train x.conf data.test=nan.csv | nan.csv line 3 column "b" is NaN
            train x.conf data.train=bad-rows-only.csv data.on-bad-row=skip | bad-rows-only.csv has no good row; 2 bad rows were skipped, the first: bad-rows-only.csv line 2 column "b": "?" is not a number
            train x.conf data.train=other-class.csv data.test=three-classes.csv data.label=y data.features=[a] | three-classes.csv line 3: label "yes" is not one of the model's classes (no, perhaps)
            train x.conf data.label=z | table.csv has no column "z" (data.label); its columns are a, b, y
            train x.conf data.label=null | data.label is not set; table.csv has the columns a, b, y
            train x.conf data.features=[a,c] | table.csv has no column "c" (data.features); its columns are a, b, y
            train x.conf data.weight=c | table.csv has no column "c" (data.weight); its columns are a, b, y
            train x.conf data.num-features=3 | table.csv has 2 features, not data.num-features = 3
            train x.conf data.train=order.svm data.label=null | order.svm line 2: index 2 is not larger than the one before it (3)
            train x.conf data.train=zero.svm data.label=null | zero.svm line 2: index 0 is not allowed; indices count from 1
            train x.conf data.train=large.svm data.label=null | large.svm line 2: "99999999999:1": the index must be a whole number from 1 to 2147483647
            train x.conf data.train=colon.svm data.label=null | colon.svm line 2: "2:": a value is missing behind ':'
            train x.conf data.train=nan.svm data.label=null | nan.svm line 2: index 2 is NaN
            train x.conf data.train=no-label.svm data.label=null | no-label.svm line 2: the label is missing before "2:1"
            train x.conf data.train=comments.svm data.label=null | comments.svm has no rows
            train x.conf data.train=labels.svm data.label=null | labels.svm has no features
            train x.conf data.train=good.svm | data.label = y is set, but good.svm is a libsvm table and has no named columns
            train x.conf data.train=good.svm data.label=null data.num-features=1 | good.svm line 2: feature index 2 is past data.num-features = 1
            train x.conf data.train=broken.json | broken.json line 2: the JSON object does not end on this line
            train x.conf data.train=missing.json | missing.json line 2 column "a" is missing
            train x.conf data.train=infinite.json | infinite.json line 2 column "a" is infinite
            train x.conf data.train=array.json | array.json line 1: no JSON object ({"name": value, …} on one line), but "["
            train x.conf data.train=nan.parquet | nan.parquet/PART row 1 (in reading order) column "a" is NaN
            train x.conf data.train=nan.orc | nan.orc/PART row 1 (in reading order) column "a" is NaN
            train x.conf data.train=null.parquet | null.parquet/PART row 0 (in reading order) column "b" is null
            train x.conf data.train=words.parquet | words.parquet column "a" is of type string, no number and no vector; a feature must be one (data.features lists the columns to take)
            train x.conf data.train=one-class.csv | one-class.csv: one class only (no); two or more are needed
            train x.conf data.train=three-classes.csv | three-classes.csv: 3 classes (no, perhaps, yes) where two are needed
            train x.conf data.train=label-empty.csv | label-empty.csv line 3: label is empty
            train x.conf data.train=label-nan.csv | label-nan.csv line 3: label is NaN
            train x.conf data.train=label-word.csv model.kind=linear | label-word.csv line 3: label: "yes" is not a number
            train x.conf data.train=weight-negative.csv data.weight=a | weight-negative.csv line 3: weight -3 is negative
            train x.conf data.train=weight-word.csv data.weight=a | weight-word.csv line 3: weight: "heavy" is not a number
            train x.conf data.train=weight-nan.csv data.weight=a | weight-nan.csv line 3: weight is NaN
            train x.conf data.train=weight-zero.csv data.weight=a | weight-zero.csv: all weights are 0
            # configurations
            train nosuch.conf | nosuch.conf: there is no such configuration file
            train empty | empty: is a folder, not a configuration file
            train typo.conf | ./typo.conf line 7: unknown key learning-rate.inital; did you mean learning-rate.initial?
            train form.conf | ./form.conf line 7: seed = one: must be a whole number
            train bound.conf | ./bound.conf line 7: data.validation = 1.5: must be a number of at least 0 and below 1
            train brace.conf | ./brace.conf line 8: expecting a close parentheses ')' here, not: end of file
            train include.conf | include.conf: includes nosuch.conf, which cannot be read
            train circle.conf | ./circle.conf: include statements nested more than 50 times, you probably have a cycle in your includes.
            train variable.conf | ./variable.conf line 7: Could not resolve substitution to a value: ${NO_SUCH_NAME}
            train deep.conf | deep.conf: its brackets, braces or keys are nested too deeply
            train nothing.conf | nothing.conf: data.train is required: the path of the training set; for example data.train = my.csv
            train clash.conf | ./clash.conf line 7: penalty.l1 = 1: does not go with optimizer.kind = adam: Adam's step has no proximal form that comes to rest at the minimum of the objective; use rmsprop, adagrad, nesterov or lbfgs
            train effect.conf | ./effect.conf line 7: optimizer.momentum = 0.5: only optimizer.kind = momentum or nesterov uses it, and the kind is sgd
            train binary.conf | ./binary.conf line 1: Key '   ' may not be followed by token: end of file
            train x.conf penalty.l2=NaN | command line: penalty.l2 = NaN: must be a number of at least 0
            train x.conf learning-rate.initial=1e999 | command line: learning-rate.initial = 1e999: must be auto or a number above 0
            train x.conf seed | command line: 'seed': must be key=value, such as seed=7
            train x.conf lr=1 | command line: unknown key lr; did you mean learning-rate.initial?
            train x.conf gradient.batch-size=4 | gradient.batch-size = 4: the training set has only 3 rows
            train x.conf data.validation=0.9 | data.validation = 0.9: of 3 rows, none is left to train on
            train x.conf model.initial-weights=[1,2] | model.initial-weights: a list of 2 numbers, but the model has 3 parameters
            train x.conf engine.sync-every=5 engine.replicas=128 | engine.replicas = 128: table.csv has only 64 slices; data.slices sets another number
            train x.conf model.kind=null model.loss=com.example.Nothing | model.loss = com.example.Nothing: there is no such class (com.example.Nothing); is its jar named by --jars or spark.jars?
            train x.conf run.listeners=java.lang.String | run.listeners = java.lang.String: this class is no TrainingListener
            train x.conf run.dir=taken | run.dir = taken: there is something in it already; a run never overwrites another
            train x.conf run.dir=table.csv | run.dir = table.csv: there is something in it already; a run never overwrites another
            train x.conf run.dir=table.csv/run | run.dir = table.csv/run: cannot be written: DIR/table.csv is a file
            train x.conf run.dir=nowhere://host/run | run.dir = nowhere://host/run: cannot be written: No FileSystem for scheme "nowhere"
            resume none | none: there is no config.conf in it; no run has begun there
            resume table.csv | table.csv: there is no config.conf in it; no run has begun there
            resume taken | taken: there is no config.conf in it; no run has begun there
            resume half | DIR/half: its summary.json is not whole; remove it to go on with the run
            train x.conf spark.executor.memory=much | Spark does not start on master local[1]: spark.executor.memory = much: [INVALID_CONF_VALUE.TYPE_MISMATCH] The value 'much' in the config "spark.executor.memory" is invalid. It should be a/an 'bytes in MiB' value. SQLSTATE: 22022
            # models
            evaluate --model nosuch --data table.csv | nosuch: no such model directory
            evaluate --model empty --data table.csv | DIR/empty: no model there (model.json is missing)
            evaluate --model table.csv --data table.csv | DIR/table.csv: no model there (model.json is missing)
            evaluate --model cut-header --data table.csv | DIR/cut-header: this model cannot be used: model.json is not JSON
            evaluate --model empty-header --data table.csv | DIR/empty-header: this model cannot be used: model.json is not the header of a model
            evaluate --model edited-header --data table.csv | DIR/edited-header: this model cannot be used: model.json is not what was written: its checksum (headerSha256) differs
            evaluate --model newer --data table.csv | DIR/newer: this model cannot be used: format version 3, this program reads 1 and 2
            evaluate --model cut-parameters --data table.csv | DIR/cut-parameters: this model cannot be used: parameters.bin does not have the checksum that its header gives
            evaluate --model empty-parameters --data table.csv | DIR/empty-parameters: this model cannot be used: parameters.bin does not have the checksum that its header gives
            evaluate --model flipped-parameters --data table.csv | DIR/flipped-parameters: this model cannot be used: parameters.bin does not have the checksum that its header gives
            predict --model swapped --data table.csv --out out | DIR/swapped: this model cannot be used: parameters.bin does not have the checksum that its header gives
            predict --model no-parameters --data table.csv --out out | DIR/no-parameters: parameters.bin is missing
            predict --model no-header --data table.csv --out out | DIR/no-header: no model there (model.json is missing)
            evaluate --model model --data nosuch.csv | nosuch.csv does not exist
            evaluate --model model --data other-class.csv | other-class.csv line 3: label "perhaps" is not one of the model's classes (no, yes)
            evaluate --model model --data other-columns.csv | other-columns.csv has no column "b" (a feature of the model); its columns are a, c, y
            evaluate --model model --data nan.csv | nan.csv line 3 column "b" is NaN
            evaluate --model model --data good.svm | good.svm line 1: label "1" is not one of the model's classes (no, yes)
            evaluate --model sparse --data wide.svm | wide.svm line 2: feature index 2000000000 is past the model's 2 features
            predict --model model --data nan.csv --out out | nan.csv line 3 column "b" is NaN
            predict --model model --data table.csv --out taken | --out taken: exists already; predictions never overwrite anything
            predict --model model --data table.csv --out table.csv/out | --out table.csv/out: cannot be written: DIR/table.csv is a file
            # command lines
            train x.conf --master nowhere | Spark does not start on master nowhere: SparkException: Could not parse Master URL: 'nowhere'
             | a command is missing (see glissade --help)
            fit x.conf | Unmatched arguments from index 0: 'fit', 'x.conf' (see glissade --help)
            train | Missing required parameter: 'CONF' (see glissade train --help)
            train x.conf --nosuch | Unknown option: '--nosuch' (see glissade train --help)
            evaluate --data table.csv | Missing required option: '--model=DIR' (see glissade evaluate --help)
            evaluate --model model --data table.csv --format xml | Invalid value for option '--format': expected one of [LIBSVM, CSV, PARQUET, ORC, JSON] (case-insensitive) but was 'xml' (see glissade evaluate --help)
            predict --model model --data table.csv | Missing required option: '--out=PATH' (see glissade predict --help)
            train x.conf --jars nosuch.jar | --jars: nosuch.jar: there is no such file
            check-gradient com.example.Nothing | model.loss = com.example.Nothing: there is no such class (com.example.Nothing); is its jar named by --jars or spark.jars?
            check-gradient dev.glissade.loss.HingeLoss --features 0 | --features 0: must be at least 1
            check-gradient dev.glissade.loss.HingeLoss --features many | Invalid value for option '--features': 'many' is not an int (see glissade check-gradient --help)
            example nosuch | nosuch: there is no such example, only many-starts and optimum
            cluster start --workers 0 | --workers 0: expected 1 or more
            cluster restart | Unmatched argument at index 1: 'restart' (see glissade cluster --help)
            """;

    @TempDir
    private static Path directory;

    private static JsonNode outcomes;
    private static Glissade.Outcome process;

    private static List<String[]> table() {
        return TABLE.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| ", -1))
                .toList();
    }

    static Stream<Arguments> inputs() {
        return table().stream().map(line -> Arguments.of(line[0].strip(), line[1]));
    }

    @BeforeAll
    static void giveThemAll() throws IOException {
        String[] lines = table().stream().map(line -> line[0].strip()).toArray(String[]::new);
        process = Glissade.runOther(BadInputs.class, directory, lines);
        assertThat(process.status()).as(process.errors()).isZero();
        outcomes =
                new ObjectMapper().readTree(directory.resolve(BadInputs.RESULT).toFile());
    }

    @ParameterizedTest(name = "glissade {0}")
    @MethodSource("inputs")
    void oneLineAndStatusTwo(String line, String message) {
        JsonNode outcome = outcomes.get(line);
        String told = outcome.get("errors")
                .asText()
                .replace(directory.toString(), "DIR")
                .replaceAll("part-\\S*", "PART");
        assertThat(told).isEqualTo("glissade: " + message + "\n");
        assertThat(outcome.get("status").asInt()).isEqualTo(2);
        assertThat(outcome.get("changed")).isEmpty();
    }

    /** But for Spark's own, whose threads may fail while it stops. */
    @Test
    void noStackTraceComesWithAnyOfThem() {
        assertThat(process.errors()).doesNotContain("\tat dev.glissade").doesNotContain("Exception in thread");
        assertThat(table()).hasSizeGreaterThan(60);
    }
}
