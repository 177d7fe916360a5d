package dev.glissade.training;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.FunctionSource;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import java.util.List;
import java.util.Optional;

/** A run on a plain function of the parameters, for tests: without a penalty, and ended by the number of steps alone. */
record FunctionRun(
        DifferentiableFunction function, GradientEstimator estimator, Optimizer optimizer, LearningRate rate) {

    /** Plain descent at one rate. */
    static FunctionRun descent(DifferentiableFunction function, double rate) {
        return of(function, new Sgd(), LearningRates.constant(rate));
    }

    /** Full gradients. */
    static FunctionRun of(DifferentiableFunction function, Optimizer optimizer, LearningRate rate) {
        return new FunctionRun(function, new FullGradient(), optimizer, rate);
    }

    /** So many steps from these weights, with an evaluation every so often. */
    TrainingResult train(long steps, long evaluateEvery, DenseVector start, TrainingListener... listeners) {
        GradientSource data = new FunctionSource(function);
        Checks checks =
                new Checks(evaluateEvery, List.of(StopRules.maxSteps(steps)), Double.MAX_VALUE, Optional.empty());
        return new Trainer(estimator, Penalty.none(data.model().layout()), optimizer, rate, checks)
                .train(data, start, listeners);
    }

    /** So many steps from these weights, without evaluations on the way. */
    TrainingResult train(long steps, DenseVector start) {
        return train(steps, Long.MAX_VALUE, start);
    }
}
