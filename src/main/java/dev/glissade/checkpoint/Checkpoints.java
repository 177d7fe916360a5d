package dev.glissade.checkpoint;

import dev.glissade.files.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoints of a run: files {@code checkpoint-NUMBER-step-STEP} in a directory, counted through from 1, the newest few
 * of them.
 */
public final class Checkpoints {

    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})-step-\\d+");

    private final Directory directory;
    private final int keep;
    private long next;

    /**
     * @param directory may not exist yet
     * @param keep how many, at least 1
     * @throws IOException if it cannot be looked into
     */
    public Checkpoints(Directory directory, int keep) throws IOException {
        this.directory = directory;
        this.keep = keep;
        List<String> names = names();
        this.next = names.isEmpty() ? 1 : number(names.get(names.size() - 1)).orElseThrow() + 1;
    }

    /** Where they are. */
    public Directory directory() {
        return directory;
    }

    /** Whether there is none. */
    public boolean isEmpty() throws IOException {
        return names().isEmpty();
    }

    /**
     * The newest whole one.
     *
     * @param warnings is told of each that is skipped, and why
     * @throws UnknownFormatException if one was written by a later version
     * @throws IOException if one cannot be read, broken or not: going on from an older one would lose it
     */
    public Optional<Checkpoint> newest(Consumer<String> warnings) throws IOException {
        List<String> names = new ArrayList<>(names());
        Collections.reverse(names);
        for (String name : names) {
            try {
                return Optional.of(CheckpointReader.read(() -> directory.openForReading(name)));
            } catch (UnknownFormatException later) {
                throw new UnknownFormatException(directory.child(name).toString(), later);
            } catch (BrokenCheckpointException broken) {
                warnings.accept("%s is skipped: %s".formatted(directory.child(name), broken.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** Adds one, and lets go of the oldest if there are too many then. */
    public void add(Checkpoint checkpoint) throws IOException {
        directory.create();
        String name = "checkpoint-%06d-step-%d"
                .formatted(next, checkpoint.point().state().step());
        directory.write(name, out -> CheckpointWriter.write(checkpoint, out));
        next++;
        List<String> names = names();
        for (String old : names.subList(0, Math.max(0, names.size() - keep))) {
            directory.delete(old);
        }
    }

    /** Removes what was being written when a process ended. */
    public void clear() throws IOException {
        directory.removeParts();
    }

    /** From the oldest to the newest. */
    private List<String> names() throws IOException {
        return directory.files().stream()
                .filter(name -> number(name).isPresent())
                .sorted((one, other) ->
                        Long.compare(number(one).orElseThrow(), number(other).orElseThrow()))
                .toList();
    }

    private static OptionalLong number(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
