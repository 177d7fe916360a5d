package dev.glissade.study;

import dev.glissade.config.BatchSize;
import dev.glissade.config.BatchSizeSettings;
import dev.glissade.config.Configuration;
import dev.glissade.config.InvalidSettingException;
import dev.glissade.config.UserError;
import java.util.Optional;

/** A question about a configuration and its data, answered by measurements. */
interface Study {

    /** What users call it. */
    String name();

    /** What it varies, for a message. */
    default String varies() {
        return "batch size and learning rate";
    }

    /** The setting that fixes what the study varies, as "key = value: why"; empty if none does. */
    default Optional<String> fixedBy(Configuration configuration) {
        return Fixed.rate(configuration).or(() -> Fixed.batchSize(configuration));
    }

    /**
     * A configuration varied as the study varies it.
     *
     * @throws InvalidSettingException if it cannot be
     * @throws UserError if what it varies is varied by the configuration already
     */
    default Configuration varied(Configuration configuration) {
        if (configuration.batchSizes().kind() != BatchSizeSettings.Kind.CONSTANT) {
            throw new UserError(
                    "study %s: batch-size-schedule.kind must be constant, as the batch size is what it varies"
                            .formatted(name()));
        }
        return configuration
                .withBatchSize(BatchSize.rows(1))
                .withRate(Double.MAX_VALUE)
                .withSeed(1);
    }

    /**
     * Does whatever work was not done yet, and says what all of it comes to. Nothing but the configuration and the pieces of work may enter
     * the findings.
     */
    Findings on(Desk desk);
}
