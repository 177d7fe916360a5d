package dev.glissade.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.ParameterLayout;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every update rule by tables: steps worked out by hand, and the functions that each has to bring to their minimum. */
class OptimizerTest {

    /** For functions of one parameter. */
    private static final ParameterLayout ONE = new ParameterLayout(1, 1, false);

    private static final double TINY = 1e-8;

    /**
     * A rule, and the rates at which it goes to the minimum of the quadratic, of Rosenbrock's valley, and of the table's function with
     * L1. Rules that scale their steps want larger rates, and those that forget want rates that decay.
     */
    private record Row(Optimizer rule, LearningRate quadratic, LearningRate valley, LearningRate withL1) {

        /** At constant rates that suit rules whose steps are in proportion to the gradient. */
        private Row(Optimizer rule) {
            this(rule, LearningRates.constant(0.02), LearningRates.constant(5e-4), LearningRates.constant(0.1));
        }

        @Override
        public String toString() {
            return rule.toString();
        }
    }

    private static final List<Row> TABLE = List.of(
            new Row(new Sgd()),
            new Row(new Momentum(0)),
            new Row(new Momentum(0.9)),
            new Row(Nesterov.constant(0)),
            new Row(Nesterov.constant(0.9)),
            new Row(Nesterov.increasing()),
            new Row(
                    new AdaGrad(TINY),
                    LearningRates.constant(2),
                    LearningRates.constant(0.5),
                    LearningRates.constant(1)),
            new Row(
                    new RMSProp(0.9, TINY),
                    LearningRates.exponential(0.2, 0.5, 60),
                    LearningRates.exponential(0.01, 0.5, 8_000),
                    LearningRates.constant(0.1)),
            new Row(
                    new Adam(0.9, 0.999, TINY),
                    LearningRates.exponential(0.5, 0.5, 100),
                    LearningRates.constant(0.01),
                    LearningRates.constant(1)),
            new Row(
                    new AdamW(0.9, 0.99, TINY, 0, new ParameterLayout(1, 2, false)),
                    LearningRates.exponential(0.5, 0.5, 100),
                    LearningRates.constant(0.01),
                    LearningRates.constant(1)),
            new Row(new Averaged(Nesterov.constant(0.9), 1_200)),
            new Row(new Averaged(new Averaged(new Momentum(0.9), 1_200), 1_400)));

    static Stream<Row> withL1() {
        return TABLE.stream().filter(row -> row.rule().takesProximalSteps());
    }

    private static final List<Optimizer> ALL = TABLE.stream().map(Row::rule).toList();

    /** Gradient of ½(w − 3)². */
    private static DenseVector bowl(DenseVector w) {
        return DenseVector.of(w.get(0) - 3);
    }

    /** The penalty |w|, that is l1 = 1. */
    private static final ProximalStep SHRINK = ProximalStep.of(new Penalty(1, 0, ONE));

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

    /** An optimizer and where it leads from w = 1 at η = 0.5 by three given gradients. */
    record Scripted(
            Optimizer optimizer,
            ProximalStep proximalStep,
            List<Double> gradients,
            double first,
            double second,
            double third) {}

    static List<Scripted> byHandAndScript() {
        List<Double> pythagorean = List.of(3.0, 4.0, 12.0);
        List<Double> falling = List.of(4.0, 2.0, 5.5);
        List<Double> adams = List.of(10.0, 2.0, 1.0);
        return List.of(
                // √v: 3, 5, 13; √v + ε: 4, 6, 14
                new Scripted(
                        new AdaGrad(1),
                        ProximalStep.NONE,
                        pythagorean,
                        1 - 3.0 / 8,
                        1 - 3.0 / 8 - 1.0 / 3,
                        1 - 3.0 / 8 - 1.0 / 3 - 3.0 / 7),
                // thresholds: ⅛, 1/12, 1/28; z: ⅝, ⅙, 1/12 − 3/7
                new Scripted(new AdaGrad(1), SHRINK, pythagorean, 0.5, 1.0 / 12, 1.0 / 12 - 3.0 / 7 + 1.0 / 28),
                // v: 4, 4, 10.5625; √v + ε: 2.5, 2.5, 3.75
                new Scripted(new RMSProp(0.75, 0.5), ProximalStep.NONE, falling, 0.2, -0.2, -0.2 - 5.5 / 7.5),
                // thresholds: ⅕, ⅕, 2/15; z: ⅕, −⅖, −⅕ − 11/15
                new Scripted(new RMSProp(0.75, 0.5), SHRINK, falling, 0, -0.2, -0.8),
                // m: 5/2, 19/8, 65/32; m̂: 10, 38/7, 130/37; v: 50, 27, 14; v̂: 100, 36, 16; √v̂ + ε: 12, 8, 6
                new Scripted(
                        new Adam(0.75, 0.5, 2),
                        ProximalStep.NONE,
                        adams,
                        7.0 / 12,
                        7.0 / 12 - 19.0 / 56,
                        7.0 / 12 - 19.0 / 56 - 65.0 / 222),
                // the same steps, and each time w less its eighth
                new Scripted(
                        new AdamW(0.75, 0.5, 2, 0.25, ONE),
                        ProximalStep.NONE,
                        adams,
                        11.0 / 24,
                        77.0 / 192 - 19.0 / 56,
                        7.0 / 8 * (77.0 / 192 - 19.0 / 56) - 65.0 / 222));
    }

    @ParameterizedTest
    @MethodSource("byHandAndScript")
    void threeStepsByHandAndScript(Scripted expected) {
        Iterator<Double> gradients = expected.gradients().iterator();
        Descent descent = new Descent(
                expected.optimizer(),
                w -> DenseVector.of(gradients.next()),
                expected.proximalStep(),
                DenseVector.of(1));
        assertThat(descent.step(0.5).get(0)).isCloseTo(expected.first(), within(1e-15));
        assertThat(descent.step(0.5).get(0)).isCloseTo(expected.second(), within(1e-15));
        assertThat(descent.step(0.5).get(0)).isCloseTo(expected.third(), within(1e-15));
        assertThat(descent.state().updates()).isEqualTo(3);
    }

    @ParameterizedTest
    @FieldSource("TABLE")
    void reachesTheMinimumOfAQuadratic(Row row) {
        UnaryOperator<DenseVector> gradient = w -> DenseVector.of(w.get(0) - 1, 10 * (w.get(1) + 2));
        Descent descent = new Descent(row.rule(), gradient, ProximalStep.NONE, DenseVector.of(-4, 5));
        DenseVector end = descent.run(1_500, row.quadratic());
        assertThat(end.plus(-1, DenseVector.of(1, -2)).norm()).isLessThan(1e-6);
    }

    @ParameterizedTest
    @FieldSource("TABLE")
    void reachesTheMinimumOfRosenbrocksValley(Row row) {
        UnaryOperator<DenseVector> gradient = w -> {
            double x = w.get(0);
            double y = w.get(1);
            return DenseVector.of(2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x));
        };
        Descent descent = new Descent(row.rule(), gradient, ProximalStep.NONE, DenseVector.of(-1.2, 1));
        DenseVector end = descent.run(40_000, row.valley());
        assertThat(end.plus(-1, DenseVector.of(1, 1)).norm()).isLessThan(1e-2);
    }

    /** ½(w − c)² + |w| is least at c shrunk by 1, whatever the momentum: for c = (3, 0.4, −2) at (2, 0, −1). */
    @ParameterizedTest
    @MethodSource("withL1")
    void restsAtTheMinimumWithL1(Row row) {
        UnaryOperator<DenseVector> gradient = w -> w.plus(-1, DenseVector.of(3, 0.4, -2));
        ProximalStep shrink = ProximalStep.of(new Penalty(1, 0, new ParameterLayout(1, 3, false)));
        Descent descent = new Descent(row.rule(), gradient, shrink, DenseVector.of(-1, 5, 0));
        DenseVector end = descent.run(2_000, row.withL1());
        assertThat(end.values()).usingComparatorWithPrecision(1e-9).containsExactly(2, 0, -1);
    }

    @Test
    void rulesThatTakeNoProximalStepSaySo() {
        assertThat(TABLE.stream()
                        .filter(row -> !row.rule().takesProximalSteps())
                        .map(Row::toString))
                .allMatch(name -> name.startsWith("Adam"))
                .hasSize(2);
        assertThat(new Averaged(new Adam(0.9, 0.999, TINY), 3).takesProximalSteps())
                .isFalse();
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
    @FieldSource("ALL")
    void weightsThatAreNotNumbersStaySo(Optimizer optimizer) {
        for (ProximalStep proximalStep : List.of(ProximalStep.NONE, SHRINK)) {
            Descent descent = new Descent(optimizer, OptimizerTest::bowl, proximalStep, DenseVector.of(1));
            descent.run(2, 0.1);
            Descent broken = new Descent(optimizer, OptimizerTest::bowl, proximalStep, DenseVector.of(Double.NaN));
            assertThat(broken.run(3, 0.1).get(0)).isNaN();
            assertThat(broken.answer().get(0)).isNaN();
            assertThat(descent.answer().isFinite()).isTrue();
        }
    }

    /** With a gradient of 0 from the start, 0 is divided by 0 + ε. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, TINY, 1})
    void coordinatesWithoutAGradientStay(double epsilon) {
        List<Optimizer> rules = List.of(
                new AdaGrad(epsilon),
                new RMSProp(0.9, epsilon),
                new Adam(0.9, 0.999, epsilon),
                new AdamW(0.9, 0.999, epsilon, 0, ONE));
        for (Optimizer rule : rules) {
            Descent still = new Descent(rule, w -> DenseVector.of(0), ProximalStep.NONE, DenseVector.of(1.5));
            assertThat(still.run(4, 0.5)).isEqualTo(DenseVector.of(1.5));
            Descent atZero = new Descent(rule, w -> DenseVector.of(0), SHRINK, DenseVector.of(0));
            assertThat(atZero.run(4, 0.5)).isEqualTo(DenseVector.of(0));
            assertThat(atZero.state().vectors()).allMatch(DenseVector::isFinite);
        }
    }

    @Test
    void coordinatesWithoutAGradientGoToZeroWithL1() {
        for (Optimizer rule : List.of(new AdaGrad(TINY), new RMSProp(0.9, TINY))) {
            Descent descent = new Descent(rule, w -> DenseVector.of(0), SHRINK, DenseVector.of(1.5));
            assertThat(descent.step(0.5)).isEqualTo(DenseVector.of(0));
        }
    }

    @Test
    void scaledRulesKeepOneStateForEachCoordinate() {
        UnaryOperator<DenseVector> gradient = w -> DenseVector.of(3, -0.25);
        Descent descent = new Descent(new AdaGrad(TINY), gradient, ProximalStep.NONE, DenseVector.of(1, 1));
        descent.step(0.5);
        assertThat(descent.state().vectors()).containsExactly(DenseVector.of(9, 0.0625));
        assertThat(descent.answer().values()).usingComparatorWithPrecision(1e-7).containsExactly(0.5, 1.5);
    }

    @Test
    void adamWDecaysWeightsButNoIntercepts() {
        Optimizer rule = new AdamW(0.9, 0.999, TINY, 0.25, new ParameterLayout(1, 1, true));
        Descent descent = new Descent(rule, w -> DenseVector.zeros(2), ProximalStep.NONE, DenseVector.of(8, 8));
        assertThat(descent.step(0.5)).isEqualTo(DenseVector.of(7, 8));
        assertThat(descent.step(0)).isEqualTo(DenseVector.of(7, 8));
    }

    /** An average's start and what it answers behind four steps from w = 1 at η = 0.5 in the bowl: 2, 2.5, 2.75, 2.875. */
    record Answers(long start, double first, double second, double third, double fourth) {}

    static List<Answers> answersByHand() {
        return List.of(
                new Answers(0, 2, 2.25, 7.25 / 3, 10.125 / 4),
                new Answers(1, 2, 2.5, 2.625, 8.125 / 3),
                new Answers(2, 2, 2.5, 2.75, 2.8125),
                new Answers(9, 2, 2.5, 2.75, 2.875));
    }

    @ParameterizedTest
    @MethodSource("answersByHand")
    void averagesByHand(Answers expected) {
        Averaged averaged = new Averaged(new Sgd(), expected.start());
        Descent descent = new Descent(averaged, OptimizerTest::bowl, ProximalStep.NONE, DenseVector.of(1));
        assertThat(descent.answer()).isEqualTo(DenseVector.of(1));
        for (double mean : List.of(expected.first(), expected.second(), expected.third(), expected.fourth())) {
            descent.step(0.5);
            assertThat(descent.answer().get(0)).isCloseTo(mean, within(1e-15));
        }
    }

    /** Also where the gradient is wanted ahead of the weights, and with a state of the rule's own. */
    @ParameterizedTest
    @FieldSource("ALL")
    void averagingDoesNotChangeTheSteps(Optimizer rule) {
        Descent alone = new Descent(rule, OptimizerTest::bowl, SHRINK, DenseVector.of(-1));
        Descent averaged = new Descent(new Averaged(rule, 4), OptimizerTest::bowl, SHRINK, DenseVector.of(-1));
        double sum = 0;
        for (int t = 1; t <= 12; t++) {
            DenseVector weights = alone.step(0.1);
            assertThat(averaged.step(0.1)).isEqualTo(weights);
            sum += t > 4 ? weights.get(0) : 0;
            DenseVector expected = t > 4 ? DenseVector.of(sum / (t - 4)) : alone.answer();
            assertThat(averaged.answer().get(0)).isCloseTo(expected.get(0), within(1e-14));
            assertThat(averaged.state().updates()).isEqualTo(alone.state().updates());
        }
    }

    @Test
    void anAverageAroundAnAverageAnswersFirst() {
        Optimizer nested = new Averaged(new Averaged(new Sgd(), 0), 2);
        Descent descent = new Descent(nested, OptimizerTest::bowl, ProximalStep.NONE, DenseVector.of(1));
        descent.run(2, 0.5);
        assertThat(descent.answer()).as("the inner mean").isEqualTo(DenseVector.of(2.25));
        descent.run(2, 0.5);
        assertThat(descent.answer()).as("the outer mean").isEqualTo(DenseVector.of(2.8125));
    }

    /** From other weights a step along no gradient leads nowhere, however fast the way was that led elsewhere. */
    @ParameterizedTest
    @FieldSource("ALL")
    void goingOnFromElsewhereForgetsTheSpeed(Optimizer rule) {
        Descent descent = new Descent(rule, OptimizerTest::bowl, ProximalStep.NONE, DenseVector.of(1));
        descent.run(5, 0.1);
        OptimizerState anew = rule.from(DenseVector.of(7), descent.state());
        assertThat(anew.updates()).isEqualTo(5);
        assertThat(rule.gradientPoint(DenseVector.of(7), anew)).isEqualTo(DenseVector.of(7));
        if (rule instanceof Momentum || rule instanceof Nesterov || rule instanceof Averaged) {
            GradientStep still = new GradientStep(DenseVector.of(7), DenseVector.of(7), DenseVector.of(0), 0.1);
            assertThat(rule.update(still, anew, ProximalStep.NONE).weights()).isEqualTo(DenseVector.of(7));
        } else {
            assertThat(anew).isEqualTo(descent.state());
        }
    }

    /** Steps to 2 and 3, then from 10 to 8. */
    @Test
    void anAverageGoesOnFromElsewhere() {
        Averaged averaged = new Averaged(new Momentum(0.5), 0);
        Descent descent = new Descent(averaged, OptimizerTest::bowl, ProximalStep.NONE, DenseVector.of(1));
        descent.run(2, 0.5);
        assertThat(descent.answer()).isEqualTo(DenseVector.of(2.5));
        OptimizerState anew = averaged.from(DenseVector.of(10), descent.state());
        assertThat(averaged.answer(DenseVector.of(10), anew)).isEqualTo(DenseVector.of(2.5));
        GradientStep step = new GradientStep(DenseVector.of(10), DenseVector.of(10), DenseVector.of(4), 0.5);
        Update update = averaged.update(step, anew, ProximalStep.NONE);
        assertThat(update.weights()).isEqualTo(DenseVector.of(8));
        assertThat(averaged.answer(update.weights(), update.state()).get(0))
                .isCloseTo((2 + 3 + 8) / 3.0, within(1e-15));
        Averaged later = new Averaged(new Momentum(0.5), 9);
        assertThat(later.answer(DenseVector.of(10), anew)).isEqualTo(DenseVector.of(10));
    }

    /** Noise of one a step: at a constant rate the weights keep shaking, with variance η/(2 − η); their mean does not. */
    @Test
    void theMeanOfNoisyStepsComesNearerThanAnyOfThem() {
        SplittableRandom random = new SplittableRandom(81);
        UnaryOperator<DenseVector> noisy = w -> w.plus(1, DenseVector.of(random.nextBoolean() ? -2 : -4));
        Descent descent = new Descent(new Averaged(new Sgd(), 1_000), noisy, ProximalStep.NONE, DenseVector.of(0));
        double squares = 0;
        for (int t = 0; t < 101_000; t++) {
            double away = descent.step(0.5).get(0) - 3;
            squares += t < 1_000 ? 0 : away * away;
        }
        assertThat(squares / 1e5).isCloseTo(1.0 / 3, within(0.01));
        // the standard error of the mean gradient's noise is 1/√100,000
        assertThat(descent.answer().get(0)).isCloseTo(3, within(4 / Math.sqrt(1e5)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void sharesOutOfBoundsAreNamed(double share) {
        String message = " = " + share + ": must be at least 0 and below 1";
        assertThatThrownBy(() -> new RMSProp(share, TINY)).hasMessage("decay" + message);
        assertThatThrownBy(() -> new Adam(share, 0, TINY)).hasMessage("beta1" + message);
        assertThatThrownBy(() -> new Adam(0, share, TINY)).hasMessage("beta2" + message);
        assertThatThrownBy(() -> new AdamW(share, 0, TINY, 0, ONE)).hasMessage("beta1" + message);
        assertThatThrownBy(() -> new AdamW(0, share, TINY, 0, ONE)).hasMessage("beta2" + message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void epsilonsOutOfBoundsAreNamed(double epsilon) {
        String message = "epsilon = " + epsilon + ": must be a finite number above 0";
        assertThatThrownBy(() -> new AdaGrad(epsilon)).hasMessage(message);
        assertThatThrownBy(() -> new RMSProp(0, epsilon)).hasMessage(message);
        assertThatThrownBy(() -> new Adam(0, 0, epsilon)).hasMessage(message);
        assertThatThrownBy(() -> new AdamW(0, 0, epsilon, 0, ONE)).hasMessage(message);
    }

    @Test
    void decaysAndStartsOutOfBoundsAreNamed() {
        assertThatThrownBy(() -> new AdamW(0, 0, TINY, -0.5, ONE)).hasMessageContaining("weight-decay = -0.5: must be");
        assertThatThrownBy(() -> new AdamW(0, 0, TINY, Double.NaN, ONE)).hasMessageContaining("weight-decay = NaN");
        assertThatThrownBy(() -> new Averaged(new Sgd(), -1)).hasMessageContaining("start = -1: must be at least 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void momentumOutOfBoundsIsNamed(double momentum) {
        assertThatThrownBy(() -> new Momentum(momentum)).hasMessageContaining("momentum = " + momentum);
        assertThatThrownBy(() -> Nesterov.constant(momentum)).hasMessageContaining("momentum = " + momentum);
    }
}
