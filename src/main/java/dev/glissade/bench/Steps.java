package dev.glissade.bench;

import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.LearningRates;
import dev.glissade.training.Checks;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingState;
import java.util.Iterator;

/** Steps of plain descent, one after the other in a run without an end. */
final class Steps {

    private static final double RATE = 0.1;

    private final Iterator<TrainingState> states;

    private Steps(GradientSource data, GradientEstimator gradient) {
        this(data, gradient, Penalty.none(data.model().layout()), new Sgd());
    }

    private Steps(GradientSource data, GradientEstimator gradient, Penalty penalty, Optimizer rule) {
        Trainer trainer =
                new Trainer(gradient, penalty, rule, LearningRates.constant(RATE), Checks.every(Long.MAX_VALUE));
        states = trainer.states(data, DenseVector.zeros(data.model().layout().size()));
        states.next(); // the start, with its evaluation
    }

    /** On batches of an epoch shuffle; all rows at once where there are not more. */
    static Steps ofBatches(GradientSource data, long rows, long seed) {
        return rows >= data.rows()
                ? new Steps(data, new FullGradient())
                : new Steps(data, new MiniBatchGradient(new Sampling(Sampling.Mode.EPOCH_SHUFFLE, seed), rows));
    }

    /** On batches of an epoch shuffle that are not all rows, without what they say of the gradient's noise. */
    static Steps withoutNoise(GradientSource data, long rows, long seed) {
        Sampling sampling = new Sampling(Sampling.Mode.EPOCH_SHUFFLE, seed);
        return new Steps(data, new MiniBatchGradient(sampling, rows).withoutNoise());
    }

    /** The same by another rule. */
    static Steps ofBatches(GradientSource data, long rows, long seed, Penalty penalty, Optimizer rule) {
        Sampling sampling = new Sampling(Sampling.Mode.EPOCH_SHUFFLE, seed);
        return new Steps(data, new MiniBatchGradient(sampling, rows), penalty, rule);
    }

    /** Each on all rows. */
    static Steps ofAllRows(GradientSource data) {
        return new Steps(data, new FullGradient());
    }

    void take() {
        states.next();
    }
}
