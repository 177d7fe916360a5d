package dev.glissade.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Something to look at: a few runs on one machine, without Spark, that come to a table and a picture. */
public interface Example {

    /** What the runs look like. */
    interface Picture {

        /** Writes a PNG image. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Makes the runs.
     *
     * @param table takes its lines, as soon as each is known
     */
    Picture run(Consumer<String> table);
}
