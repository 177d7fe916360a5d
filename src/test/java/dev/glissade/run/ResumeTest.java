package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glissade.SharedSpark;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.UserError;
import dev.glissade.files.FragileFileSystem;
import dev.glissade.model.ModelKind;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are ended before their time, and go on to the bits, the summary and the metrics that they would have had. */
class ResumeTest {

    /** Intervals without a common factor, so that checkpoints, evaluations and recorded steps meet in every way. */
    private static final String INTERVALS =
            "checkpoint.every-steps=3; run.evaluate-every=5; run.log-every=4; gradient.batch-size=24";

    private static final String SGD = INTERVALS + "; learning-rate.initial=0.3; stop.max-steps=31";

    @TempDir
    private Path directory;

    private Path table;
    private List<String> conf;
    private int runs;

    /** Rows of unequal weight; the class is "high" where 2a − b + noise is above 0. */
    @BeforeEach
    void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(81);
        List<String> lines = new ArrayList<>(List.of("weight,a,b,kind"));
        for (int row = 0; row < 200; row++) {
            double a = random.nextDouble(-1.5, 1.5);
            double b = random.nextDouble(-30, 30);
            boolean high = 2 * a - b / 20 + 2 * random.nextDouble(-1, 1) > 0;
            lines.add("%s,%s,%s,%s".formatted(0.25 * random.nextInt(2, 8), a, b / 20, high ? "high" : "low"));
        }
        table = Files.write(directory.resolve("table.csv"), lines);
        conf = List.of(
                "data { train = \"" + table + "\", label = kind, weight = weight, features = [a, b], slices = 8 }",
                "model.kind = logistic",
                "penalty.l2 = 0.2");
    }

    private Path newest() {
        return directory.resolve("run" + runs);
    }

    private static String[] list(String overrides) {
        return overrides.split("; ", -1);
    }

    private RunSummary train(RunObserver observer, String overrides) {
        List<String> all = new ArrayList<>(Arrays.asList(list(overrides)));
        all.add("run.dir=" + directory.resolve("run" + ++runs));
        return Runs.train(observer, directory, conf, all.toArray(String[]::new));
    }

    /** A run that is cut down at a step, in a directory of its own. */
    private Path cut(String overrides, long step) {
        assertThatThrownBy(() -> train(Watching.cutAt(step), overrides)).isInstanceOf(Watching.Cut.class);
        return newest();
    }

    private static JsonNode summary(Path run) throws IOException {
        return withoutTime(Json.parse(Files.readString(run.resolve("summary.json"))));
    }

    private static List<JsonNode> metrics(Path run) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            lines.add(withoutTime(Json.parse(line)));
        }
        return lines;
    }

    /** Time is the one thing that is another one in each run. */
    private static JsonNode withoutTime(JsonNode node) {
        for (String field : List.of("seconds", "secondsByPhase", "advice")) {
            assertThat(node.has(field) || field.equals("advice")).isTrue();
            node.findParents(field).forEach(parent -> ((ObjectNode) parent).remove(field));
        }
        return node;
    }

    private static void assertSame(Path run, Path whole) throws IOException {
        assertThat(summary(run)).isEqualTo(summary(whole));
        assertThat(metrics(run)).isEqualTo(metrics(whole));
        assertThat(Files.readAllBytes(run.resolve("model/parameters.bin")))
                .isEqualTo(Files.readAllBytes(whole.resolve("model/parameters.bin")));
        assertThat(run.resolve("metrics.jsonl.before")).doesNotExist();
    }

    /** From the oldest to the newest. */
    private static List<Path> checkpoints(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("checkpoint-\\d+-step-\\d+"))
                    .sorted()
                    .toList();
        }
    }

    /** Two interruptions; other partitions, and trees of another depth, each time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "learning-rate.initial=0.3; stop.max-steps=31",
                "learning-rate={initial=0.3, decay=cosine, warmup=4}; stop.max-epochs=3; gradient.sampling=bernoulli",
                "optimizer.kind=momentum; learning-rate.initial=0.1; stop.max-epochs=4; gradient.sampling=with-replacement",
                "optimizer.kind=nesterov; learning-rate.initial=0.1; stop.max-epochs=4; gradient.sampling=without-replacement",
                "optimizer.kind=adam; learning-rate.initial=0.1; stop.max-steps=30",
                "optimizer.kind=adagrad; penalty.l1=0.01; learning-rate.initial=0.1; stop.max-steps=30",
                "gradient.kind=svrg; gradient.snapshot=random; stop.max-epochs=8",
                "gradient.kind=svrg; gradient.snapshot=average; stop.max-steps=33",
                "gradient.kind=saga; stop.max-steps=33",
                "gradient.kind=svrg; engine={sync-every=7, replicas=4}; stop.max-steps=50",
                "optimizer.kind=momentum; engine={sync-every=4, replicas=2}; learning-rate.initial=0.1; stop.max-steps=50",
                "averaging.kind=tail; data.validation=0.25; stop.patience=2; learning-rate.initial=2; stop.max-steps=60",
                "stop.max-steps=29",
                "engine={sync-every=6, replicas=2}; stop.max-steps=40",
                "data.standardize=true; learning-rate.initial=0.5; stop.relative-tolerance=1e-12; stop.max-steps=40",
                "penalty.l2=2; learning-rate.initial=4; on-divergence.policy=rollback; stop.max-steps=40; run.log-every=1",
            })
    void endsAsIfNothingHadHappened(String method) throws IOException {
        String test = "data.test=" + table + "; ";
        Watching undisturbed = Watching.only();
        train(undisturbed, INTERVALS + "; " + test + method);
        Path whole = newest();
        Path run = cut(INTERVALS + "; " + test + method, 10);
        Watching again = Watching.cutAt(20);
        assertThatThrownBy(() -> Runs.resume(again, run, "engine.partitions=1")).isInstanceOf(Watching.Cut.class);
        Watching last = Watching.only();
        Runs.resume(last, run, "engine.partitions=3", "engine.aggregation-depth=2");
        assertSame(run, whole);
        assertThat(again.steps.get(0)).isBetween(6L, 15L);
        assertThat(last.steps.get(0)).isBetween(16L, 25L);
        assertThat(again.said)
                .filteredOn(line -> line.contains("goes on from step"))
                .hasSize(1);
        assertThat(undisturbed.said).noneMatch(line -> line.contains("goes on from step"));
        assertThat(last.said).noneMatch(line -> line.contains("skipped") || line.contains("missing"));
    }

    /** The first before there is a checkpoint, the last two at the end, and behind it. */
    @ParameterizedTest
    @CsvSource({"0, 0", "2, 1", "3, 1", "4, 4", "17, 16", "30, 28", "31, 31"})
    void whereverItIsCut(long step, long firstStepAgain) throws IOException {
        train(Watching.only(), SGD);
        Path whole = newest();
        Path run = cut(SGD, step);
        Watching again = Watching.only();
        Runs.resume(again, run);
        assertSame(run, whole);
        assertThat(again.steps.get(0)).isEqualTo(firstStepAgain);
        String from = firstStepAgain == 0
                ? run + ": there is no whole checkpoint; the run begins anew"
                : run + ": goes on from step " + (firstStepAgain - 1);
        assertThat(again.said).contains(from);
    }

    @Test
    void everyRecordedStepIsThereOnce() throws IOException {
        Path run = cut(SGD, 18);
        Runs.resume(Watching.only(), run);
        assertThat(metrics(run))
                .extracting(line -> line.get("step").asLong())
                .containsExactly(0L, 4L, 5L, 8L, 10L, 12L, 15L, 16L, 20L, 24L, 25L, 28L, 30L, 31L);
    }

    /** The line of a step that is given up says where the run goes back to; from there on, all are recorded again. */
    @Test
    void aRollbackIsInTheMetrics() throws IOException {
        Watching watching = Watching.only();
        RunSummary summary = train(
                watching,
                INTERVALS + "; penalty.l2=2; learning-rate.initial=4; on-divergence.policy=rollback; stop.max-steps=12;"
                        + " run.log-every=1; run.evaluate-every=1; stop.divergence-factor=1.5");
        assertThat(summary.diverged()).isFalse();
        List<JsonNode> lines = metrics(newest());
        List<JsonNode> back =
                lines.stream().filter(line -> line.has("rollback")).toList();
        assertThat(back).isNotEmpty();
        long expected = 0;
        for (JsonNode line : lines) {
            assertThat(line.get("step").asLong()).isEqualTo(expected);
            expected = 1 + line.path("rollback").path("toStep").asLong(expected);
        }
        assertThat(expected).isEqualTo(13);
        assertThat(back.get(0).get("rollback").get("number").asInt()).isEqualTo(1);
        assertThat(back.get(0).get("rollback").get("learningRateFactor").asDouble())
                .isEqualTo(0.5);
        assertThat(watching.said)
                .filteredOn(line -> line.startsWith("training diverged at step"))
                .hasSameSizeAs(back)
                .first()
                .asString()
                .contains(
                        "it goes back to step",
                        "the learning rate times 0.5000 from there (rollback 1)",
                        "norm",
                        "4.0");
    }

    /** As a machine leaves it that goes down while it writes. */
    @Test
    void aCheckpointThatIsCutOffIsPassedBy() throws IOException {
        train(Watching.only(), SGD);
        Path whole = newest();
        Path run = cut(SGD, 20);
        List<Path> saved = checkpoints(run.resolve("checkpoints"));
        assertThat(saved).hasSizeBetween(1, 3).last().asString().endsWith("-step-18");
        byte[] bytes = Files.readAllBytes(saved.get(saved.size() - 1));
        Path cutOff = run.resolve("checkpoints/checkpoint-000098-step-19");
        Files.write(cutOff, Arrays.copyOf(bytes, bytes.length / 2));
        Files.write(run.resolve("checkpoints/checkpoint-000099-step-19.part"), bytes);
        Watching again = Watching.only();
        Runs.resume(again, run);
        assertThat(again.said)
                .filteredOn(line -> line.contains("skipped"))
                .containsExactly(cutOff + " is skipped: its checksum is wrong: cut off, or damaged");
        assertThat(again.steps.get(0)).isEqualTo(19);
        assertSame(run, whole);
        assertThat(checkpoints(run.resolve("checkpoints")))
                .last()
                .asString()
                .endsWith("-step-31"); // numbered behind the broken one
    }

    @Test
    void withoutAWholeCheckpointItBeginsAnew() throws IOException {
        train(Watching.only(), SGD);
        Path whole = newest();
        Path run = cut(SGD, 20);
        List<Path> saved = checkpoints(run.resolve("checkpoints"));
        for (Path file : saved) {
            Files.write(file, new byte[0]);
        }
        Watching again = Watching.only();
        Runs.resume(again, run);
        assertThat(again.said)
                .filteredOn(line -> line.endsWith("is skipped: empty"))
                .hasSameSizeAs(saved);
        assertThat(again.said).contains(run + ": there is no whole checkpoint; the run begins anew");
        assertSame(run, whole);
    }

    /** The directory's file system may be known by settings of Spark alone. */
    @Test
    void theRunIsFoundByWhatSparkIsTold() throws IOException {
        Path run = cut(SGD, 20);
        String setting = "spark.hadoop.fs.viewfs.mounttable.c.link./runs="
                + run.getParent().toUri();
        String place = "viewfs://c/runs/" + run.getFileName();
        assertThatThrownBy(() -> BegunRun.at(place, List.of())).isInstanceOf(UserError.class);
        assertThat(BegunRun.at(place, List.of(setting))
                        .configuration(new ConfigurationLoader(ModelKind.names()))
                        .run()
                        .dir())
                .contains(place);
    }

    /** Not as another run, nor over the results of one that has ended. */
    @Test
    void withoutACheckpointNothingIsLostEither() throws IOException {
        Path run = cut(SGD, 20);
        for (Path file : checkpoints(run.resolve("checkpoints"))) {
            Files.delete(file);
        }
        assertThatThrownBy(() -> Runs.resume(Watching.only(), run, "seed=7", "optimizer.momentum=0.5"))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Runs.resume(Watching.only(), run, "seed=7"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("seed = 7, and was ");
        train(Watching.only(), SGD);
        Path ended = newest();
        for (Path file : checkpoints(ended.resolve("checkpoints"))) {
            Files.delete(file);
        }
        String metrics = Files.readString(ended.resolve("metrics.jsonl"));
        assertThatThrownBy(() -> Runs.resume(Watching.only(), ended, "stop.max-steps=99"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has come to its end, and there is no whole checkpoint");
        assertThat(ended.resolve("metrics.jsonl")).hasContent(metrics);
        assertThat(ended.resolve("summary.json")).exists();
    }

    /** Behind the checkpoint, a line may be there by half; or the file, if the beginning was being copied. */
    @Test
    void halvesOfTheMetricsAreMended() throws IOException {
        train(Watching.only(), SGD);
        Path whole = newest();
        Path run = cut(SGD, 20);
        Path file = run.resolve("metrics.jsonl");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 30));
        Files.move(file, run.resolve("metrics.jsonl.before"));
        Files.writeString(file, text.substring(0, 200));
        Watching again = Watching.only();
        Runs.resume(again, run);
        assertSame(run, whole);
        assertThat(again.said).noneMatch(line -> line.contains("missing"));
    }

    @Test
    void linesThatAreLostAreMissed() throws IOException {
        Path run = cut(SGD, 20);
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        Files.write(run.resolve("metrics.jsonl"), lines.subList(0, 3));
        Watching again = Watching.only();
        Runs.resume(again, run);
        assertThat(again.said).anyMatch(line -> line.contains("metrics.jsonl: the last 5 lines up to the checkpoint"));
        assertThat(metrics(run))
                .extracting(line -> line.get("step").asLong())
                .containsExactly(0L, 4L, 5L, 20L, 24L, 25L, 28L, 30L, 31L);
    }

    /** The period is that of the first limit: the same as if it had been given. */
    @Test
    void aFinishedRunGoesOnUnderAnotherLimitAndKeepsItsSchedule() throws IOException {
        String cosine = INTERVALS + "; learning-rate={initial=0.3, decay=cosine, minimum=0.05}; averaging.kind=tail";
        train(Watching.only(), cosine + "; stop.max-steps=20");
        Path run = newest();
        String before = Files.readString(run.resolve("summary.json"));
        byte[] model = Files.readAllBytes(run.resolve("model/parameters.bin"));
        RunSummary longer = Runs.resume(Watching.only(), run, "stop.max-steps=31");
        assertThat(longer.result().last().step()).isEqualTo(31);
        assertThat(run.resolve("summary-20.json")).hasContent(before);
        assertThat(run.resolve("model-20/parameters.bin")).hasBinaryContent(model);
        RunSummary given = train(
                Watching.only(),
                cosine.replace("minimum", "period=20, minimum") + "; averaging.start=10; stop.max-steps=31");
        assertThat(longer.weightsSha256()).isEqualTo(given.weightsSha256());
        assertThat(metrics(run).stream().map(line -> line.get("step").asLong()))
                .containsExactly(0L, 4L, 5L, 8L, 10L, 12L, 15L, 16L, 20L, 24L, 25L, 28L, 30L, 31L);
        assertThat(Files.readString(run.resolve("config.conf"))).contains("max-steps = 31");
    }

    /** Long before the next checkpoint is due. */
    @Test
    void aRunThatHasJustBegunKeepsItsScheduleToo() throws IOException {
        String cosine = "gradient.batch-size=24; learning-rate={initial=0.3, decay=cosine}";
        Path run = cut(cosine + "; stop.max-steps=31", 5);
        RunSummary shorter = Runs.resume(Watching.only(), run, "stop.max-steps=20");
        assertThat(shorter.weightsSha256())
                .isEqualTo(train(Watching.only(), cosine.replace("}", ", period=31}") + "; stop.max-steps=20")
                        .weightsSha256());
    }

    /** Each end is set aside under a name of its own, whole. */
    @Test
    void aFinishedRunMayEndAgainAndAgain() throws IOException {
        RunSummary first = train(Watching.only(), SGD);
        Path run = newest();
        List<JsonNode> lines = metrics(run);
        for (int time = 0; time < 3; time++) {
            RunSummary again = Runs.resume(Watching.only(), run, "stop.max-epochs=100");
            assertThat(again.weightsSha256()).isEqualTo(first.weightsSha256());
            assertThat(metrics(run)).isEqualTo(lines);
        }
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "config.conf",
                            "metrics.jsonl",
                            "checkpoints",
                            "model",
                            "summary.json",
                            "model-31",
                            "summary-31.json",
                            "model-31-2",
                            "summary-31-2.json",
                            "model-31-3",
                            "summary-31-3.json");
        }
        try (Stream<Path> files = Files.list(run.resolve("model-31"))) {
            assertThat(files).hasSize(2);
        }
    }

    /** A run that was ended between its last step and its summary. */
    @Test
    void halvesOfTheResultsAreMadeAnew() throws IOException {
        train(Watching.only(), SGD);
        Path whole = newest();
        train(Watching.only(), SGD);
        Path run = newest();
        Files.delete(run.resolve("summary.json"));
        Files.createDirectory(run.resolve("model.part"));
        Files.writeString(run.resolve("model.part/parameters.bin.part"), "half");
        Files.writeString(run.resolve("model/parameters.bin"), "half");
        Runs.resume(Watching.only(), run);
        assertSame(run, whole);
        assertThat(run.resolve("model.part")).doesNotExist();
    }

    /** It has no checkpoint that one could go on from, unless one came before. */
    @Test
    void aRunThatDivergedGoesOnFromBefore() throws IOException {
        String diverging = INTERVALS + "; penalty.l2=2; learning-rate.initial=4; stop.max-steps=40";
        assertThat(train(Watching.only(), diverging).diverged()).isTrue();
        Path run = newest();
        long end = summary(run).get("steps").asLong();
        assertThat(Runs.resume(Watching.only(), run, "on-divergence.policy=rollback")
                        .diverged())
                .isFalse();
        assertThat(run.resolve("summary-" + end + ".json")).exists();
        train(Watching.only(), diverging + "; on-divergence.policy=rollback");
        assertSame(run, newest());
    }

    @Test
    void whatTheStepsFollowFromStays() {
        Path run = cut(SGD, 8);
        assertThatThrownBy(() -> Runs.resume(
                        Watching.only(), run, "seed=1", "penalty.l2=0.3", "stop.max-steps=9", "gradient.batch-size=25"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        run + ": a run goes on as it began: gradient.batch-size = 25, and was 24; penalty.l2 = 0.3, and"
                                + " was 0.2; seed = 1, and was 0; only stop.*, on-divergence.*, checkpoint.*, run.*, spark.*,"
                                + " the places of the data and how many partitions may change");
        assertThatThrownBy(() -> Runs.resume(Watching.only(), run, "run.dir=" + directory.resolve("else")))
                .isInstanceOf(UserError.class)
                .hasMessage("run.dir: a run goes on in its directory, " + run);
        assertThatThrownBy(() -> Runs.resume(Watching.only(), run, "run={dir=\"" + directory.resolve("else") + "\"}"))
                .isInstanceOf(UserError.class)
                .hasMessage("run.dir: a run goes on in its directory, " + run);
        assertThatThrownBy(() -> Runs.resume(Watching.only(), run, "stop.max-step=9"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("did you mean stop.max-steps?");
    }

    @Test
    void theTrainingSetStays() throws IOException {
        Path run = cut(SGD, 8);
        List<String> lines = Files.readAllLines(table);
        Path other = directory.resolve("other.csv");
        List<String> shuffled = new ArrayList<>(lines.subList(1, lines.size()));
        shuffled.sort(Comparator.naturalOrder());
        shuffled.add(0, lines.get(0));
        Files.write(other, shuffled);
        Runs.resume(Watching.only(), run, "data.train=" + other); // the same rows in another order, elsewhere
        Path second = cut(SGD, 8);
        lines.set(7, lines.get(8));
        Files.write(other, lines);
        List<String> kept = Files.readAllLines(second.resolve("metrics.jsonl"));
        assertThatThrownBy(() -> Runs.resume(Watching.only(), second, "data.train=" + other))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("data\\.train = .*other\\.csv: is not the table that .* was trained on: its"
                        + " fingerprint is \\w+, and was \\w+");
        assertThat(Files.readAllLines(second.resolve("metrics.jsonl"))).isEqualTo(kept); // nothing has happened
    }

    @Test
    void whereNoRunHasBegunNoneGoesOn() throws IOException {
        assertThatThrownBy(() -> BegunRun.at(directory.resolve("none").toString(), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(directory.resolve("none") + ": there is no config.conf in it; no run has begun there");
        assertThatThrownBy(() -> BegunRun.at(table.toString(), List.of())).isInstanceOf(UserError.class);
        Path run = cut(SGD, 8);
        assertThat(BegunRun.at(run.toString(), List.of()).end()).isEmpty();
        Runs.resume(Watching.only(), run);
        assertThat(BegunRun.at(run.toString(), List.of()).end()).contains("max-steps");
    }

    @Test
    void checkpointsMayBeElsewhere() throws IOException {
        train(Watching.only(), SGD);
        Path whole = newest();
        Path elsewhere = directory.resolve("else where/checkpoints");
        String there = SGD + "; checkpoint.keep=2; checkpoint.directory=" + elsewhere;
        Path run = cut(there, 20);
        assertThat(run.resolve("checkpoints")).doesNotExist();
        assertThat(checkpoints(elsewhere)).hasSizeBetween(1, 2);
        assertThatThrownBy(() -> train(Watching.only(), there))
                .isInstanceOf(UserError.class)
                .hasMessage("checkpoint.directory = " + elsewhere + ": there are checkpoints of another run in it");
        assertThat(newest()).doesNotExist();
        Path empty = directory.resolve("empty");
        assertThatThrownBy(() -> Runs.resume(Watching.only(), run, "checkpoint.directory=" + empty))
                .isInstanceOf(UserError.class)
                .hasMessage("checkpoint.directory = " + empty + ": there is no checkpoint in it, but there are in "
                        + elsewhere + "; move them, or leave the key as it was");
        Path moved = Files.move(elsewhere, directory.resolve("moved"));
        Watching again = Watching.only();
        Runs.resume(again, run, "checkpoint.directory=" + moved);
        assertThat(again.steps.get(0)).isEqualTo(19);
        assertSame(run, whole);
    }

    /** Reached from within a step, so that the run's own thread is the one that notices. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "learning-rate.initial=0.3; stop.max-steps=31",
                "gradient.kind=saga; stop.max-steps=33",
                "gradient.kind=svrg; engine={sync-every=7, replicas=4}; stop.max-steps=50",
            })
    void anInterruptedRunIsSavedWhereItIs(String method) throws IOException {
        String rarely = "gradient.batch-size=24; run.evaluate-every=5; " + method;
        train(Watching.only(), rarely);
        Path whole = newest();
        String message = interrupted(rarely, 14);
        Path run = newest();
        assertThat(message).isEqualTo("interrupted after step 14; it goes on by: glissade resume " + run);
        assertThat(checkpoints(run.resolve("checkpoints")))
                .hasSize(2) // the first state is saved too
                .last()
                .asString()
                .endsWith("-step-14");
        assertThat(run.resolve("summary.json")).doesNotExist();
        Runs.resume(Watching.only(), run);
        assertSame(run, whole);
    }

    /** What a run says that is interrupted at a step. */
    private String interrupted(String overrides, long step) {
        TrainingRun[] interrupted = new TrainingRun[1];
        Watching watching = new Watching(state -> {
            if (state.step() >= step) {
                inAnotherThread(interrupted[0]::interrupt);
            }
        });
        return messageOf(interrupted, watching, overrides);
    }

    private String messageOf(TrainingRun[] run, RunObserver observer, String overrides) {
        try {
            Path file = Files.write(directory.resolve("test.conf"), conf);
            List<String> all = new ArrayList<>(Arrays.asList(list(overrides)));
            all.add("run.dir=" + directory.resolve("run" + ++runs));
            var configuration = new ConfigurationLoader(ModelKind.names()).load(file, all);
            run[0] = new TrainingRun(SharedSpark.session(), configuration, observer);
            run[0].execute();
        } catch (RunInterruptedException ended) {
            return ended.getMessage();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        throw new AssertionError("the run came to its end");
    }

    private static void inAnotherThread(Runnable what) {
        Thread thread = new Thread(what);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    /** Its job fails, and the state before it is the last. */
    @Test
    void aRunIsInterruptedInTheMiddleOfAJob() throws IOException {
        CountDownLatch begun = new CountDownLatch(1);
        TrainingRun[] interrupted = new TrainingRun[1];
        Watching watching = new Watching(state -> {
            if (state.step() == 10) {
                begun.countDown();
            }
        });
        Thread other = new Thread(() -> {
            await(begun);
            interrupted[0].interrupt();
        });
        other.start();
        String message = messageOf(
                interrupted, watching, "gradient.batch-size=24; learning-rate.initial=0.3; stop.max-steps=1000000");
        Path run = newest();
        long last = watching.steps.get(watching.steps.size() - 1);
        assertThat(last).isGreaterThanOrEqualTo(10);
        assertThat(message).isEqualTo("interrupted after step " + last + "; it goes on by: glissade resume " + run);
        Watching again = Watching.only();
        RunSummary resumed = Runs.resume(again, run, "stop.max-steps=" + (last + 5));
        assertThat(again.steps.get(0)).isEqualTo(last + 1);
        RunSummary whole = train(
                Watching.only(), "gradient.batch-size=24; learning-rate.initial=0.3; stop.max-steps=" + (last + 5));
        assertThat(resumed.weightsSha256()).isEqualTo(whole.weightsSha256());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    /** There is no state yet, or none that could be saved; what is said of it is true. */
    @Test
    void aRunIsInterruptedBeforeItsFirstState() throws IOException {
        TrainingRun[] interrupted = new TrainingRun[1];
        String sgd = "gradient.batch-size=24; learning-rate.initial=0.3; stop.max-steps=9";
        assertThat(messageOf(interrupted, saying(line -> interrupted[0].interrupt()), sgd))
                .isEqualTo("interrupted before the first step");
        assertThat(newest()).doesNotExist();
        Path run = cut(SGD, 8);
        TrainingRun[] resumed = new TrainingRun[1];
        resumed[0] = Runs.goingOn(saying(line -> resumed[0].interrupt()), run);
        assertThatThrownBy(() -> resumed[0].execute())
                .isInstanceOf(RunInterruptedException.class)
                .hasMessage("interrupted before the first step; it goes on by: glissade resume " + run);
        assertThat(messageOf(interrupted, training(() -> interrupted[0].interrupt()), "optimizer.kind=lbfgs"))
                .isEqualTo("interrupted; runs of optimizer.kind = lbfgs cannot go on from their middle");
        assertThat(Runs.resume(Watching.only(), newest()).weightsSha256())
                .isEqualTo(train(Watching.only(), "optimizer.kind=lbfgs").weightsSha256());
    }

    private static RunObserver saying(Consumer<String> then) {
        return new RunObserver() {
            @Override
            public void say(String line) {
                then.accept(line);
            }

            @Override
            public TrainingListener training(long maxSteps) {
                return state -> {};
            }

            @Override
            public void trained() {}
        };
    }

    private static RunObserver training(Runnable then) {
        return new Watching(state -> then.run());
    }

    /** What has diverged is no state to go on from: the one before it is saved. */
    @Test
    void aRunThatDivergesAsItIsInterruptedDivergesAgain() throws IOException {
        String diverging = INTERVALS + "; penalty.l2=2; learning-rate.initial=4; stop.max-steps=40";
        train(Watching.only(), diverging);
        Path whole = newest();
        long end = summary(whole).get("steps").asLong();
        String message = interrupted(diverging.replace("every-steps=3", "every-steps=100"), end);
        Path run = newest();
        assertThat(message)
                .isEqualTo("interrupted after step " + (end - 1) + "; it goes on by: glissade resume " + run);
        assertThat(Runs.resume(Watching.only(), run).diverged()).isTrue();
        assertSame(run, whole);
        assertThat(summary(run).get("likelyCauses")).isNotEmpty();
    }

    /** What was not saved is not promised. */
    @Test
    void aRunThatCannotBeSavedSaysSo() throws IOException {
        String fragile = "; checkpoint.directory=" + fragile("unsaved");
        FragileFileSystem.fullAfter(40);
        String rarely = "gradient.batch-size=24; learning-rate.initial=0.3; stop.max-steps=31";
        assertThat(interrupted(rarely + fragile, 14))
                .isEqualTo("interrupted after step 14, with nothing saved; it goes on by: glissade resume " + newest());
        FragileFileSystem.fullAfter(Long.MAX_VALUE);
        Path run = newest();
        TrainingRun[] resumed = new TrainingRun[1];
        Watching full = new Watching(state -> {
            if (state.step() == 20) {
                FragileFileSystem.fullAfter(40);
            }
            if (state.step() >= 22) {
                inAnotherThread(resumed[0]::interrupt);
            }
        });
        resumed[0] = Runs.goingOn(full, run, "checkpoint.every-steps=5");
        // Checkpoints are written beside the training: how many are before the disk is full hangs on the machine.
        assertThatThrownBy(() -> resumed[0].execute())
                .isInstanceOf(RunInterruptedException.class)
                .hasMessageMatching(
                        "interrupted after step 22, with step (0|5|10|15|20) saved; it goes on by: glissade resume .*");
        FragileFileSystem.fullAfter(Long.MAX_VALUE);
        RunSummary last = Runs.resume(Watching.only(), run);
        assertThat(last.weightsSha256())
                .isEqualTo(train(Watching.only(), rarely).weightsSha256());
    }

    private String fragile(String name) {
        FragileFileSystem.configuration()
                .forEach(entry -> SharedSpark.session()
                        .sparkContext()
                        .hadoopConfiguration()
                        .set(entry.getKey(), entry.getValue()));
        return "fragile://" + directory.resolve(name);
    }

    /** Before anything is read. */
    @Test
    void checkpointsThatCannotBeWrittenAreToldFirst() {
        Watching watching = Watching.only();
        assertThatThrownBy(() -> train(watching, SGD + "; checkpoint.directory=" + table.resolve("below")))
                .isInstanceOf(UserError.class)
                .hasMessage("checkpoint.directory = %s/below: cannot be used: %s is a file".formatted(table, table));
        assertThat(watching.said).isEmpty();
        assertThat(newest()).doesNotExist();
    }

    /** Going on from an older one would lose what it holds. */
    @Test
    void aCheckpointOfALaterFormatIsNotPassedBy() throws IOException {
        Path run = cut(SGD, 20);
        List<Path> saved = checkpoints(run.resolve("checkpoints"));
        Path last = saved.get(saved.size() - 1);
        byte[] bytes = Files.readAllBytes(last);
        bytes[Long.BYTES + Integer.BYTES - 1] = 9;
        MessageDigest digest = sha256();
        int content = bytes.length - digest.getDigestLength();
        digest.update(bytes, 0, content);
        System.arraycopy(digest.digest(), 0, bytes, content, digest.getDigestLength());
        Files.write(last, bytes);
        assertThatThrownBy(() -> Runs.resume(Watching.only(), run))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        last + ": of format 9, and this version reads up to 2; go on with the version that wrote it");
        assertThat(Files.readAllBytes(last)).isEqualTo(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Its configuration spells out what goes with rollback. */
    @Test
    void aRunThatRolledBackMayGoOnWithoutIt() throws IOException {
        String steep = INTERVALS + "; penalty.l2=2; learning-rate.initial=4; stop.max-steps=40";
        Path run = cut(steep + "; on-divergence.policy=rollback", 10);
        Runs.resume(Watching.only(), run, "on-divergence.policy=stop");
        assertThat(Files.readString(run.resolve("config.conf"))).contains("policy = stop", "at-most = null");
    }
}
