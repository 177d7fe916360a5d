package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import dev.glissade.schedule.LearningRate;
import java.util.function.UnaryOperator;

/** Drives an update rule over a plain function of the parameters, for tests. */
final class Descent {

    private final Optimizer optimizer;
    private final UnaryOperator<DenseVector> gradient;
    private final ProximalStep proximalStep;
    private DenseVector weights;
    private OptimizerState state;

    Descent(Optimizer optimizer, UnaryOperator<DenseVector> gradient, ProximalStep proximalStep, DenseVector start) {
        this.optimizer = optimizer;
        this.gradient = gradient;
        this.proximalStep = proximalStep;
        this.weights = start;
        this.state = optimizer.newState(start);
    }

    /** Takes one step; returns the weights behind it. */
    DenseVector step(double rate) {
        DenseVector point = optimizer.gradientPoint(weights, state);
        GradientStep step = new GradientStep(weights, point, gradient.apply(point), rate);
        Update update = optimizer.update(step, state, proximalStep);
        weights = update.weights();
        state = update.state();
        return weights;
    }

    /** Takes so many steps at one rate; returns the weights behind them. */
    DenseVector run(int steps, double rate) {
        for (int i = 0; i < steps; i++) {
            step(rate);
        }
        return weights;
    }

    /** Takes so many steps at the rates of a schedule; returns the answer behind them. */
    DenseVector run(int steps, LearningRate schedule) {
        for (int t = 0; t < steps; t++) {
            step(schedule.at(t));
        }
        return answer();
    }

    /** What a run that stopped here would end with. */
    DenseVector answer() {
        return optimizer.answer(weights, state);
    }

    OptimizerState state() {
        return state;
    }
}
