package dev.glissade.run;

import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a run says, and does something at each of its states. */
final class Watching implements RunObserver {

    final List<String> said = new ArrayList<>();
    final List<Long> steps = new ArrayList<>();
    private final TrainingListener then;

    /** A machine that goes down. */
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Watching(TrainingListener then) {
        this.then = then;
    }

    static Watching only() {
        return new Watching(state -> {});
    }

    /** Cuts the run down at its first state behind so many steps. */
    static Watching cutAt(long step) {
        return new Watching(state -> {
            if (state.step() >= step) {
                throw new Cut();
            }
        });
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public TrainingListener training(long maxSteps) {
        return this::reached;
    }

    private void reached(TrainingState state) {
        steps.add(state.step());
        then.reached(state);
    }

    @Override
    public void trained() {}
}
