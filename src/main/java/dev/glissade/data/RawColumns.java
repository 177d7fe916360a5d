package dev.glissade.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * Columns of text and numbers that become features; for the driver only.
 *
 * @param names {@code data.columns.names}: of the columns of a CSV without a header; empty where its first line has them
 * @param numeric {@code data.columns.numeric}: columns of numbers; empty for all that have no other use, until they are known
 * @param categorical {@code data.columns.categorical}: columns of which each value becomes a feature of 0 or 1
 * @param hashed {@code data.columns.hashed}: columns of which each value becomes a feature by its hash
 * @param hashSize {@code data.columns.hash-size}: features that the hashed columns share
 */
public record RawColumns(
        List<String> names, List<String> numeric, List<String> categorical, List<String> hashed, int hashSize) {

    public RawColumns {
        names = List.copyOf(names);
        numeric = List.copyOf(numeric);
        categorical = List.copyOf(categorical);
        hashed = List.copyOf(hashed);
    }

    /** The same with numeric columns that are known. */
    RawColumns withNumeric(List<String> found) {
        return new RawColumns(names, found, categorical, hashed, hashSize);
    }

    /** The same of tables without a header that lack one column, too. */
    RawColumns withoutName(String name) {
        return new RawColumns(
                names.stream().filter(each -> !each.equals(name)).toList(), numeric, categorical, hashed, hashSize);
    }

    /** All that become features, in the order of these. */
    List<String> all() {
        return Stream.of(numeric, categorical, hashed).flatMap(List::stream).toList();
    }
}
