package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.optimizer.AdaGrad;
import dev.glissade.optimizer.Adam;
import dev.glissade.optimizer.AdamW;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.RMSProp;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.solver.QuasiNewton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every optimizer with every penalty, full gradients and a rate that decays: it comes to rest at the objective that L-BFGS
 * and OWL-QN find, or is refused with a sentence.
 */
class EveryCombinationTest {

    private static final int STEPS = 4_000;
    private static final int FEATURES = 6;
    static final LinearModel MODEL = LinearModel.logistic(FEATURES, true);

    /** 48 rows in four slices, the second without any. */
    static final GradientSource DATA = source(MODEL);

    private static final DenseVector ZEROS = DenseVector.zeros(MODEL.layout().size());

    /** The same rows for another model of as many features. */
    static GradientSource source(Model model) {
        RowBlock[] slices = {slice(1, 20), slice(2, 0), slice(3, 15), slice(4, 13)};
        return new InMemoryGradientSource(model, new SliceGroup(0, slices));
    }

    /** Weighted rows of which every fourth has the wrong label, so that no plane separates them and there is a minimum. */
    private static RowBlock slice(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.doubles((long) size * FEATURES, -2, 2).toArray();
        double[] labels = new double[size];
        double[] weights = new double[size];
        for (int row = 0; row < size; row++) {
            double margin = 0.3 + values[row * FEATURES] - 0.6 * values[row * FEATURES + 1];
            labels[row] = margin > 0 == (row % 4 != 0) ? 1 : -1;
            weights[row] = 0.5 * (1 + random.nextInt(6));
        }
        return new DenseRows(FEATURES, values, labels, weights);
    }

    /** Rates that fall by a half over the run: enough to decay, not so much that nothing moves any more. */
    private static LearningRate falling(double initial) {
        return LearningRates.inverseTime(initial, 1.0 / STEPS);
    }

    /** Rates that fall to nothing: rules that divide by the gradient's size take steps of η's length to the end. */
    private static LearningRate vanishing(double initial) {
        return LearningRates.cosine(initial, 0, STEPS);
    }

    /** An optimizer with a schedule that suits it. */
    private record Rule(String name, Optimizer optimizer, LearningRate rate) {}

    private static List<Rule> rules() {
        List<Rule> plain = List.of(
                new Rule("SGD", new Sgd(), falling(1)),
                new Rule("momentum", new Momentum(0.8), falling(0.3)),
                new Rule("Nesterov, constant", Nesterov.constant(0.8), falling(0.5)),
                new Rule("Nesterov, increasing", Nesterov.increasing(), falling(0.5)),
                new Rule("AdaGrad", new AdaGrad(1e-8), falling(0.5)),
                new Rule("RMSProp", new RMSProp(0.99, 1e-8), vanishing(0.01)),
                new Rule("Adam", new Adam(0.9, 0.999, 1e-8), vanishing(0.02)),
                new Rule("AdamW", new AdamW(0.9, 0.999, 1e-8, 0, MODEL.layout()), vanishing(0.02)));
        List<Rule> all = new ArrayList<>(plain);
        for (Rule rule : plain) {
            all.add(new Rule(rule.name() + ", averaged", new Averaged(rule.optimizer(), STEPS * 9L / 10), rule.rate()));
        }
        return all;
    }

    /** A combination. */
    record Combination(Rule rule, Penalty penalty) {

        boolean refused() {
            return penalty.l1() > 0 && !rule.optimizer().takesProximalSteps();
        }

        Trainer trainer() {
            return new Trainer(
                    new FullGradient(),
                    penalty,
                    rule.optimizer(),
                    rule.rate(),
                    Checks.every(Long.MAX_VALUE, StopRules.maxSteps(STEPS)));
        }

        @Override
        public String toString() {
            return "%s, l1 = %s, l2 = %s".formatted(rule.name(), penalty.l1(), penalty.l2());
        }
    }

    static List<Combination> combinations() {
        List<Combination> combinations = new ArrayList<>();
        for (Rule rule : rules()) {
            for (double[] weights : new double[][] {{0, 0}, {0.1, 0}, {0, 0.1}, {0.1, 0.1}}) {
                combinations.add(new Combination(rule, new Penalty(weights[0], weights[1], MODEL.layout())));
            }
        }
        return combinations;
    }

    private static final Map<Penalty, TrainingResult> OPTIMA = new ConcurrentHashMap<>();

    /** Where L-BFGS and OWL-QN end. */
    static TrainingResult optimum(Penalty penalty) {
        return OPTIMA.computeIfAbsent(
                penalty,
                wanted -> new QuasiNewton(wanted, 10, Checks.every(1, StopRules.maxSteps(1_000))).train(DATA, ZEROS));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void restsAtTheOptimumOrIsRefused(Combination tried) {
        if (tried.refused()) {
            assertThatThrownBy(tried::trainer)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("l1 = 0.1")
                    .hasMessageContaining("no proximal step that comes to rest at the minimum");
            return;
        }
        TrainingResult optimum = optimum(tried.penalty());
        assertThat(optimum.stopReason().kind()).isEqualTo(StopReason.Kind.CONVERGED);
        TrainingResult end = tried.trainer().train(DATA, ZEROS);
        assertThat(end.last().step()).isEqualTo(STEPS);
        assertThat(end.evaluation().objective())
                .isCloseTo(optimum.evaluation().objective(), within(1e-6))
                .isLessThan(0.999 * end.last().firstObjective());
    }

    static List<Combination> proximal() {
        return combinations().stream()
                .filter(combination -> combination.penalty().l1() > 0 && !combination.refused())
                .toList();
    }

    /** The penalties are strong enough for some weights to be 0, and weak enough for some not to be. */
    @ParameterizedTest
    @MethodSource("proximal")
    void zerosAreThoseOfTheOptimum(Combination tried) {
        DenseVector expected = optimum(tried.penalty()).weights();
        DenseVector end = tried.trainer().train(DATA, ZEROS).weights();
        assertThat(zeros(expected)).isNotEmpty().hasSizeLessThan(FEATURES);
        assertThat(zeros(end)).isEqualTo(zeros(expected));
    }

    private static List<Integer> zeros(DenseVector weights) {
        List<Integer> zeros = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            if (weights.get(i) == 0) {
                zeros.add(i);
            }
        }
        return zeros;
    }
}
