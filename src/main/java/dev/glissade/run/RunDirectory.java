package dev.glissade.run;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The directory of a run: found free before anything is read, made when training begins. */
final class RunDirectory {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunDirectory() {}

    /**
     * Where the run will write; nothing is made yet.
     *
     * @param given {@code run.dir}; if empty, a new directory {@code runs/NAME-TIME}
     * @throws UserError if the given directory holds something already: nothing is ever overwritten
     */
    static Directory choose(Optional<String> given, String name, Configuration hadoop) throws IOException {
        if (given.isPresent()) {
            Directory directory = Directory.at(given.get(), hadoop);
            if (!directory.isEmpty()) {
                throw new UserError("run.dir = %s: there is something in it already; a run never overwrites another"
                        .formatted(given.get()));
            }
            return directory;
        }
        String stem = "runs/%s-%s".formatted(name, TIME.format(LocalDateTime.now(ZoneId.systemDefault())));
        Directory directory = Directory.at(stem, hadoop);
        for (int copy = 2; directory.exists(); copy++) {
            directory = Directory.at(stem + "-" + copy, hadoop);
        }
        return directory;
    }
}
