package dev.glissade;

import dev.glissade.run.RunObserver;
import dev.glissade.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what a run or a study says.
 *
 * @param said its lines
 */
public record Listening(List<String> said) implements RunObserver {

    /** One that has heard nothing yet. */
    public Listening() {
        this(new ArrayList<>());
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public TrainingListener training(long maxSteps) {
        return state -> {};
    }

    @Override
    public void trained() {}
}
