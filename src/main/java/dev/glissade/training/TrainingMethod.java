package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.penalty.Penalty;
import java.util.Iterator;
import java.util.List;

/** A way from initial weights to trained ones: a sequence of states, one an update. */
public interface TrainingMethod {

    /** The penalty of the objective. */
    Penalty penalty();

    /** What is looked at behind each step. */
    Checks checks();

    /** The run's states, worked out as they are asked for: the start, then one per update; the last has its reason. */
    Iterator<TrainingState> states(GradientSource data, DenseVector initial);

    /** Runs from these weights to the end, wherever that is. */
    default TrainingResult train(GradientSource data, DenseVector initial, TrainingListener... listeners) {
        List<TrainingListener> all = List.of(listeners);
        return new Training(
                        this, data, Rollback.NEVER, point -> all.forEach(listener -> listener.reached(point.state())))
                .from(initial);
    }
}
