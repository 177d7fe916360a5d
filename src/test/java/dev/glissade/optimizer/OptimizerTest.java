package dev.glissade.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.ParameterLayout;
import dev.glissade.penalty.Penalty;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every update rule by tables: steps worked out by hand, and the functions that each has to bring to their minimum. */
class OptimizerTest {

    private static final List<Optimizer> ALL = List.of(
            new Sgd(),
            new Momentum(0),
            new Momentum(0.9),
            Nesterov.constant(0),
            Nesterov.constant(0.9),
            Nesterov.increasing());

    /** Gradient of ½(w − 3)². */
    private static DenseVector bowl(DenseVector w) {
        return DenseVector.of(w.get(0) - 3);
    }

    /** The penalty |w|, that is l1 = 1. */
    private static final ProximalStep SHRINK = new Penalty(1, 0, new ParameterLayout(1, 1, false))::proximalStep;

    /** An optimizer and where its first three steps lead from w = 1 at η = 0.5 in the bowl. */
    record Steps(Optimizer optimizer, ProximalStep proximalStep, double first, double second, double third) {}

    static List<Steps> byHand() {
        return List.of(
                new Steps(new Sgd(), ProximalStep.NONE, 2, 2.5, 2.75),
                // z = 2, 1.75, 1.875… less the threshold ½: 1.5, 1.75, 1.875
                new Steps(new Sgd(), SHRINK, 1.5, 1.75, 1.875),
                // v: −2, −2, −0.5 with β = ½
                new Steps(new Momentum(0.5), ProximalStep.NONE, 2, 3, 3.5),
                // u = −2: z = 2, w = 1.5, v = −1; u = −2: z = 2.5, w = 2, v = −1; u = −1.5: z = 2.75, w = 2.25
                new Steps(new Momentum(0.5), SHRINK, 1.5, 2, 2.25),
                // y: 1, 2.5, 3.125
                new Steps(Nesterov.constant(0.5), ProximalStep.NONE, 2, 2.75, 3.0625),
                // y = 1, z = 2; y = 1.75, z = 2.375, w = 1.875; y = 2.0625, z = 2.53125
                new Steps(Nesterov.constant(0.5), SHRINK, 1.5, 1.875, 2.03125),
                // β: 0, ¼, ⅖; y: 1, 2.25, 2.875
                new Steps(Nesterov.increasing(), ProximalStep.NONE, 2, 2.625, 2.9375),
                // y = 1.5 + ⅛ = 1.625, w = 1.8125; y = 1.8125 + ⅖·0.3125 = 1.9375, w = 1.96875
                new Steps(Nesterov.increasing(), SHRINK, 1.5, 1.8125, 1.96875));
    }

    @ParameterizedTest
    @MethodSource("byHand")
    void threeStepsByHand(Steps expected) {
        Descent descent =
                new Descent(expected.optimizer(), OptimizerTest::bowl, expected.proximalStep(), DenseVector.of(1));
        assertThat(descent.step(0.5).get(0)).isCloseTo(expected.first(), within(1e-15));
        assertThat(descent.step(0.5).get(0)).isCloseTo(expected.second(), within(1e-15));
        assertThat(descent.step(0.5).get(0)).isCloseTo(expected.third(), within(1e-15));
        assertThat(descent.state().updates()).isEqualTo(3);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void reachesTheMinimumOfAQuadratic(Optimizer optimizer) {
        UnaryOperator<DenseVector> gradient = w -> DenseVector.of(w.get(0) - 1, 10 * (w.get(1) + 2));
        DenseVector end = new Descent(optimizer, gradient, ProximalStep.NONE, DenseVector.of(-4, 5)).run(1_500, 0.02);
        assertThat(end.plus(-1, DenseVector.of(1, -2)).norm()).isLessThan(1e-6);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void reachesTheMinimumOfRosenbrocksValley(Optimizer optimizer) {
        UnaryOperator<DenseVector> gradient = w -> {
            double x = w.get(0);
            double y = w.get(1);
            return DenseVector.of(2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x));
        };
        DenseVector end =
                new Descent(optimizer, gradient, ProximalStep.NONE, DenseVector.of(-1.2, 1)).run(40_000, 5e-4);
        assertThat(end.plus(-1, DenseVector.of(1, 1)).norm()).isLessThan(1e-2);
    }

    /** ½(w − c)² + |w| is least at c shrunk by 1, whatever the momentum: for c = (3, 0.4, −2) at (2, 0, −1). */
    @ParameterizedTest
    @FieldSource("ALL")
    void restsAtTheMinimumWithL1(Optimizer optimizer) {
        UnaryOperator<DenseVector> gradient = w -> w.plus(-1, DenseVector.of(3, 0.4, -2));
        ProximalStep shrink = new Penalty(1, 0, new ParameterLayout(1, 3, false))::proximalStep;
        DenseVector end = new Descent(optimizer, gradient, shrink, DenseVector.of(-1, 5, 0)).run(2_000, 0.1);
        assertThat(end.values()).usingComparatorWithPrecision(1e-9).containsExactly(2, 0, -1);
    }

    /** Schedules may end at 0 or come as near to it as doubles go. */
    @ParameterizedTest
    @ValueSource(doubles = {0, Double.MIN_VALUE, 1e-310, 1e-300})
    void vanishingRatesDoNoHarm(double rate) {
        for (Optimizer optimizer : ALL) {
            for (ProximalStep proximalStep : List.of(ProximalStep.NONE, SHRINK)) {
                Descent descent = new Descent(optimizer, OptimizerTest::bowl, proximalStep, DenseVector.of(2.5));
                assertThat(descent.run(3, rate)).isEqualTo(DenseVector.of(2.5));
                assertThat(descent.state().vectors()).allMatch(DenseVector::isFinite);
                assertThat(descent.run(3, 0.1).isFinite()).isTrue();
            }
        }
    }

    /** Also at zero, where every coordinate stays, the velocity is that of the step really taken. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1e-310})
    void momentumWithL1RemembersTheStepReallyTaken(double rate) {
        Descent descent = new Descent(new Momentum(0.9), w -> DenseVector.of(0.5), SHRINK, DenseVector.of(0));
        descent.step(rate);
        assertThat(descent.state().vectors().get(0).get(0)).isCloseTo(0, within(1e-12));
    }

    @Test
    void momentumWithoutProximalStepIsTheUsualVelocity() {
        Descent descent = new Descent(new Momentum(0.5), OptimizerTest::bowl, ProximalStep.NONE, DenseVector.of(1));
        descent.step(0.5);
        assertThat(descent.state().vectors()).containsExactly(DenseVector.of(-2));
        descent.step(0.25); // v does not depend on the rate: −1 + ½·(−2)
        assertThat(descent.state().vectors()).containsExactly(DenseVector.of(-2));
    }

    @Test
    void nothingIsWrittenIntoWhatWasGiven() {
        for (Optimizer optimizer : ALL) {
            DenseVector start = DenseVector.of(1);
            OptimizerState state = optimizer.newState(start);
            DenseVector gradient = DenseVector.of(-2);
            GradientStep step = new GradientStep(start, start, gradient, 0.5);
            Update once = optimizer.update(step, state, SHRINK);
            Update again = optimizer.update(step, state, SHRINK);
            assertThat(again).isEqualTo(once);
            assertThat(start).isEqualTo(DenseVector.of(1));
            assertThat(gradient).isEqualTo(DenseVector.of(-2));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void momentumOutOfBoundsIsNamed(double momentum) {
        assertThatThrownBy(() -> new Momentum(momentum)).hasMessageContaining("momentum = " + momentum);
        assertThatThrownBy(() -> Nesterov.constant(momentum)).hasMessageContaining("momentum = " + momentum);
    }
}
