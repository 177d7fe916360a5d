package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.FewEntries;
import dev.glissade.model.ParameterLayout;
import dev.glissade.penalty.Penalty;
import java.util.List;
import java.util.Optional;

/**
 * {@link Sgd} with an L2 penalty, w⁺ = (1 − η·l2)·w − ηg, at the cost of the gradient's entries that are not 0: the weights are
 * kept as s·v, s⁺ = (1 − η·l2)·s and v⁺ = v − (η/s⁺)·g, intercepts, which no penalty touches, within v as they are (Bottou
 * 2012, section 5.1).
 *
 * <p>The bits are not those of {@link Sgd}: a factor is multiplied up where that one subtracts at each step. The state holds
 * [v, (s)]; when s leaves [2⁻³², 2³²], as it may after many steps, v = w and s = 1 again. From a state of {@link Sgd}, which has
 * none, it goes on with these: so runs go on whose steps were not lazy when they began.
 *
 * @param penalty the objective's, without L1
 */
public record LazySgd(Penalty penalty) implements Optimizer {

    private static final double LARGEST = 0x1p32;

    public LazySgd {
        if (penalty.l1() != 0) {
            throw new IllegalArgumentException("l1 = %s: lazy steps have no proximal step".formatted(penalty.l1()));
        }
    }

    @Override
    public boolean takesProximalSteps() {
        return false;
    }

    @Override
    public boolean takesSmoothPenalty() {
        return true;
    }

    @Override
    public OptimizerState newState(DenseVector weights) {
        return state(0, 1, weights);
    }

    private static OptimizerState state(long updates, double scale, DenseVector scaled) {
        return new OptimizerState(updates, List.of(scaled, DenseVector.of(scale)));
    }

    @Override
    public OptimizerState from(DenseVector weights, OptimizerState state) {
        return state(state.updates(), 1, weights);
    }

    @Override
    public Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep) {
        OptimizerState held = state.vectors().isEmpty() ? from(step.weights(), state) : state; // of Sgd, see above
        double scale = held.vectors().get(1).get(0) * (1 - step.rate() * penalty.l2());
        boolean inBounds = Math.abs(scale) <= LARGEST && Math.abs(scale) >= 1 / LARGEST;
        return inBounds ? scaled(step, held, scale) : anew(step, held);
    }

    private Update scaled(GradientStep step, OptimizerState state, double scale) {
        DenseVector moved = moved(state.vectors().get(0), step, scale);
        DenseVector weights = DenseVector.multiple(scale, moved, penalty.layout()::penalised);
        return new Update(weights, state(state.updates() + 1, scale, moved));
    }

    /** From the weights themselves. */
    private Update anew(GradientStep step, OptimizerState state) {
        double kept = 1 - step.rate() * penalty.l2();
        DenseVector shrunk = DenseVector.multiple(kept, step.weights(), penalty.layout()::penalised);
        DenseVector weights = moved(DenseVector.wrap(shrunk.values()), step, 1);
        return new Update(weights, state(state.updates() + 1, 1, weights));
    }

    private DenseVector moved(DenseVector vector, GradientStep step, double scale) {
        Optional<FewEntries> few = step.gradient().few();
        int[] indices = few.map(FewEntries::indices).orElseGet(() -> allOf(vector));
        double[] slopes = few.map(FewEntries::values).orElseGet(step.gradient()::values);
        double rate = step.rate() / scale;
        ParameterLayout layout = penalty.layout();
        return vector.with(indices, (from, values, count) -> {
            for (int i = 0; i < count; i++) {
                values[i] -= (layout.penalised(indices[from + i]) ? rate : step.rate()) * slopes[from + i];
            }
        });
    }

    private static int[] allOf(DenseVector vector) {
        int[] indices = new int[vector.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        return indices;
    }
}
