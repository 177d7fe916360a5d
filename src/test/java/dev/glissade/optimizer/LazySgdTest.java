package dev.glissade.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.FewEntries;
import dev.glissade.model.ParameterLayout;
import dev.glissade.penalty.Penalty;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LazySgdTest {

    private static final ParameterLayout LAYOUT = new ParameterLayout(1, 3, true);

    private static DenseVector few(int size, int index, double value) {
        return DenseVector.ofFew(size, new FewEntries(new int[] {index}, new double[] {value}));
    }

    /** w ← (1 − ½·½) w − ½ g, the intercept left alone: all of it in powers of two, so exact. */
    @Test
    void threeStepsByHand() {
        Optimizer rule = new LazySgd(new Penalty(0, 0.5, LAYOUT));
        DenseVector weights = DenseVector.of(16, 32, 0, 4);
        OptimizerState state = rule.newState(weights);
        Update first = step(rule, weights, few(4, 1, 8), 0.5, state);
        assertThat(first.weights()).isEqualTo(DenseVector.of(12, 20, 0, 4));
        Update second = step(rule, first.weights(), few(4, 3, 2), 0.5, first.state());
        assertThat(second.weights()).isEqualTo(DenseVector.of(9, 15, 0, 3));
        Update third = step(rule, second.weights(), DenseVector.of(0, 0, -8, 0), 1, second.state());
        assertThat(third.weights()).isEqualTo(DenseVector.of(4.5, 7.5, 8, 3));
        assertThat(third.state().updates()).isEqualTo(3);
    }

    private static Update step(
            Optimizer rule, DenseVector weights, DenseVector gradient, double rate, OptimizerState state) {
        return rule.update(new GradientStep(weights, weights, gradient, rate), state, ProximalStep.NONE);
    }

    /** Rates that shrink slowly, to nothing at once (1 − η·l2 = 0), and beyond (the run diverges, as it would without). */
    @ParameterizedTest
    @CsvSource({"0.1, 0.01, 1e-12", "1, 0.5, 1e-12", "2, 0.5, 1e-12", "1, 0.999999, 1e-12", "3, 0.9, 1e-9"})
    void itGoesWhereSgdGoes(double rate, double l2, double tolerance) {
        Penalty penalty = new Penalty(0, l2, new ParameterLayout(2, 20, true));
        SplittableRandom random = new SplittableRandom(8);
        DenseVector plain = DenseVector.wrap(random.doubles(42, -1, 1).toArray());
        DenseVector weights = plain;
        OptimizerState state = new LazySgd(penalty).newState(weights);
        OptimizerState other = new Sgd().newState(plain);
        for (int i = 0; i < 80; i++) {
            DenseVector gradient = few(42, random.nextInt(42), random.nextDouble(-1, 1));
            Update update = step(new LazySgd(penalty), weights, gradient, rate, state);
            weights = update.weights();
            state = update.state();
            Update same = step(new Sgd(), plain, penalty.addSmoothGradient(gradient, plain), rate, other);
            plain = same.weights();
            other = same.state();
            double scale = 1 + plain.norm();
            assertThat(weights.plus(-1, plain).norm()).isCloseTo(0, within(tolerance * scale));
        }
    }

    /** A state that is written and read is arrays; the steps from there are the same. */
    @Test
    void itGoesOnFromArrays() {
        LazySgd rule = new LazySgd(new Penalty(0, 0.3, LAYOUT));
        DenseVector weights = DenseVector.of(1, 2, 3, 4);
        Update held = step(rule, weights, few(4, 2, 0.7), 0.1, rule.newState(weights));
        OptimizerState read = new OptimizerState(
                1,
                held.state().vectors().stream()
                        .map(vector -> DenseVector.of(vector.values()))
                        .toList());
        DenseVector readWeights = DenseVector.of(held.weights().values());
        assertThat(step(rule, readWeights, few(4, 0, 0.2), 0.1, read).weights())
                .isEqualTo(step(rule, held.weights(), few(4, 0, 0.2), 0.1, held.state())
                        .weights());
    }

    /** What a run saved before its steps were lazy has no vectors. */
    @Test
    void itGoesOnFromSgd() {
        Penalty penalty = new Penalty(0, 0.5, LAYOUT);
        DenseVector weights = DenseVector.of(16, 32, 0, 4);
        DenseVector gradient = few(4, 1, 8);
        Update plain = step(
                new Sgd(), weights, penalty.addSmoothGradient(gradient, weights), 0.5, new Sgd().newState(weights));
        LazySgd rule = new LazySgd(penalty);
        Update lazy = step(rule, plain.weights(), gradient, 0.5, plain.state());
        assertThat(lazy.weights()).isEqualTo(DenseVector.of(9, 11, 0, 4));
        assertThat(lazy.state().updates()).isEqualTo(2);
        assertThat(step(rule, lazy.weights(), few(4, 3, 2), 0.5, lazy.state()).weights())
                .isEqualTo(DenseVector.of(6.75, 8.25, 0, 3));
    }

    @Test
    void noLOne() {
        assertThatThrownBy(() -> new LazySgd(new Penalty(0.1, 0, LAYOUT))).hasMessageContaining("l1 = 0.1");
    }

    /** Few entries and all of them: one rule, one result. */
    @Test
    void adaGradOfFewEntriesIsThatOfAll() {
        SplittableRandom random = new SplittableRandom(9);
        AdaGrad rule = new AdaGrad(1e-8);
        DenseVector weights = DenseVector.wrap(random.doubles(30, -1, 1).toArray());
        DenseVector plain = weights;
        OptimizerState state = rule.newState(weights);
        OptimizerState other = state;
        for (int i = 0; i < 100; i++) {
            DenseVector gradient = few(30, random.nextInt(30), random.nextDouble(-1, 1));
            Update update = step(rule, weights, gradient, 0.1, state);
            Update same = step(rule, plain, DenseVector.of(gradient.values()), 0.1, other);
            assertThat(update).isEqualTo(same);
            weights = update.weights();
            state = update.state();
            plain = same.weights();
            other = same.state();
        }
    }
}
