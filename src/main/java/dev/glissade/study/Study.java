package dev.glissade.study;

import dev.glissade.config.BatchSize;
import dev.glissade.config.Configuration;
import dev.glissade.config.InvalidSettingException;
import dev.glissade.config.UserError;

/** A question about a configuration and its data, answered by measurements. */
interface Study {

    /** What users call it. */
    String name();

    /** What it asks, in a line. */
    String what();

    /**
     * Varied as the study varies it, before anything is read.
     *
     * @throws UserError if it cannot be
     */
    default void requireVariable(Configuration configuration) {
        try {
            configuration
                    .withBatchSize(BatchSize.rows(1))
                    .withRate(Double.MAX_VALUE)
                    .withSeed(1);
        } catch (InvalidSettingException cannot) {
            throw new UserError(
                    "study %s varies batch size and learning rate: %s".formatted(name(), cannot.getMessage()));
        }
    }

    /**
     * Does whatever work was not done yet, and says what all of it comes to. Nothing but the configuration and the pieces of work may enter
     * the findings.
     */
    Findings on(Desk desk);
}
