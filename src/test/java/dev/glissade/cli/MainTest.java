package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.study.Studies;
import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong before Spark is started ends with status 2 and one line. */
class MainTest {

    @TempDir
    private Path directory;

    private String lastError = "";

    private int run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int status = Main.run(arguments, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        lastError = bytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    private void assertOneLine(String text) {
        assertThat(lastError.lines()).hasSize(1);
        assertThat(lastError).startsWith("glissade: ").contains(text);
    }

    @Test
    void aMissingCommandIsBadUsage() {
        assertThat(run()).isEqualTo(2);
        assertOneLine("a command is missing");
    }

    @Test
    void anUnknownCommandAndAnUnknownOptionAreBadUsage() {
        assertThat(run("tain")).isEqualTo(2);
        assertOneLine("tain");
        assertThat(run("train", "x.conf", "--mster", "local")).isEqualTo(2);
        assertOneLine("--mster");
        assertThat(run("evaluate", "--data", "x.csv")).isEqualTo(2);
        assertOneLine("--model");
    }

    @Test
    void aMissingConfigurationIsNamed() {
        assertThat(run("train", "nosuch.conf")).isEqualTo(2);
        assertOneLine("nosuch.conf");
    }

    @Test
    void anUnknownKeyIsNamedWithItsLine() throws IOException {
        Path conf =
                Files.writeString(directory.resolve("x.conf"), "data.train = a.csv\nmodel.kind = logistic\nlr = 1\n");
        assertThat(run("train", conf.toString())).isEqualTo(2);
        assertOneLine("x.conf line 3: unknown key lr; did you mean learning-rate.initial?");
    }

    @Test
    void aRunThatHasNotBegunDoesNotGoOn() {
        assertThat(run("resume")).isEqualTo(2);
        assertOneLine("RUN_DIR");
        assertThat(run("resume", directory.toString())).isEqualTo(2);
        assertOneLine(directory + ": there is no config.conf in it; no run has begun there");
    }

    @Test
    void eachStudyIsDescribed() {
        String[] described = new CommandLine(new StudyCommand())
                .getCommandSpec()
                .positionalParameters()
                .get(0)
                .description();
        assertThat(described)
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrderElementsOf(Studies.names());
    }

    @Test
    void stackTracesAreShownOnRequestOnly() {
        assertThat(run("--stacktrace", "train", "nosuch.conf")).isEqualTo(2);
        assertThat(lastError).startsWith("glissade: ").contains("\tat dev.glissade.");
    }

    /** Fails as what connects somewhere does, with all that it knows. */
    public static final class Talkative implements TrainingListener {
        public Talkative() {
            throw new IllegalStateException("no answer from https://joe:opensesame@host with key hunter2-of-joe");
        }

        @Override
        public void reached(TrainingState state) {}
    }

    @Test
    void noErrorShowsASecret() throws IOException {
        Path conf = Files.writeString(directory.resolve("x.conf"), "data.train = a.csv\nmodel.kind = linear\n");
        assertThat(run(
                        "--stacktrace",
                        "train",
                        conf.toString(),
                        "spark.hadoop.fs.s3a.secret.key=hunter2-of-joe",
                        "run.listeners=" + Talkative.class.getName()))
                .isEqualTo(2);
        assertThat(lastError)
                .contains("no answer from https://(hidden)@host with key (hidden)")
                .contains("\tat dev.glissade.")
                .doesNotContain("hunter2", "opensesame");
    }

    @Test
    void noPathHoldsAPassword() {
        for (String[] command : new String[][] {
            {"evaluate", "--model", "m", "--data", "ftp://joe:opensesame@host/x"},
            {"evaluate", "--data", "x", "--model", "ftp://joe:opensesame@host/x"},
            {"predict", "--model", "m", "--data", "x", "--out", "ftp://joe:opensesame@host/x"},
            {"evaluate", "--model", "m", "--data", "x", "--master", "spark://joe:opensesame@host:7077"},
        }) {
            assertThat(run(command)).isEqualTo(2);
            assertOneLine("://(hidden)@host");
            assertThat(lastError).contains("must hold no password").doesNotContain("opensesame");
        }
    }

    @Test
    void whatIsWrongWithAnExampleIsToldBeforeItRuns() throws IOException {
        assertThat(run("example", "nosuch")).isEqualTo(2);
        assertOneLine("nosuch: there is no such example, only many-starts and optimum");
        Path there = Files.createFile(directory.resolve("there.png"));
        assertThat(run("example", "optimum", "--out", there.toString())).isEqualTo(2);
        assertOneLine("there.png: exists already");
        assertThat(run(
                        "example",
                        "optimum",
                        "--out",
                        directory.resolve("no/x.png").toString()))
                .isEqualTo(2);
        assertOneLine("x.png: there is no folder " + directory.resolve("no"));
    }

    @Test
    void anExampleDrawsItsPicture() throws IOException {
        Path picture = directory.resolve("x.png");
        assertThat(run("example", "many-starts", "--out", picture.toString())).isZero();
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(1000);
    }

    @Test
    void helpAndVersionAreEverywhere() {
        for (String command : new String[] {"train", "resume", "evaluate", "predict", "export", "example", "cluster"}) {
            assertThat(run(command, "--help")).as(command).isZero();
            assertThat(run(command, "--version")).as(command).isZero();
        }
        assertThat(run("--help")).isZero();
        assertThat(run("--version")).isZero();
    }
}
