package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.FunctionSource;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.LearningRates;
import dev.glissade.training.RateSearch.Found;
import dev.glissade.training.RateSearch.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {

    private static final long STEPS = 32;

    private static Found search(DifferentiableFunction function, double... start) {
        GradientSource data = new FunctionSource(function);
        Trainer trainer = new Trainer(
                new FullGradient(),
                Penalty.none(data.model().layout()),
                new Sgd(),
                LearningRates.constant(1),
                Checks.every(1));
        return new RateSearch(trainer, STEPS).search(data, DenseVector.of(start));
    }

    private static void assertPowerOfTwo(double rate) {
        assertThat(rate).isEqualTo(Math.scalb(1.0, Math.getExponent(rate)));
    }

    /** Curvatures from 0.9 to 9, times scales from wild to flat; the best constant rate is 2/(λmin + λmax). */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-3, 0.3, 1, 7, 1e3, 1e6, 1e12})
    void onQuadraticsTheChoiceIsNearTheBestConstantRate(double scale) {
        Found found = search(Functions.bowl(0.45 * scale, 1.8 * scale, 4.5 * scale), 1, 1, 1);
        double rate = found.rate().orElseThrow();
        double best = 2 / (9.9 * scale);
        assertPowerOfTwo(rate);
        assertThat(rate).isLessThan(2 / (9 * scale)).isBetween(best / 4, best * 4);
    }

    /** On ½w² the rate 1 arrives in one step, and 2 only turns w over: it is the first that does not lower anything. */
    @Test
    void aRateNextToOneThatFailsGivesWay() {
        Found found = search(Functions.bowl(0.5), 1);
        assertThat(found.trials()).contains(new Trial(1, 0), new Trial(2, 0.5));
        assertThat(found.rate()).hasValue(0.5);
    }

    /** With a curvature of 0.9 the rate 2 still lowers, so 1 may stay. */
    @Test
    void aRateBelowOneThatDoesNotFailStays() {
        assertThat(search(Functions.bowl(0.45), 1).rate()).hasValue(1.0);
    }

    @Test
    void theChoiceIsTheBestOfTheTrialsUnlessItGivesWay() {
        Found found = search(Functions.rosenbrock(), -1.5, 2);
        double best = found.trials().stream()
                .min((one, other) -> Double.compare(one.objective(), other.objective()))
                .orElseThrow()
                .rate();
        assertThat(found.rate().orElseThrow()).isIn(best, best / 2);
        assertThat(found.trials().stream().map(Trial::rate)).doesNotHaveDuplicates();
        assertThat(found.trials()).anyMatch(trial -> trial.objective() == Double.POSITIVE_INFINITY);
    }

    @Test
    void atTheMinimumNoRateLowersAnything() {
        Found found = search(Functions.bowl(1, 2), 0, 0);
        assertThat(found.rate()).isEmpty();
        assertThat(found.trials()).isNotEmpty().allMatch(trial -> trial.objective() == 0);
    }

    @Test
    void whatItCostIsCounted() {
        Found found = search(Functions.bowl(0.45), 1);
        long fulls = found.trials().stream()
                .filter(trial -> Double.isFinite(trial.objective()))
                .count();
        assertThat(found.steps())
                .isBetween(STEPS * fulls, STEPS * found.trials().size());
        assertThat(found.rowsVisited()).isEqualTo(found.steps()); // one row
        assertThat(found.seconds()).isPositive();
    }

    @Test
    void theSameSearchTwiceMakesTheSameTrials() {
        LinearModel model = LinearModel.logistic(4, true);
        GradientSource data = new InMemoryGradientSource(
                model,
                new SliceGroup(
                        0,
                        GeneratedRows.of(191, 200, 4, LabelKind.BINARY, 2, true).slices(new int[] {120, 80}, false)));
        Trainer trainer = new Trainer(
                new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 3), 20),
                new Penalty(0, 1e-3, model.layout()),
                new Momentum(0.9),
                LearningRates.constant(1),
                Checks.every(1));
        Found once = new RateSearch(trainer, 20).search(data, DenseVector.zeros(5));
        Found again = new RateSearch(trainer, 20).search(data, DenseVector.zeros(5));
        assertThat(again.rate()).isEqualTo(once.rate()).isPresent();
        assertThat(again.trials()).isEqualTo(once.trials());
        assertThat(once.rowsVisited()).isGreaterThanOrEqualTo(20 * 20 * 3);
    }
}
