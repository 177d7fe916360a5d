package dev.glissade.config;

import com.typesafe.config.ConfigOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a value was written. Places are in reading order: the configuration file, files that it includes, variables,
 * the command line.
 *
 * @param kind what sort of place
 * @param source the file's path, or the name of the place
 * @param line the line from 1, or on the command line the position of the assignment; 0 if there is none
 */
record Place(Kind kind, String source, int line) implements Comparable<Place> {

    /** Sorts of places, in reading order. */
    enum Kind {
        FILE,
        INCLUDED_FILE,
        VARIABLE,
        COMMAND_LINE
    }

    static final String COMMAND_LINE = "command line";

    private static final Pattern FILE_AND_LINE = Pattern.compile("([^,]+): (\\d+)");
    private static final String MERGED = "merge of ";

    private static final Comparator<Place> READING_ORDER =
            Comparator.comparing(Place::kind).thenComparing(Place::source).thenComparing(Place::line);

    /** The configuration file as a whole. */
    static Place file(String file) {
        return new Place(Kind.FILE, file, 0);
    }

    /**
     * The place of a value.
     *
     * @param mainFile the path of the configuration file as it was given
     */
    static Place of(ConfigOrigin origin, String mainFile) {
        if (origin.description().startsWith(COMMAND_LINE)) {
            return new Place(Kind.COMMAND_LINE, COMMAND_LINE, Math.max(0, origin.lineNumber()));
        }
        if (origin.filename() != null) {
            return inFile(origin.filename(), Math.max(0, origin.lineNumber()), mainFile);
        }
        return ofDescription(origin.description(), mainFile);
    }

    /** A value that is put together, ${HOME}/data say, has several origins; the file is the one to mend. */
    private static Place ofDescription(String description, String mainFile) {
        String origins = description.startsWith(MERGED) ? description.substring(MERGED.length()) : description;
        Matcher fileAndLine = FILE_AND_LINE.matcher(origins);
        if (fileAndLine.find() && fileAndLine.group(2).length() < 9) {
            return inFile(fileAndLine.group(1), Integer.parseInt(fileAndLine.group(2)), mainFile);
        }
        return new Place(Kind.VARIABLE, origins, 0);
    }

    private static Place inFile(String file, int line, String mainFile) {
        return new Place(file.equals(mainFile) ? Kind.FILE : Kind.INCLUDED_FILE, file, line);
    }

    /** Whether that line, or the one before, which it may go on from, may hold a secret, so that no message may quote it. */
    boolean looksSecret() {
        if (line == 0) {
            return false;
        }
        try (Stream<String> lines = Files.lines(Path.of(source), StandardCharsets.ISO_8859_1)) {
            return lines.skip(Math.max(0, line - 2L)).limit(2).anyMatch(Secrets::looksSecret);
        } catch (IOException | UncheckedIOException | InvalidPathException noFile) {
            return false;
        }
    }

    @Override
    public int compareTo(Place other) {
        return READING_ORDER.compare(this, other);
    }

    /** As a message begins: "conf/x.conf line 12", "command line". */
    @Override
    public String toString() {
        boolean hasLine = line > 0 && kind != Kind.COMMAND_LINE;
        return hasLine ? source + " line " + line : source;
    }
}
