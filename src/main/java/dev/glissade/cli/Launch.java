package dev.glissade.cli;

import java.util.List;
import java.util.Optional;

/**
 * What the command line says of Spark.
 *
 * @param master the cluster asked for; empty leaves it to the configuration
 * @param jars with classes of the user's own, local files
 */
record Launch(Optional<String> master, List<String> jars) {

    Launch {
        jars = List.copyOf(jars);
    }

    /** The same on another master, if one is given. */
    Launch on(Optional<String> other) {
        return new Launch(other.or(() -> master), jars);
    }

    /** The same on a command line, with a space before each. */
    String options() {
        String all = master.map(" --master "::concat).orElse("");
        return jars.isEmpty() ? all : all + " --jars " + String.join(",", jars);
    }
}
