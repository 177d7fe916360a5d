package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.bench.StepShape.Layout;
import dev.glissade.bench.StepShape.Work;
import dev.glissade.spark.EngineRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model's arithmetic, by hand and at its limits. */
class StepCostModelTest {

    private static final int SLICES = 64;

    private static StepCostModel only(CostTerm term, double price) {
        return new StepCostModel(Map.of(term, price), Network.LOOPBACK);
    }

    /** Prices of about the right size, none of them 0. */
    static StepCostModel usual() {
        Map<CostTerm, Double> prices = new EnumMap<>(CostTerm.class);
        for (CostTerm term : CostTerm.values()) {
            prices.put(
                    term,
                    switch (term) {
                        case JOB -> 4e-3;
                        case STAGE -> 1e-2;
                        case TASK -> 4e-4;
                        case BROADCAST -> 3e-3;
                        case ROW -> 2e-8;
                        case DRAWN_ROW -> 1e-7;
                        case DENSE_ENTRY -> 1e-9;
                        case SPARSE_ENTRY -> 3e-9;
                        default -> 7e-10;
                    });
        }
        return new StepCostModel(prices, Network.LOOPBACK);
    }

    private static double times(CostTerm term, Work work, Layout layout) {
        return term.times(new StepShape(work, layout));
    }

    /** 1,000 of rows of 100 entries, 8 partitions on 3 executors: three waves, so the busiest core has 3/8 of all. */
    @Test
    void termsOfASmallStepByHand() {
        Work work = Work.allDense(400_000, 100).drawing(1000);
        Layout layout = new Layout(3, 8, SLICES);
        assertThat(times(CostTerm.JOB, work, layout)).isEqualTo(1);
        assertThat(times(CostTerm.STAGE, work, layout)).isZero();
        assertThat(times(CostTerm.TASK, work, layout)).isEqualTo(8);
        assertThat(times(CostTerm.BROADCAST, work, layout)).isZero();
        assertThat(times(CostTerm.ROW, work, layout)).isEqualTo(375);
        assertThat(times(CostTerm.DRAWN_ROW, work, layout)).isEqualTo(375);
        assertThat(times(CostTerm.DENSE_ENTRY, work, layout)).isEqualTo(37_500);
        assertThat(times(CostTerm.SPARSE_ENTRY, work, layout)).isZero();
        assertThat(times(CostTerm.SLICE_BYTE, work, layout)).isEqualTo(3 * 8 * 800);
        assertThat(times(CostTerm.PARAMETER_BYTE, work, layout)).isEqualTo(800);
        assertThat(times(CostTerm.DRIVER_BYTE, work, layout)).isEqualTo(3 * 800 + 8 * 800);
        assertThat(times(CostTerm.MERGED_BYTE, work, layout)).isZero();
    }

    /**
     * 2²⁰ parameters are 8 MiB: a first piece of 4 MiB to each of 16 executors, the other half 1 + log₂ 16 times. 16 partitions
     * send more than 64 MiB, so 4 tasks merge 4 sums each, one of them an executor.
     */
    @Test
    void termsOfAWideStepByHand() {
        Work work = Work.allSparse(1_000_000, 40, 1 << 20);
        Layout layout = new Layout(16, 16, SLICES);
        double mebibyte = 1 << 20;
        assertThat(times(CostTerm.STAGE, work, layout)).isEqualTo(1);
        assertThat(times(CostTerm.TASK, work, layout)).isEqualTo(16 + 4);
        assertThat(times(CostTerm.BROADCAST, work, layout)).isEqualTo(1);
        assertThat(times(CostTerm.DRAWN_ROW, work, layout)).isZero();
        assertThat(times(CostTerm.DENSE_ENTRY, work, layout)).isZero();
        assertThat(times(CostTerm.SPARSE_ENTRY, work, layout)).isEqualTo(40 * 62_500);
        assertThat(new StepShape(work, layout).shippedBytes()).isEqualTo((16 * 4 + 5 * 4) * mebibyte);
        assertThat(times(CostTerm.DRIVER_BYTE, work, layout)).isEqualTo((84 + 4 * 8) * mebibyte);
        assertThat(times(CostTerm.MERGED_BYTE, work, layout)).isEqualTo(4 * 8 * mebibyte);
        assertThat(new StepShape(work, layout).roundTrips()).isEqualTo(3 * 2 + 2 + 2 + 1);
    }

    @Test
    void aSliceWithoutARowMakesNoSum() {
        Work few = Work.allDense(400_000, 100).drawing(4);
        assertThat(times(CostTerm.SLICE_BYTE, few, new Layout(2, 2, SLICES))).isEqualTo(2 * 800);
    }

    @Test
    void networkAddsItsBytesAndItsRoundTrips() {
        StepShape shape = new StepShape(Work.allDense(1000, 100), new Layout(2, 2, SLICES));
        StepCostModel free = new StepCostModel(Map.of(), Network.of(0.008, 0.5)); // 10⁶ bytes a second
        assertThat(free.seconds(shape)).isCloseTo(3 * 0.5e-3 + (2 * 800 + 2 * 800) * 1e-6, within(1e-15));
        assertThat(free.over(Network.LOOPBACK).seconds(shape)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aStepIsWorthTheSumOfItsTerms(CostTerm term) {
        StepShape shape = new StepShape(Work.allSparse(1_000_000, 40, 1 << 20).drawing(1000), new Layout(16, 16, 64));
        assertThat(only(term, 0.5).seconds(shape)).isEqualTo(0.5 * term.times(shape));
        assertThatThrownBy(() -> only(term, -1e-9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(term.name());
    }

    @Test
    void moreOfAnythingTakesNoLess() {
        StepCostModel model = usual().over(Network.of(10, 0.2));
        for (int executors : Forecast.EXECUTORS) {
            Layout layout = Layout.onePartitionEach(executors, 1024);
            double before = 0;
            for (int parameters = 1; parameters < 4_000_000; parameters = 3 * parameters + 1) {
                double seconds = model.seconds(new StepShape(Work.allSparse(1_000_000, 40, parameters), layout));
                // a further stage may pay, and is what the engine takes from there on
                if (executors <= 4) {
                    assertThat(seconds).isGreaterThan(before);
                }
                before = seconds;
                assertThat(model.seconds(new StepShape(Work.allSparse(2_000_000, 40, parameters), layout)))
                        .isGreaterThan(seconds);
                assertThat(model.seconds(new StepShape(Work.allSparse(1_000_000, 80, parameters), layout)))
                        .isGreaterThan(seconds);
            }
        }
    }

    /** Work is divided at best, all else is not; a partition more than there are cores doubles the waves. */
    @Test
    void speedUpIsAtMostTheNumberOfExecutors() {
        Forecast.Workload large =
                Forecast.Workload.ahead("large", Work.allDense(1_000_000_000_000L, 100), 1024, Network.of(10, 0.2));
        Forecast.Workload small = Forecast.Workload.ahead("small", Work.allDense(1000, 100), 1024, Network.of(10, 0.2));
        Forecast forecast = new Forecast("name", usual(), List.of(large, small), List.of());
        for (int executors : Forecast.EXECUTORS) {
            assertThat(forecast.speedUp(large, executors)).isBetween(0.99 * executors, executors * (1 + 1e-12));
            assertThat(forecast.speedUp(small, executors)).isLessThanOrEqualTo(1);
        }
        StepCostModel rows = only(CostTerm.ROW, 1);
        Work work = Work.allDense(900, 1);
        assertThat(rows.seconds(new StepShape(work, new Layout(8, 8, 16)))).isEqualTo(900 / 8.0);
        assertThat(rows.seconds(new StepShape(work, new Layout(8, 9, 16)))).isEqualTo(2 * 900 / 9.0);
    }

    @Test
    void everyCoreHasASlice() {
        assertThat(Layout.onePartitionEach(1, 64)).isEqualTo(new Layout(1, 1, 64));
        assertThat(Layout.onePartitionEach(64, 64)).isEqualTo(new Layout(64, 64, 64));
        assertThat(Layout.onePartitionEach(65, 64)).isEqualTo(new Layout(65, 65, 128));
        assertThat(Layout.onePartitionEach(1000, 64)).isEqualTo(new Layout(1000, 1000, 1024));
        assertThatThrownBy(() -> new Layout(2, 65, 64)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The engine's own choices: 64 MiB of sums at once, a quarter of a MiB of parameters in the tasks' function. */
    @Test
    void rulesAreTheEngines() {
        assertThat(EngineRules.carries(256 << 10)).isTrue();
        assertThat(EngineRules.carries((256 << 10) + 1)).isFalse();
        assertThat(EngineRules.depth(8, 8 << 20)).isEqualTo(1);
        assertThat(EngineRules.depth(8, (8 << 20) + 1)).isEqualTo(2);
        assertThat(EngineRules.depth(4, 1 << 30)).isEqualTo(1);
        assertThat(EngineRules.holders(100, 2, 0)).isEqualTo(100);
        assertThat(EngineRules.holders(100, 2, 1)).isEqualTo(10);
        assertThat(EngineRules.holders(100, 1, 0)).isEqualTo(100);
    }

    @Test
    void tableAndPictureHoldWhatIsPredictedAndMeasured() throws IOException {
        SortedMap<Integer, Double> measured = new TreeMap<>(Map.of(2, 0.0125));
        Forecast.Workload workload =
                new Forecast.Workload("mine", Work.allDense(1_000_000, 100), SLICES, Network.LOOPBACK, measured);
        Forecast forecast = new Forecast("forecast", only(CostTerm.ROW, 1e-6), List.of(workload), List.of("as said"));
        List<String> lines = new ForecastTable(forecast).lines();
        assertThat(lines)
                .contains(
                        "| executors | mine |",
                        "| 1 | 1000, 1.00 × |",
                        "| 2 | 500, 2.00 × (measured 12.5) |",
                        "- as said");
        assertThat(lines).anyMatch(line -> line.startsWith("| 1000 | 1.00, 1000 × |"));
        assertThat(lines).anyMatch(line -> line.contains("row 1.00 µs") && line.contains("job nothing"));
        assertThat(ForecastChart.chart(forecast).getSeriesMap()).containsOnlyKeys("mine", "mine, measured");
        assertThat(new ArrayList<>(forecast.fields().keySet())).contains("pricesInSeconds", "workloads", "assumptions");
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ForecastChart.write(forecast, picture);
        assertThat(picture.size()).isPositive();
    }
}
