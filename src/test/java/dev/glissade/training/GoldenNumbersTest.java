package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.gradient.ClippedGradient;
import dev.glissade.gradient.Clipping;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.RowObjectiveModel;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.sampling.SliceTree;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Progress;
import dev.glissade.study.WeightedParabola;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose ends are known: from textbooks, worked out by hand, or in closed form. */
class GoldenNumbersTest {

    private static final int SLICES = 4;

    private static void assertEnd(TrainingResult result, double first, double second, double value) {
        assertThat(result.weights().get(0)).isCloseTo(first, within(5e-5));
        assertThat(result.weights().get(1)).isCloseTo(second, within(5e-5));
        assertThat(result.evaluation().objective()).isCloseTo(value, within(5e-7));
    }

    @Test
    void descentInABowl() {
        TrainingResult end = FunctionRun.descent(Functions.bowl(1, 5), 0.08).train(30, DenseVector.of(4, 2.5));
        assertThat(end.last().step()).isEqualTo(30);
        assertEnd(end, 0.0214, 0.0000, 0.000458);
    }

    @Test
    void clippedDescentInRosenbrocksValley() {
        GradientEstimator clipped = new ClippedGradient(new FullGradient(), Clipping.byValue(10));
        TrainingResult end = new FunctionRun(Functions.rosenbrock(), clipped, new Sgd(), LearningRates.constant(0.001))
                .train(5_000, DenseVector.of(-1.5, 2));
        assertEnd(end, 0.9181, 0.8425, 0.006724);
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.3988, -0.1887, 0.016267",
        "0.05, 0.2433, -0.1501, -0.018322",
        "0.15, 0.2432, -0.1501, -0.018322"
    })
    void descentOverAWavySurface(double rate, double first, double second, double value) {
        TrainingResult end = FunctionRun.descent(Functions.wavySurface(), rate).train(100, DenseVector.of(2.5, 1.5));
        assertEnd(end, first, second, value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.1})
    void ratesThatDoNotArrive(double rate) {
        TrainingResult end = FunctionRun.descent(Functions.bowl(1, 10), rate).train(100, DenseVector.of(4, 2.5));
        assertThat(end.last().step()).isEqualTo(100);
        assertThat(end.evaluation().objective()).isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10})
    void ratesThatExplode(double rate) {
        List<Double> objectives = new ArrayList<>();
        FunctionRun.descent(Functions.bowl(1, 10), rate)
                .train(
                        100,
                        1,
                        DenseVector.of(4, 2.5),
                        state -> state.evaluation().ifPresent(evaluation -> objectives.add(evaluation.objective())));
        assertThat(objectives).hasSizeGreaterThan(2).anyMatch(objective -> objective > 1e10);
    }

    private static GradientSource regression(double... pointsByRow) {
        double[] features = new double[pointsByRow.length / 2];
        double[] labels = new double[features.length];
        for (int row = 0; row < features.length; row++) {
            features[row] = pointsByRow[2 * row];
            labels[row] = pointsByRow[2 * row + 1];
        }
        RowBlock rows = new DenseRows(1, features, labels, null);
        return new InMemoryGradientSource(LinearModel.leastSquares(1, false), new SliceGroup(0, new RowBlock[] {rows}));
    }

    /** The row that a step draws from a table of two rows, from 1. */
    private static int drawn(Sampling sampling, long step) {
        RowSelection[] rows = sampling.batch(step, step, 1, 2).select(SliceTree.of(new int[] {2}), 0, 1);
        return rows[0].row(0) + 1;
    }

    @Test
    void rowsDrawnOneByOne() {
        Sampling sampling = LongStream.range(0, 1_000)
                .mapToObj(seed -> new Sampling(Mode.WITH_REPLACEMENT, seed))
                .filter(tried -> drawn(tried, 0) == 1 && drawn(tried, 1) == 2 && drawn(tried, 2) == 1)
                .findFirst()
                .orElseThrow();
        GradientSource data = regression(1, 2, 2, 0);
        List<Double> weights = new ArrayList<>();
        new Trainer(
                        new MiniBatchGradient(sampling, 1),
                        Penalty.none(data.model().layout()),
                        new Sgd(),
                        LearningRates.constant(0.1),
                        Checks.every(1, StopRules.maxSteps(3)))
                .train(
                        data,
                        DenseVector.zeros(1),
                        state -> weights.add(state.weights().get(0)));
        assertThat(weights).hasSize(4);
        double[] expected = {0, 0.2, 0.12, 0.308};
        for (int step = 0; step < expected.length; step++) {
            assertThat(weights.get(step)).isCloseTo(expected[step], within(1e-15));
        }
    }

    private static double gradient(GradientSource data, double weight) {
        return new FullGradient()
                .estimate(data, EstimatorState.NOTHING, new Progress(0, 0), DenseVector.of(weight))
                .gradient()
                .get(0);
    }

    @Test
    void gradientsOfARegression() {
        assertThat(gradient(regression(1, 2, 2, 0), 0.12)).isCloseTo(-0.70, within(1e-15));
        assertThat(gradient(regression(1, 2, 3, 1), 0)).isEqualTo(-2.5);
    }

    /** Lines of two numbers below a header. */
    private static double[][] table(String name) {
        Path file = Path.of(System.getProperty("glissade.home"), "src/main/data", name, name + ".csv");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .map(fields -> new double[] {Double.parseDouble(fields[0]), Double.parseDouble(fields[1])})
                    .toArray(double[][]::new);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    /** The first column as feature, the second as label; row i in slice i mod 4. */
    private static GradientSource source(Model model, double[][] table) {
        RowBlock[] slices = new RowBlock[SLICES];
        for (int slice = 0; slice < SLICES; slice++) {
            int size = (table.length - slice + SLICES - 1) / SLICES;
            double[] features = new double[size];
            double[] labels = new double[size];
            for (int row = 0; row < size; row++) {
                features[row] = table[slice + row * SLICES][0];
                labels[row] = table[slice + row * SLICES][1];
            }
            slices[slice] = new DenseRows(1, features, labels, null);
        }
        return new InMemoryGradientSource(model, new SliceGroup(0, slices));
    }

    private static DenseVector line(GradientEstimator estimator, double rate) {
        GradientSource data = source(LinearModel.leastSquares(1, true), table("line200"));
        assertThat(data.rows()).isEqualTo(200);
        return new Trainer(
                        estimator,
                        Penalty.none(data.model().layout()),
                        new Sgd(),
                        LearningRates.constant(rate),
                        Checks.every(100, StopRules.maxEpochs(100)))
                .train(data, DenseVector.zeros(2))
                .weights();
    }

    @Test
    void batchDescentOnALine() {
        DenseVector end = line(new FullGradient(), 0.1);
        assertThat(end.get(0)).isCloseTo(3.04999022, within(5e-9));
        assertThat(end.get(1)).isCloseTo(2.0448391, within(5e-8));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void miniBatchesOnALineEndNearby(long seed) {
        DenseVector end = line(new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, seed), 32), 0.05);
        assertThat(end.plus(-1, DenseVector.of(3.04999022, 2.0448391)).norm()).isLessThan(0.05);
    }

    @Test
    void anObjectiveOfOnesOwnWithRowsThatCurveDownwards() {
        GradientSource data = source(new RowObjectiveModel(new WeightedParabola(), 1), table("experiment8"));
        assertThat(data.rows()).isEqualTo(10_000);
        TrainingResult end = new Trainer(
                        new FullGradient(),
                        Penalty.none(data.model().layout()),
                        new Sgd(),
                        LearningRates.constant(0.1),
                        Checks.every(1_000, StopRules.maxSteps(2_000)))
                .train(data, DenseVector.of(3));
        assertThat(end.weights().get(0)).isCloseTo(-0.003721395635379932, within(1e-12));
        assertThat(end.evaluation().objective()).isCloseTo(1.007666981608153, within(1e-12));
    }

    /** Σ aᵢwᵢ² has the curvatures 2aᵢ: λmin = 0.5 and λmax = 8 here. */
    private static final DifferentiableFunction BOWL = Functions.bowl(0.25, 1, 2.5, 4);

    private static final double SMALLEST = 0.5;
    private static final double LARGEST = 8;
    private static final DenseVector ONES = DenseVector.of(1, 1, 1, 1);

    private static double end(double rate, int steps) {
        return FunctionRun.descent(BOWL, rate)
                .train(steps, ONES)
                .last()
                .weights()
                .norm();
    }

    @Test
    void descentConvergesBelowTwoOverTheLargestCurvatureAndDivergesAbove() {
        double bound = 2 / LARGEST;
        // at (1 − δ)·2/λmax the steepest coordinate changes by the factor −(1 − 2δ) a step
        assertThat(end(0.995 * bound, 2_000)).isCloseTo(StrictMath.pow(0.99, 2_000), within(1e-15));
        assertThat(end(0.99 * bound, 2_000)).isLessThan(1e-15);
        assertThat(end(bound, 2_000)).isCloseTo(1, within(1e-9));
        assertThat(end(1.005 * bound, 2_000)).isGreaterThan(1e8);
        assertThat(end(1.01 * bound, 2_000)).isGreaterThan(1e16);
    }

    @Test
    void theFastestRateBalancesTheEndsOfTheSpectrum() {
        double best = 2 / (SMALLEST + LARGEST);
        int steps = 1_000;
        double atBest = end(best, steps);
        // both ends shrink by (λmax − λmin)/(λmax + λmin) a step there, all between them faster
        double ratio = (LARGEST - SMALLEST) / (LARGEST + SMALLEST);
        assertThat(StrictMath.pow(atBest / Math.sqrt(2), 1.0 / steps)).isCloseTo(ratio, within(1e-9));
        for (double factor : new double[] {0.1, 0.5, 0.9, 0.99, 1.01, 1.03, 1.06}) {
            assertThat(end(factor * best, steps)).as("%s of the best", factor).isGreaterThan(2 * atBest);
        }
    }
}
