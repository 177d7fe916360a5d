package dev.glissade.cli;

import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Takes its time at every step from that on that a file here names, if there is one, so that a run is caught before its
 * end.
 */
public final class Dawdler implements TrainingListener {

    static final String FILE = "dawdle-from";

    private final long from;

    public Dawdler() throws IOException {
        Path file = Path.of(FILE);
        from = Files.exists(file) ? Long.parseLong(Files.readString(file)) : Long.MAX_VALUE;
    }

    @Override
    public void reached(TrainingState state) {
        try {
            TimeUnit.MILLISECONDS.sleep(state.step() >= from ? 100 : 0);
        } catch (InterruptedException woken) {
            Thread.currentThread().interrupt();
        }
    }
}
