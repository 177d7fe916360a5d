package dev.glissade.data;

import dev.glissade.config.UserError;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a table is stored. */
public enum TableFormat {
    /**
     * A line a row: its label, then {@code index:value} pairs, indices ascending from 1; {@code #} begins a comment.
     */
    LIBSVM,
    /** A line a row, fields between commas, names of the columns in the first line of each file. */
    CSV,
    /** Apache Parquet: columns of numbers, of vectors or of arrays. */
    PARQUET,
    /** Apache ORC: columns of numbers, of vectors or of arrays. */
    ORC,
    /**
     * An object a line, a field a column. Its columns are all fields of all lines, in the order of their names; a row
     * has each of those that are read.
     */
    JSON;

    private static final Map<String, TableFormat> BY_ENDING = Map.of(
            "svm", LIBSVM,
            "libsvm", LIBSVM,
            "csv", CSV,
            "parquet", PARQUET,
            "orc", ORC,
            "json", JSON,
            "jsonl", JSON,
            "ndjson", JSON);

    /**
     * The format that the ending of a path tells.
     *
     * @param path a file, a directory, a pattern, or several of them between commas
     * @throws UserError naming {@code data.format} if it tells none, or several
     */
    public static TableFormat ofPath(String path) {
        Optional<TableFormat> found = Optional.empty();
        for (String one : InputPaths.split(path)) {
            Optional<TableFormat> format = ofEnding(one);
            if (format.isEmpty()) {
                throw new UserError(("data.format is not set and the ending of %s tells none"
                                + " (.svm, .libsvm, .csv, .json, .jsonl, .ndjson, each with .gz or .bz2 behind it,"
                                + " or .parquet or .orc)")
                        .formatted(one));
            }
            if (found.isPresent() && !found.equals(format)) {
                throw new UserError("data.format is not set and %s holds several formats (%s, %s)"
                        .formatted(path, found.get(), format.get()));
            }
            found = format;
        }
        return found.orElseThrow(() -> new UserError("data.format is not set and there is no path to tell it"));
    }

    private static Optional<TableFormat> ofEnding(String path) {
        String name = withoutSlashes(path).toLowerCase(Locale.ROOT);
        boolean packed = name.endsWith(".gz") || name.endsWith(".bz2");
        String plain = packed ? name.substring(0, name.lastIndexOf('.')) : name;
        Optional<TableFormat> format = Optional.ofNullable(BY_ENDING.get(plain.substring(plain.lastIndexOf('.') + 1)))
                .filter(found -> plain.contains("."));
        return format.filter(found -> !packed || found.isText());
    }

    /** Whether it is lines of text, which may be compressed as a whole. */
    private boolean isText() {
        return this != PARQUET && this != ORC;
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** The value of {@code data.format}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
