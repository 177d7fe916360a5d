package dev.glissade.data;

import dev.glissade.config.UserError;
import java.util.Locale;
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
    PARQUET;

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
                                + " (.svm, .libsvm, .csv, each with .gz or .bz2 behind it, or .parquet)")
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
        if (name.endsWith(".parquet")) {
            return Optional.of(PARQUET);
        }
        String text = name.endsWith(".gz") || name.endsWith(".bz2") ? name.substring(0, name.lastIndexOf('.')) : name;
        if (text.endsWith(".svm") || text.endsWith(".libsvm")) {
            return Optional.of(LIBSVM);
        }
        return text.endsWith(".csv") ? Optional.of(CSV) : Optional.empty();
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
