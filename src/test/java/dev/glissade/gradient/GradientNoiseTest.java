package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.SliceTree;
import dev.glissade.sampling.WithReplacementBatch;
import dev.glissade.sampling.WithoutReplacementBatch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GradientNoiseTest {

    private static final int[] SIZES = {40, 0, 70, 13, 100, 1, 16, 0};
    private static final int ROWS = 240;
    private static final LinearModel MODEL = LinearModel.logistic(5, true);

    /** (Σ‖Sₛ‖²/nₛ − ‖S‖²/b)/(k − 1) and ‖S/b‖² − (trace/b)(1 − b/N), row by row. */
    @Test
    void isTheDirectFormula() {
        RowBlock[] slices =
                GeneratedRows.of(201, ROWS, 5, LabelKind.BINARY, 2, true).slices(SIZES, false);
        GradientSource data = new InMemoryGradientSource(MODEL, new SliceGroup(0, slices));
        DenseVector point = DenseVector.of(0.1, -0.2, 0.3, 0, 0.5, -0.1);
        for (Batch batch : List.of(data.allRows(), new WithoutReplacementBatch(3, 1, 60))) {
            RowSelection[] drawn = batch.select(SliceTree.of(SIZES), 0, SIZES.length);
            double[] total = new double[6];
            double squares = 0;
            int used = 0;
            for (int slice = 0; slice < SIZES.length; slice++) {
                double[] sum = new double[6];
                MODEL.addGradient(slices[slice], drawn[slice], point.values(), sum);
                used += drawn[slice].count() > 0 ? 1 : 0;
                for (int j = 0; j < 6; j++) {
                    squares += drawn[slice].count() > 0 ? sum[j] * sum[j] / drawn[slice].count() : 0;
                    total[j] += sum[j];
                }
            }
            double rows = batch.size();
            double square = Arrays.stream(total).map(entry -> entry * entry).sum();
            double unit = data.rows() / data.totalWeight();
            double trace = unit * unit * (squares - square / rows) / (used - 1);
            GradientNoise noise = GradientNoise.of(
                            data.sum(new SumRequest(batch, List.of(point)).withScatter()), batch, data)
                    .orElseThrow();
            assertThat(noise.trace()).isCloseTo(trace, within(1e-12 * trace)).isPositive();
            double norm = unit * unit * square / (rows * rows) - trace / rows * (1 - rows / ROWS);
            assertThat(noise.squaredNorm()).isCloseTo(norm, within(1e-13));
        }
    }

    private static Stream<Arguments> batches() {
        return Stream.of(
                Arguments.of("all", 8, (LongFunction<Batch>) deal -> new AllRows(64)),
                Arguments.of("without replacement", 8, (LongFunction<Batch>)
                        deal -> new WithoutReplacementBatch(7, deal, 20)),
                Arguments.of(
                        "with replacement", 8, (LongFunction<Batch>) deal -> new WithReplacementBatch(7, deal, 20)),
                Arguments.of("few rows of many slices", 32, (LongFunction<Batch>)
                        deal -> new WithReplacementBatch(7, deal, 6)),
                Arguments.of("as many with replacement", 8, (LongFunction<Batch>)
                        deal -> new WithReplacementBatch(7, deal, 64)));
    }

    /**
     * Over random deals of the rows to slices the mean of the estimates is the rows' own variance, Σ‖gᵢ − ḡ‖²/(N − 1). Of as many rows as
     * there are, drawn with replacement, it would be twice that if k − 1 were divided by alone.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("batches")
    void isUnbiasedOverDealsOfTheRows(String name, int slices, LongFunction<Batch> batches) {
        SplittableRandom random = new SplittableRandom(202);
        double[] labels = random.doubles(64, -1, 3).toArray();
        double mean = Arrays.stream(labels).average().orElseThrow();
        double variance =
                Arrays.stream(labels).map(y -> (y - mean) * (y - mean)).sum() / 63;
        int deals = 2_000;
        double sum = 0;
        double squares = 0;
        for (int deal = 0; deal < deals; deal++) {
            for (int i = labels.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                double label = labels[i];
                labels[i] = labels[other];
                labels[other] = label;
            }
            double trace = noiseAtZero(labels, slices, batches.apply(deal)).trace();
            sum += trace;
            squares += trace * trace;
        }
        double average = sum / deals;
        double standardError = Math.sqrt((squares / deals - average * average) / deals);
        assertThat(average).isCloseTo(variance, within(4 * standardError));
        assertThat(4 * standardError).isLessThan(0.1 * variance);
    }

    /** Least squares of a constant at 0: the gradient of a row is −y. */
    private static GradientNoise noiseAtZero(double[] labels, int count, Batch batch) {
        int each = labels.length / count;
        RowBlock[] slices = new RowBlock[count];
        double[] ones = new double[each];
        Arrays.fill(ones, 1);
        for (int slice = 0; slice < count; slice++) {
            double[] own = Arrays.copyOfRange(labels, each * slice, each * (slice + 1));
            slices[slice] = new DenseRows(1, ones, own, null);
        }
        GradientSource data = new InMemoryGradientSource(LinearModel.leastSquares(1, false), new SliceGroup(0, slices));
        return GradientNoise.of(
                        data.sum(new SumRequest(batch, List.of(DenseVector.zeros(1))).withScatter()), batch, data)
                .orElseThrow();
    }

    @Test
    void theScaleIsInRows() {
        assertThat(new GradientNoise(12, 3).scale()).isEqualTo(4);
        assertThat(new GradientNoise(-1e-20, 3).scale()).isZero();
        assertThat(new GradientNoise(12, 0).scale()).isInfinite();
        assertThat(new GradientNoise(12, -1).scale()).isInfinite();
    }

    @Test
    void oneSliceSaysNothing() {
        RowBlock[] one = GeneratedRows.of(203, 5, 2, LabelKind.BINARY, 2, true).slices(new int[] {5}, false);
        GradientSource data = new InMemoryGradientSource(LinearModel.logistic(2, false), new SliceGroup(0, one));
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(DenseVector.zeros(2))).withScatter());
        assertThat(GradientNoise.of(sum, data.allRows(), data)).isEmpty();
    }
}
