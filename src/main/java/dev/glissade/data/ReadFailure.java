package dev.glissade.data;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;

/** Tells files that cannot be read, which the user can mend, from everything else that can go wrong in a Spark job. */
final class ReadFailure {

    private ReadFailure() {}

    /**
     * Does the work; if it fails for a file that cannot be read, fails with a {@link UserError} that says so.
     *
     * @param table what is read, for the message
     */
    static <T> T asUserError(String table, Supplier<T> work) {
        try {
            return work.get();
        } catch (Exception failure) { // Spark throws checked exceptions without declaring them
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (isUnreadableFile(cause)) {
                    throw new UserError("%s cannot be read: %s".formatted(table, firstLine(deepest(cause))), failure);
                }
            }
            throw failure;
        }
    }

    private static boolean isUnreadableFile(Throwable cause) {
        String condition = cause instanceof SparkThrowable known ? known.getCondition() : null;
        return cause instanceof IOException
                || (condition != null
                        && (condition.startsWith("FAILED_READ_FILE")
                                || condition.startsWith("CANNOT_READ_FILE")
                                || condition.startsWith("UNABLE_TO_INFER_SCHEMA")));
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
        return message.strip().lines().findFirst().orElse("");
    }
}
