package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.bench.CostGrid.Point;
import dev.glissade.config.BenchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices from measurements that were made up from known ones; and what the fit may not look at. */
class CostFitTest {

    private static final int SLICES = 64;
    private static final CostGrid GRID = CostGrid.of(400_000, 100, 40);
    private static final StepCostModel TRUTH = StepCostModelTest.usual();

    private static List<MeasuredStep> made(Predicate<Point> which, UnaryOperator<Double> noise) {
        return GRID.which(which).stream()
                .map(point -> new MeasuredStep(
                        point.toString(),
                        point.shape(SLICES),
                        List.of(noise.apply(TRUTH.seconds(point.shape(SLICES))))))
                .toList();
    }

    private static List<MeasuredStep> fittedSteps(UnaryOperator<Double> noise) {
        return made(point -> !point.heldOut(), noise);
    }

    private static List<MeasuredStep> heldOutSteps(UnaryOperator<Double> noise) {
        return made(Point::heldOut, noise);
    }

    /** So the grid tells all prices apart. */
    @Test
    void knownPricesAreFoundAgain() {
        StepCostModel found = StepCostModel.fitted(fittedSteps(seconds -> seconds));
        for (CostTerm term : CostTerm.values()) {
            double price = TRUTH.prices().get(term);
            assertThat(found.prices().get(term)).as(term.name()).isCloseTo(price, within(1e-4 * price));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseMovesPredictionsLittleAndNoPriceBelowNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CostCheck check = CostCheck.of(
                fittedSteps(seconds -> seconds * (0.9 + 0.2 * random.nextDouble())), heldOutSteps(seconds -> seconds));
        assertThat(check.model().prices().values()).allMatch(price -> price >= 0);
        assertThat(check.heldOut())
                .allSatisfy(step ->
                        assertThat(check.model().error(step)).as(step.name()).isBetween(-0.3, 0.3));
    }

    /** Were one of them in the fit, a thousandfold error of its would move the prices. */
    @Test
    void whatIsHeldOutIsNotInTheFit() {
        List<MeasuredStep> fitted = fittedSteps(seconds -> seconds);
        CostCheck check = CostCheck.of(fitted, heldOutSteps(seconds -> seconds));
        CostCheck absurd = CostCheck.of(fitted, heldOutSteps(seconds -> 1000 * seconds));
        assertThat(absurd.model()).isEqualTo(check.model());
        assertThat(CostCheck.of(fittedSteps(seconds -> 2 * seconds), absurd.heldOut())
                        .model())
                .isNotEqualTo(check.model());
    }

    @Test
    void whatIsHeldOutIsNoneOfTheFittedStepsAndGoesBeyondThem() {
        List<StepShape> fitted = fittedSteps(seconds -> seconds).stream()
                .map(MeasuredStep::shape)
                .toList();
        List<StepShape> heldOut = heldOutSteps(seconds -> seconds).stream()
                .map(MeasuredStep::shape)
                .toList();
        assertThat(heldOut).doesNotContainAnyElementsOf(fitted).doesNotHaveDuplicates();
        assertThat(fitted).doesNotHaveDuplicates();
        assertThat(most(heldOut, shape -> (double) shape.work().rows()))
                .isGreaterThanOrEqualTo(
                        4 * most(fitted, shape -> (double) shape.work().rows()));
        assertThat(most(heldOut, shape -> (double) shape.work().parameters()))
                .isGreaterThanOrEqualTo(
                        4 * most(fitted, shape -> (double) shape.work().parameters()));
        assertThat(most(heldOut, shape -> (double) shape.layout().partitions()))
                .isGreaterThanOrEqualTo(
                        2 * most(fitted, shape -> (double) shape.layout().partitions()));
    }

    private static double most(List<StepShape> shapes, ToDoubleFunction<StepShape> of) {
        return shapes.stream().mapToDouble(of).max().orElseThrow();
    }

    /** Predicted 1 s: measured 0.8 and 2 s, it is off by 25 % and by 50 %. */
    @Test
    void errorsAreSharesOfWhatWasMeasured() {
        StepShape shape = GRID.points().get(0).shape(SLICES);
        StepCostModel second = new StepCostModel(Map.of(CostTerm.JOB, 1.0), Network.LOOPBACK);
        List<MeasuredStep> heldOut = new ArrayList<>();
        for (double seconds : new double[] {0.8, 2, 1}) {
            heldOut.add(new MeasuredStep("measured " + seconds, shape, List.of(seconds)));
        }
        CostCheck check = new CostCheck(second, heldOut, heldOut);
        Result errors = check.errors("settings", "1.0", BenchSettings.read(List.of("repeats=1", "warmup=0")));
        assertThat(errors.lines().get(0).figures()).containsExactly(0.25);
        assertThat(errors.lines().get(1).figures()).containsExactly(0.5);
        assertThat(new ResultTable(errors).lines())
                .contains(
                        "| median of those held out | 3 steps | 1.0 | 0.250 | 0.250 × what was measured | ≤ 0.2: **missed** |",
                        "| worst of those held out | 3 steps | 1.0 | 0.500 | 0.500 × what was measured | ≤ 0.5: reached |");
        assertThat(check.worth())
                .isEqualTo(
                        "Of 3 steps that it had not seen, the model was off by 25 % in the median and by 50 % at worst:"
                                + " **too far to rely on what it predicts here**.");
        assertThat(new CostCheck(second, heldOut, heldOut.subList(2, 3)).worth())
                .endsWith("as near as it is to be.");
        Result steps = check.steps("settings", "1.0", BenchSettings.read(List.of("repeats=1", "warmup=0")));
        assertThat(steps.lines())
                .extracting(Line::settings)
                .containsExactly("predicted 1000 ms: +25 %", "predicted 1000 ms: -50 %", "predicted 1000 ms: +0 %");
    }

    /** Without bounds x = (2, −1); with them the best is x = (1, 0): (1·1 + 1·1 + 0)/2. */
    @Test
    void bindsWhatWouldBeBelowNothing() {
        double[][] rows = {{1, 0}, {1, 1}, {0, 1}};
        assertThat(NonNegativeLeastSquares.solve(rows, new double[] {2, 1, -1})).containsExactly(1.5, 0);
        assertThat(NonNegativeLeastSquares.solve(rows, new double[] {2, 3, 1}))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(2, 1);
        assertThat(NonNegativeLeastSquares.solve(rows, new double[] {-1, -1, -1}))
                .containsExactly(0, 0);
    }

    /** A column that is made of others, or is empty, is left out. */
    @Test
    void whatCannotBeToldApartIsLeftOut() {
        double[][] rows = {{1, 2, 0}, {2, 4, 0}, {3, 6, 0}};
        double[] found = NonNegativeLeastSquares.solve(rows, new double[] {1, 2, 3});
        assertThat(found[2]).isZero();
        assertThat(found[0] + 2 * found[1]).isCloseTo(1, within(1e-9));
    }

    /** No x ≥ 0 near the one that was found is better. Columns are so much alike that many are let go of, then bound again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void solutionIsTheBestThereIs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[20][12];
        double[] target = new double[20];
        for (int row = 0; row < rows.length; row++) {
            Arrays.setAll(rows[row], column -> random.nextDouble());
            target[row] = random.nextDouble();
        }
        double[] found = NonNegativeLeastSquares.solve(rows, target);
        double least = squares(rows, target, found);
        assertThat(Arrays.stream(found).boxed()).allMatch(each -> each >= 0);
        for (int column = 0; column < found.length; column++) {
            for (double step : new double[] {-1e-4, 1e-4}) {
                double[] other = found.clone();
                other[column] = Math.max(0, other[column] + step);
                assertThat(squares(rows, target, other)).isGreaterThanOrEqualTo(least);
            }
        }
    }

    private static double squares(double[][] rows, double[] target, double[] at) {
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            double off = -target[row];
            for (int column = 0; column < at.length; column++) {
                off += rows[row][column] * at[column];
            }
            sum += off * off;
        }
        return sum;
    }
}
