package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glissade.config.UserError;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run directory is written by one process at a time. */
class OwnerTest {

    @TempDir
    private Path directory;

    private Path run;

    @BeforeEach
    void nameRun() {
        run = directory.resolve("run");
    }

    private RunSummary train(Path where, TrainingListener listener) throws IOException {
        Path table = Files.writeString(directory.resolve("table.csv"), "x,y\n1,1\n2,-1\n-3,-1\n0.5,1\n-2,1\n4,-1\n");
        return Runs.train(
                watching(listener),
                directory,
                List.of("data { train = \"" + table + "\", label = y }", "model.kind = logistic"),
                "gradient.batch-size=2",
                "learning-rate.initial=0.1",
                "stop.max-steps=20",
                "checkpoint.every-steps=4",
                "run.dir=" + where);
    }

    private static RunObserver watching(TrainingListener listener) {
        return new RunObserver() {
            @Override
            public void say(String line) {}

            @Override
            public TrainingListener training(long maxSteps) {
                return listener;
            }

            @Override
            public void trained() {}
        };
    }

    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whileItRunsNobodyElseGoesOnWithIt() throws IOException {
        train(run, state -> {
            if (state.step() == 10) {
                assertThatThrownBy(() -> Runs.resume(watching(other -> {}), run))
                        .isInstanceOf(UserError.class)
                        .hasMessage("%s: process %d is at work on this run; end it first"
                                .formatted(run, ProcessHandle.current().pid()));
            }
        });
        assertThat(run.resolve("summary.json")).exists();
        assertThat(run.resolve("owner.json")).doesNotExist();
    }

    /** From another machine, say, where it could not be seen that this process lives. */
    @Test
    void aRunThatWasTakenOverEnds() throws IOException {
        assertThatThrownBy(() -> train(run, state -> {
                    if (state.step() == 9) {
                        write(
                                run.resolve("owner.json"),
                                "{\"token\":\"another\",\"host\":\"elsewhere\",\"process\":1}");
                    }
                }))
                .isInstanceOf(TakenOverException.class)
                .hasMessage("%s: another process goes on with this run; this one ends".formatted(run));
        assertThat(run.resolve("summary.json")).doesNotExist();
        assertThat(run.resolve("model")).doesNotExist();
        assertThat(Files.readString(run.resolve("owner.json"))).contains("another"); // it is the other's to take away
        assertThat(Files.readString(run.resolve("metrics.jsonl"))).doesNotContain("\"step\":13");
        RunSummary resumed = Runs.resume(watching(state -> {}), run);
        RunSummary whole = train(directory.resolve("whole"), state -> {});
        assertThat(resumed.weightsSha256()).isEqualTo(whole.weightsSha256());
    }

    @Test
    void aMarkThatIsTakenAwayOrSpoiltIsMadeAnew() throws IOException {
        String[] marks = new String[2];
        train(run, state -> {
            if (state.step() == 5) {
                write(run.resolve("owner.json"), "{\"tok");
            }
            if (state.step() == 10) {
                marks[0] = read(run.resolve("owner.json"));
                assertThat(run.resolve("owner.json").toFile().delete()).isTrue();
            }
            if (state.step() == 15) {
                marks[1] = read(run.resolve("owner.json"));
            }
        });
        assertThat(marks[0]).contains("\"token\"").isEqualTo(marks[1]);
        assertThat(run.resolve("summary.json")).exists();
        assertThat(run.resolve("owner.json")).doesNotExist();
    }

    /** It is not this process's to save any more. */
    @Test
    void aRunThatWasTakenOverIsNotSavedWhenItIsInterrupted() throws IOException {
        assertThatThrownBy(() -> train(run, state -> {
                    if (state.step() == 10) {
                        throw new Cut();
                    }
                }))
                .isInstanceOf(Cut.class);
        TrainingRun[] resumed = new TrainingRun[1];
        resumed[0] = Runs.goingOn(
                watching(state -> {
                    if (state.step() == 10) {
                        write(run.resolve("owner.json"), "{\"token\":\"another\"}");
                        resumed[0].interrupt();
                    }
                }),
                run);
        String[] before = run.resolve("checkpoints").toFile().list();
        assertThatThrownBy(() -> resumed[0].execute())
                .isInstanceOf(RunInterruptedException.class)
                .hasMessage("interrupted; another process goes on with this run");
        assertThat(run.resolve("checkpoints").toFile().list()).containsExactlyInAnyOrder(before);
    }

    /** The mark of a process that is gone is in nobody's way, though its number was given to another, or it is spoilt. */
    @ParameterizedTest
    @ValueSource(strings = {"gone", "another's number", "spoilt", "nameless"})
    void aMarkIsLeftBehind(String how) throws IOException {
        String[] mark = new String[1];
        assertThatThrownBy(() -> train(run, state -> {
                    if (state.step() == 10) {
                        mark[0] = read(run.resolve("owner.json"));
                        throw new Cut();
                    }
                }))
                .isInstanceOf(Cut.class);
        ObjectNode fields = (ObjectNode) Json.parse(mark[0]);
        switch (how) {
            case "gone" -> fields.put("process", Long.MAX_VALUE);
            case "another's number" -> fields.put("started", "2001-01-01T00:00:00Z");
            case "nameless" -> fields.put("started", "");
            default -> {}
        }
        String left = how.equals("spoilt") ? mark[0].substring(0, 20) : fields.toString();
        write(run.resolve("owner.json"), left);
        Runs.resume(watching(state -> {}), run);
        assertThat(run.resolve("summary.json")).exists();
        assertThat(run.resolve("owner.json")).doesNotExist();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
