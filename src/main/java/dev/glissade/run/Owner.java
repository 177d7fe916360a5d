package dev.glissade.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The mark {@code owner.json} in a run directory, of the process that writes there. Another that is told to go on with the
 * run is refused while that process can be seen to live; where it cannot be seen, on another machine, it takes the run over,
 * and the one before it ends as soon as it looks.
 */
final class Owner implements AutoCloseable {

    private static final String NAME = "owner.json";

    private final Directory directory;
    private final String token = UUID.randomUUID().toString();

    private Owner(Directory directory) {
        this.directory = directory;
    }

    /** @throws UserError if a process of this machine is at work in it */
    static void requireNone(Directory directory) throws IOException {
        Optional<JsonNode> mark = mark(directory);
        if (mark.isPresent() && isAlive(mark.get())) {
            throw new UserError("%s: process %d is at work on this run; end it first"
                    .formatted(directory, mark.get().path("process").asLong()));
        }
    }

    /**
     * From now on this process writes there.
     *
     * @throws UserError if another of this machine does
     */
    static Owner of(Directory directory) throws IOException {
        requireNone(directory);
        Owner owner = new Owner(directory);
        owner.mark();
        return owner;
    }

    private void mark() throws IOException {
        ProcessHandle process = ProcessHandle.current();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("token", token);
        fields.put("host", host());
        fields.put("process", process.pid());
        fields.put("started", started(process));
        directory.write(NAME, Json.document(fields));
    }

    /**
     * Looks whether the mark is still this process's. One that somebody has taken away or spoilt is made anew.
     *
     * @throws TakenOverException if it is another's
     * @throws IOException if it cannot be read or made, which says nothing of whose it is
     */
    void check() throws IOException {
        Optional<JsonNode> mark = mark(directory);
        if (mark.isEmpty()) {
            mark();
        } else if (!isOurs(mark.get())) {
            throw new TakenOverException(
                    "%s: another process goes on with this run; this one ends".formatted(directory));
        }
    }

    private boolean isOurs(JsonNode mark) {
        return mark.path("token").asText().equals(token);
    }

    /** The mark is taken away, unless it is another's. */
    @Override
    public void close() throws IOException {
        if (mark(directory).filter(this::isOurs).isPresent()) {
            directory.delete(NAME);
        }
    }

    /** Empty if there is none, or somebody has spoilt it. */
    private static Optional<JsonNode> mark(Directory directory) throws IOException {
        if (!directory.has(NAME)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(new String(directory.read(NAME), StandardCharsets.UTF_8)));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** By its number and the time of its start, as numbers come again. */
    private static boolean isAlive(JsonNode mark) {
        String started = mark.path("started").asText();
        return !started.isEmpty()
                && mark.path("host").asText().equals(host())
                && ProcessHandle.of(mark.path("process").asLong())
                        .filter(process -> started(process).equals(started))
                        .isPresent();
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    /** Empty if this machine does not know its own name. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }
}
