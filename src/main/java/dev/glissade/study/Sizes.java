package dev.glissade.study;

import dev.glissade.config.BatchSize;
import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import java.util.List;
import java.util.function.Supplier;

/** The batch sizes that a study varies. */
final class Sizes {

    private Sizes() {}

    /**
     * Those of {@code study.batch-sizes}, ascending, each once: {@code all} may be the number that is there already.
     *
     * @param rows N
     * @param usual the study's own, where none is given
     * @throws UserError if one is larger than the table
     */
    static List<Long> of(Configuration configuration, long rows, Supplier<List<Long>> usual) {
        List<BatchSize> given = configuration.study().batchSizes();
        if (given.isEmpty()) {
            return usual.get();
        }
        return given.stream()
                .map(size -> size instanceof BatchSize.Rows of ? within(of.rows(), rows) : (Long) rows)
                .distinct()
                .toList();
    }

    private static long within(long size, long rows) {
        if (size > rows) {
            throw new UserError("study.batch-sizes = %d: the training set has only %d rows".formatted(size, rows));
        }
        return size;
    }
}
