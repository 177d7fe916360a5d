package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glissade.Listening;
import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.UserError;
import dev.glissade.model.ModelKind;
import dev.glissade.run.Json;
import dev.glissade.run.RunObserver;
import dev.glissade.run.StudyDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a study leaves behind, and that it goes on where it was. */
class StudyRunTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private final RunObserver observer = new Listening(said);

    @BeforeEach
    void rows() throws IOException {
        SplittableRandom random = new SplittableRandom(621);
        StringBuilder csv = new StringBuilder("y,a,b\n");
        for (int i = 0; i < 300; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            csv.append("%s,%s,%s%n".formatted(2 * a - b + random.nextGaussian(), a, b));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
    }

    private Configuration configuration(String... more) {
        List<String> overrides = new ArrayList<>(List.of(more));
        return new ConfigurationLoader(ModelKind.names())
                .loadText(
                        """
                        data { train = "%s", label = y }
                        model.kind = linear
                        learning-rate.initial = 0.2
                        stop.max-steps = 60
                        study { batch-sizes = [2, 8, all], seeds = 2 }
                        run.dir = "%s"
                        """.formatted(folder.resolve("rows.csv"), folder.resolve("study")),
                        "the test's configuration",
                        overrides);
    }

    private Path run(String... more) throws IOException {
        return Path.of(new StudyRun("batch-size", configuration(more)).execute(SharedSpark.session(), observer));
    }

    @Test
    void leavesATableVerdictsAReportAndPictures() throws IOException {
        Path study = run("stop.max-steps=400");
        List<String> table = Files.readAllLines(study.resolve("study.csv"));
        assertThat(table.get(0))
                .isEqualTo("batchSize,seed,learningRate,status,stepsToTarget,epochsToTarget,secondsToTarget,"
                        + "finalObjective,neighbourhood,testMetric");
        assertThat(table).hasSize(1 + 3 * 2);
        assertThat(table.get(6)).startsWith("300,1,0.2,converged,");
        JsonNode verdicts = Json.parse(Files.readString(study.resolve("study.json")));
        assertThat(verdicts.get("study").textValue()).isEqualTo("batch-size");
        assertThat(verdicts.get("batchSizes")).hasSize(3);
        double few = verdicts.get("batchSizes")
                .get(0)
                .get("neighbourhood")
                .get("estimate")
                .doubleValue();
        double more = verdicts.get("batchSizes")
                .get(1)
                .get("neighbourhood")
                .get("estimate")
                .doubleValue();
        assertThat(few).isGreaterThan(2 * more);
        assertThat(study.resolve("report.html")).content().contains("The neighbourhood that runs end in");
        try (var pictures = Files.list(study.resolve("plots"))) {
            assertThat(pictures.map(file -> file.getFileName().toString()))
                    .contains("neighbourhood.png", "objective-by-epochs.png", "distance-by-steps.png");
        }
        assertThat(said).anyMatch(line -> line.endsWith("runs-300: 6 of 6 runs"));
    }

    /** What it has it keeps, to the bit; what is missing it does again, to the same bits but for seconds, which it has. */
    @Test
    void goesOnWhereItWas() throws IOException {
        Path study = run();
        byte[] table = Files.readAllBytes(study.resolve("study.csv"));
        byte[] verdicts = Files.readAllBytes(study.resolve("study.json"));
        byte[] report = Files.readAllBytes(study.resolve("report.html"));
        Files.delete(study.resolve("pieces/runs-8.json"));
        Files.delete(study.resolve("pieces/reference.json"));
        Files.delete(study.resolve("study.json"));
        said.clear();
        run("engine.partitions=3");
        assertThat(said).anyMatch(line -> line.startsWith("runs-2: 2 of 6 runs, known from before"));
        assertThat(said).anyMatch(line -> line.startsWith("runs-8: 4 of 6 runs, about"));
        assertThat(Files.readAllBytes(study.resolve("study.csv"))).isEqualTo(table);
        assertThat(Files.readAllBytes(study.resolve("study.json"))).isEqualTo(verdicts);
        assertThat(Files.readAllBytes(study.resolve("report.html"))).isEqualTo(report);
    }

    @Test
    void itsReportIsMadeAgainWithoutTheRows() throws IOException {
        Path study = run();
        byte[] report = Files.readAllBytes(study.resolve("report.html"));
        Files.delete(study.resolve("report.html"));
        Files.delete(folder.resolve("rows.csv"));
        new StudyRun("batch-size", configuration()).report(new org.apache.hadoop.conf.Configuration(), said::add);
        assertThat(Files.readAllBytes(study.resolve("report.html"))).isEqualTo(report);
        Files.delete(study.resolve("pieces/runs-8.json"));
        assertThatThrownBy(() -> new StudyRun("batch-size", configuration())
                        .report(new org.apache.hadoop.conf.Configuration(), said::add))
                .isInstanceOf(UserError.class)
                .hasMessage("%s: the study is not finished; glissade resume goes on with it".formatted(study));
    }

    @Test
    void anotherStudyDoesNotGoOnWithIt() throws IOException {
        Path study = run();
        assertThatThrownBy(() -> run("seed=7", "study.seeds=3"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        ("run.dir = %s: a study goes on as it began: seed = 7, and was 0; study.seeds = 3, and was 2;"
                                        + " only checkpoint.*, run.*, spark.*, the places of the data and how many partitions may change")
                                .formatted(study));
        assertThatThrownBy(
                        () -> new StudyRun("linear-scaling", configuration()).execute(SharedSpark.session(), observer))
                .isInstanceOf(UserError.class)
                .hasMessage("run.dir = %s: there is a study of another kind in it, batch-size".formatted(study));
    }

    /** A key that this version has and that one had not was what it is by default. */
    @Test
    void aStudyOfAnEarlierVersionGoesOn() throws IOException {
        Path study = run();
        byte[] table = Files.readAllBytes(study.resolve("study.csv"));
        ObjectNode begun = (ObjectNode) Json.parse(Files.readString(study.resolve("begun.json")));
        ((ObjectNode) begun.get("configuration")).remove(List.of("study.draws", "learning-rate.scaling"));
        Files.writeString(study.resolve("begun.json"), begun.toString());
        run();
        assertThat(Files.readAllBytes(study.resolve("study.csv"))).isEqualTo(table);
    }

    @Test
    void itsRowsMayMoveButNotChange() throws IOException {
        Path study = run();
        Path moved = Files.copy(folder.resolve("rows.csv"), folder.resolve("moved.csv"));
        Files.delete(study.resolve("pieces/runs-8.json"));
        run("data.train=" + moved);
        assertThat(study.resolve("pieces/runs-8.json")).exists();
        Files.delete(study.resolve("pieces/runs-8.json"));
        Files.writeString(moved, Files.readString(moved) + "1,2,3\n");
        assertThatThrownBy(() -> run("data.train=" + moved))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "data.train: is not the table of the study in %s: its fingerprint is ".formatted(study));
        assertThat(study.resolve("pieces/runs-8.json")).doesNotExist();
    }

    @Test
    void itsTestSetMayNotGoMissing() throws IOException {
        Path tests = Files.copy(folder.resolve("rows.csv"), folder.resolve("tests.csv"));
        Path study = run("data.test=" + tests);
        Files.delete(study.resolve("pieces/runs-8.json"));
        assertThatThrownBy(this::run)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "data.test: is not the table of the study in %s: its fingerprint is none, and was "
                                .formatted(study));
    }

    /** All rows may be named twice; nothing is worked on for sizes that there are no rows for. */
    @Test
    void batchSizesAreOfTheTable() throws IOException {
        assertThatThrownBy(() -> run("study.batch-sizes=[2,500]"))
                .isInstanceOf(UserError.class)
                .hasMessage("study.batch-sizes = 500: the training set has only 300 rows");
        assertThat(folder.resolve("study/pieces/runs-2.json")).doesNotExist();
        Path other = folder.resolve("other");
        run("study.batch-sizes=[8,300,all]", "run.dir=" + other);
        assertThat(Files.readAllLines(other.resolve("study.csv"))).hasSize(1 + 2 * 2);
    }

    @Test
    void aTargetThatNoRunCanMeetIsRefused() {
        assertThatThrownBy(() -> run("study.target=0.001"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("study.target = 0.001: no run can meet it; the minimum is ");
    }

    @Test
    void batchesThatGrowDoNotGoWithAStudyThatVariesThem() {
        assertThatThrownBy(() -> run("batch-size-schedule.kind=step", "batch-size-schedule.every=5 epochs"))
                .isInstanceOf(UserError.class)
                .hasMessage("study batch-size: batch-size-schedule.kind must be constant, as the batch size is what it"
                        + " varies");
    }

    @Test
    void runsThatDivergedAreTold() throws IOException {
        Path study = run("learning-rate.initial=1.5", "study.batch-sizes=[2,all]");
        JsonNode few = Json.parse(Files.readString(study.resolve("study.json")))
                .get("batchSizes")
                .get(0);
        assertThat(few.get("diverged").longValue()).isEqualTo(2);
        assertThat(few.get("secondsPerStep").isNull()).isTrue();
        assertThat(study.resolve("report.html")).content().contains("diverged, left out of all figures");
    }

    @Test
    void oneProcessAtATimeWorksOnIt() throws IOException {
        try (StudyDirectory held =
                StudyDirectory.open("batch-size", configuration(), new org.apache.hadoop.conf.Configuration())) {
            assertThatThrownBy(this::run)
                    .isInstanceOf(UserError.class)
                    .hasMessage("%s: process %d is at work on this run; end it first"
                            .formatted(held, ProcessHandle.current().pid()));
        }
        assertThat(run().resolve("owner.json")).doesNotExist();
    }

    @Test
    void aPieceThatCannotBeReadIsNamed() throws IOException {
        Path study = run();
        Files.writeString(study.resolve("pieces/runs-8.json"), "{");
        assertThatThrownBy(this::run)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("%s: piece of work runs-8: ".formatted(study));
    }

    /** As versions with other seeds or rates left it: figures of two ways of measuring are not put into one table. */
    @Test
    void aPieceOfOtherRunsIsRefused() throws IOException {
        Path study = run();
        Path piece = study.resolve("pieces/runs-8.json");
        Files.writeString(piece, Files.readString(piece).replaceFirst("\"seed\" : 1", "\"seed\" : 4"));
        assertThatThrownBy(this::run)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "%s: its piece of work runs-8 is of other runs than this version takes; begin the study anew in another run.dir"
                                .formatted(study));
    }

    @Test
    void aFinishedStudyThatLacksAPieceIsNotDone() throws IOException {
        Path study = run();
        StudyRun again = new StudyRun("batch-size", configuration());
        assertThat(again.isDone(new org.apache.hadoop.conf.Configuration())).isTrue();
        Files.delete(study.resolve("pieces/runs-8.json"));
        assertThat(again.isDone(new org.apache.hadoop.conf.Configuration())).isFalse();
    }

    @Test
    void aDirectoryWithSomethingElseIsLeftAlone() throws IOException {
        Files.createDirectory(folder.resolve("study"));
        Files.writeString(folder.resolve("study/notes.txt"), "mine");
        assertThatThrownBy(this::run)
                .isInstanceOf(UserError.class)
                .hasMessage("run.dir = %s: there is something in it already; a run never overwrites another"
                        .formatted(folder.resolve("study")));
    }

    /** The setting is named that is in the way, and no value that nobody gave. */
    @ParameterizedTest
    @ValueSource(strings = {"batch-size", "linear-scaling"})
    void whatFixesABatchSizeIsNamed(String name) {
        assertThatThrownBy(() -> new StudyRun(name, configuration("gradient.kind=full"))
                        .execute(SharedSpark.session(), observer))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "study %s varies batch size and learning rate, which does not go with gradient.kind = full: it takes all rows",
                        name);
        Configuration solver = configuration("optimizer.kind=lbfgs", "learning-rate.initial=null");
        assertThatThrownBy(() -> new StudyRun(name, solver).execute(SharedSpark.session(), observer))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "study %s varies batch size and learning rate, which does not go with optimizer.kind = lbfgs: it finds its own step",
                        name);
        assertThat(folder.resolve("study")).doesNotExist();
    }

    @Test
    void aStudyThatThereIsNotIsNamed() {
        assertThatThrownBy(() -> new StudyRun("batchsize", configuration()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "batchsize: there is no such study; there are batch-size, convergence, gradient-noise, learning-rate, linear-scaling");
    }
}
