package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Commands in one process, one after the other, for what needs no process of its own: see {@link ManyCommands}. */
final class OneProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDED = "";

    private final Process process;
    private final Path errors;
    private final Writer questions;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** Starts it in a directory. */
    OneProcess(Path directory) throws IOException {
        errors = Files.createTempFile(directory, "stderr", ".txt");
        ProcessBuilder builder = new ProcessBuilder(Glissade.command(ManyCommands.class))
                .directory(directory.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        process = builder.start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers"); // one that waits in a read cannot be interrupted
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        } finally {
            answers.add(ENDED);
        }
    }

    /** Runs one command to its end. */
    Glissade.Outcome run(String... arguments) {
        try {
            questions.write(JSON.writeValueAsString(arguments) + "\n");
            questions.flush();
            String line = answers.poll(4, TimeUnit.MINUTES);
            assertThat(line).as(Files.readString(errors)).isNotNull().isNotEqualTo(ENDED);
            JsonNode answer = JSON.readTree(line);
            return new Glissade.Outcome(
                    answer.get("status").asInt(),
                    answer.get("out").asText(),
                    answer.get("errors").asText());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
