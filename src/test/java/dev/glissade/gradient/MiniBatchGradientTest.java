package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistics of mini-batch gradients over many draws from a logistic problem with row weights. */
class MiniBatchGradientTest {

    private static final int ROWS = 4_000;
    private static final int FEATURES = 4;
    private static final int SLICES = 64;
    private static final int DRAWS = 6_000;
    private static final LinearModel MODEL = LinearModel.logistic(FEATURES, true);
    private static final DenseVector POINT = DenseVector.of(0.3, -0.4, 0.5, 0, 0.2);
    private static final RowBlock TABLE =
            GeneratedRows.of(111, ROWS, FEATURES, LabelKind.BINARY, 2, true).block(false);
    private static final GradientSource SOURCE = new InMemoryGradientSource(
            MODEL,
            new SliceGroup(
                    0,
                    GeneratedRows.of(111, ROWS, FEATURES, LabelKind.BINARY, 2, true)
                            .slices(unequalSizes(), false)));

    /** Slices of 0, 1 and about 30 to 130 rows. */
    private static int[] unequalSizes() {
        SplittableRandom random = new SplittableRandom(112);
        int[] sizes = new int[SLICES];
        int left = ROWS;
        for (int slice = 0; slice < SLICES - 1; slice++) {
            int room = Math.min(left, 2 * left / (SLICES - slice));
            sizes[slice] = slice % 8 == 5 ? 0 : slice % 8 == 2 ? 1 : random.nextInt(room / 4, room);
            left -= sizes[slice];
        }
        sizes[SLICES - 1] = left;
        return sizes;
    }

    /** N·cᵢ∇ℓᵢ/Σc of every row: batch gradients are their means. */
    private static double[][] rowGradients() {
        double[][] gradients = new double[ROWS][POINT.size()];
        for (int row = 0; row < ROWS; row++) {
            MODEL.addGradient(TABLE, RowSelection.of(new int[] {row}), POINT.values(), gradients[row]);
            for (int j = 0; j < POINT.size(); j++) {
                gradients[row][j] *= ROWS / SOURCE.totalWeight();
            }
        }
        return gradients;
    }

    /** A way of sampling and a batch size. */
    record Scheme(Mode mode, int size) {

        /** The trace of a batch gradient's variance as the architecture states it. */
        double variance(double aroundMean, double aroundZero) {
            return switch (mode) {
                case WITH_REPLACEMENT -> aroundMean / size;
                case EPOCH_SHUFFLE, WITHOUT_REPLACEMENT -> aroundMean / size * (ROWS - size) / (ROWS - 1.0);
                case BERNOULLI -> (1 - (double) size / ROWS) / size * aroundZero;
            };
        }

        /** Of each epoch the shuffle's batch number 2, so that draws are independent. */
        Progress position(int draw) {
            return mode == Mode.EPOCH_SHUFFLE
                    ? new Progress(draw, (long) draw * ROWS + 2L * size)
                    : new Progress(draw, (long) draw * size);
        }
    }

    static List<Scheme> schemes() {
        List<Scheme> schemes = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (int size : new int[] {5, 40, 1_000}) {
                schemes.add(new Scheme(mode, size));
            }
        }
        return schemes;
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void batchGradientsHaveTheRightMeanAndVariance(Scheme scheme) {
        double[][] rows = rowGradients();
        double[] mean = new double[POINT.size()];
        double aroundZero = 0;
        for (double[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / ROWS;
                aroundZero += row[j] * row[j] / ROWS;
            }
        }
        double aroundMean =
                aroundZero - DenseVector.of(mean).norm() * DenseVector.of(mean).norm();

        double[] sums = new double[mean.length];
        double[] squares = new double[mean.length];
        int draws = scheme.size() == 1_000 ? DRAWS / 3 : DRAWS;
        MiniBatchGradient estimator = new MiniBatchGradient(new Sampling(scheme.mode(), 113), scheme.size());
        for (int draw = 0; draw < draws; draw++) {
            DenseVector gradient = estimator
                    .estimate(SOURCE, EstimatorState.NOTHING, scheme.position(draw), POINT)
                    .gradient();
            for (int j = 0; j < mean.length; j++) {
                double deviation = gradient.get(j) - mean[j];
                sums[j] += deviation;
                squares[j] += deviation * deviation;
            }
        }
        double trace = 0;
        for (int j = 0; j < mean.length; j++) {
            double variance = squares[j] / draws;
            trace += variance;
            assertThat(sums[j] / draws)
                    .as("bias of coordinate %d", j)
                    .isCloseTo(0, within(4 * Math.sqrt(variance / draws)));
        }
        assertThat(trace / scheme.variance(aroundMean, aroundZero)).isBetween(0.95, 1.05);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"EPOCH_SHUFFLE", "WITHOUT_REPLACEMENT", "BERNOULLI"})
    void aBatchOfAllRowsIsTheFullGradient(Mode mode) {
        MiniBatchGradient estimator = new MiniBatchGradient(new Sampling(mode, 1), ROWS);
        assertThat(estimator.estimate(SOURCE, EstimatorState.NOTHING, new Progress(0, 0), POINT))
                .isEqualTo(new FullGradient().estimate(SOURCE, EstimatorState.NOTHING, new Progress(0, 0), POINT));
    }

    @Test
    void theFullGradientIsTheMeanOverRows() {
        double[] mean = new double[POINT.size()];
        for (double[] row : rowGradients()) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / ROWS;
            }
        }
        GradientEstimate full = new FullGradient().estimate(SOURCE, EstimatorState.NOTHING, new Progress(0, 0), POINT);
        assertThat(full.gradient().plus(-1, DenseVector.of(mean)).norm()).isLessThan(1e-14);
        assertThat(full.work().rowsVisited()).isEqualTo(ROWS);
        assertThat(full.loss().orElseThrow())
                .isEqualTo(
                        SOURCE.value(new ValueRequest(SOURCE.allRows(), POINT)).loss() / SOURCE.totalWeight());
    }

    /** An epoch's last batch is short and divided by its own size: all batches average to the full gradient. */
    @Test
    void anEpochsBatchesAverageToTheFullGradient() {
        MiniBatchGradient estimator = new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 2), 300);
        DenseVector sum = DenseVector.zeros(POINT.size());
        long drawn = 0;
        for (int step = 0; drawn < ROWS; step++) {
            GradientEstimate estimate =
                    estimator.estimate(SOURCE, EstimatorState.NOTHING, new Progress(step, drawn), POINT);
            sum = sum.plus((double) estimate.work().rowsDrawn() / ROWS, estimate.gradient());
            drawn += estimate.work().rowsDrawn();
        }
        DenseVector full = new FullGradient()
                .estimate(SOURCE, EstimatorState.NOTHING, new Progress(0, 0), POINT)
                .gradient();
        assertThat(drawn).isEqualTo(ROWS);
        assertThat(sum.plus(-1, full).norm()).isLessThan(1e-14);
    }

    /** (Σ‖Sₛ‖²/nₛ − ‖S‖²/b)/(k − 1) estimates the trace of one row's variance. */
    @Test
    void sliceSquaresGiveTheNoise() {
        double[][] rows = rowGradients();
        double aroundZero = 0;
        double[] mean = new double[POINT.size()];
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                aroundZero += row[j] * row[j] / ROWS;
                mean[j] += row[j] / ROWS;
            }
        }
        double truth = aroundZero - Math.pow(DenseVector.of(mean).norm(), 2);
        double scale = Math.pow(ROWS / SOURCE.totalWeight(), 2);
        Sampling sampling = new Sampling(Mode.WITH_REPLACEMENT, 114);
        double total = 0;
        int draws = 2_000;
        for (int draw = 0; draw < draws; draw++) {
            GradientSum sum =
                    SOURCE.sum(new SumRequest(sampling.batch(draw, 0, 60, ROWS), List.of(POINT)).withScatter());
            double norm = sum.gradients().get(0).norm();
            total += (sum.sliceSquares().get(0) - norm * norm / sum.rows()) / (sum.slices() - 1) * scale;
        }
        assertThat(total / draws / truth).isBetween(0.95, 1.05);
    }

    @Test
    void anEmptyBatchIsNoFailure() {
        MiniBatchGradient estimator = new MiniBatchGradient(new Sampling(Mode.BERNOULLI, 3), 1);
        GradientEstimate empty = IntStream.range(0, 100)
                .mapToObj(step -> estimator.estimate(SOURCE, EstimatorState.NOTHING, new Progress(step, 0), POINT))
                .filter(estimate -> estimate.work().rowsDrawn() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(empty.gradient()).isEqualTo(DenseVector.zeros(POINT.size()));
        assertThat(empty.loss()).isEmpty();
    }

    @Test
    void replicasDrawForThemselves() {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 4);
        MiniBatchGradient estimator = new MiniBatchGradient(sampling, 9);
        assertThat(estimator.ofReplica(0, 5)).isEqualTo(estimator.withoutNoise());
        assertThat(estimator.ofReplica(3, 5)).isEqualTo(new MiniBatchGradient(sampling.ofReplica(3), 9).withoutNoise());
        assertThat(new FullGradient().ofReplica(3, 5)).isEqualTo(new FullGradient());
    }

    @Test
    void batchesBelowOneAreRefused() {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 0);
        assertThatThrownBy(() -> new MiniBatchGradient(sampling, 0)).hasMessageContaining("batch-size = 0");
    }
}
