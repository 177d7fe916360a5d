package dev.glissade.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bad rows that were left out of a table.
 *
 * @param rowsRead all rows of the table, the bad ones among them
 * @param counts rows by what was found wrong with them first; none of 0
 * @param first the first of them in the order of reading: place, value and what is wrong with it; empty if there is none
 */
public record SkippedRows(long rowsRead, Map<RowFault, Long> counts, Optional<String> first) {

    public SkippedRows {
        Map<RowFault, Long> ordered = new EnumMap<>(RowFault.class);
        ordered.putAll(counts);
        counts = Collections.unmodifiableMap(ordered);
    }

    /** How many rows were left out. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
