package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RocHistogramTest {

    /** Where the histogram begins among the sums, so that an offset that is forgotten is noticed. */
    private static final int FROM = 3;

    /** Rows to be ranked. */
    private static final class Scores {
        private final double[] margins;
        private final boolean[] positive;
        private final double[] weights;

        private Scores(double[] margins, boolean[] positive, double[] weights) {
            this.margins = margins;
            this.positive = positive;
            this.weights = weights;
        }

        /** Labels by the logistic model of the standard margins, which then are scaled and shifted; weights of ½ … 3. */
        static Scores logistic(int seed, int size, double spread, double shift) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] margins = new double[size];
            boolean[] positive = new boolean[size];
            double[] weights = new double[size];
            for (int i = 0; i < size; i++) {
                double margin = random.nextDouble(-2, 2) + random.nextDouble(-2, 2) + random.nextDouble(-2, 2);
                positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-margin));
                weights[i] = 0.5 * (1 + random.nextInt(6));
                margins[i] = spread * margin + shift;
            }
            return new Scores(margins, positive, weights);
        }

        double[] sums(int from, int to) {
            double[] sums = new double[FROM + RocHistogram.SUMS];
            for (int i = from; i < to; i++) {
                RocHistogram.add(margins[i], positive[i], weights[i], sums, FROM);
            }
            assertThat(Arrays.copyOf(sums, FROM)).containsOnly(0);
            return sums;
        }

        OptionalDouble area() {
            return RocHistogram.area(sums(0, margins.length), FROM);
        }

        /** By ranks: for each positive row, the negative ones below and beside it in sorted order. */
        double sortedArea() {
            int[] negatives = IntStream.range(0, margins.length)
                    .filter(i -> !positive[i])
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> margins[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            TreeMap<Double, double[]> weightBelowAndHere = new TreeMap<>();
            double below = 0;
            for (int i : negatives) {
                double before = below;
                weightBelowAndHere.computeIfAbsent(margins[i], margin -> new double[] {before, 0})[1] += weights[i];
                below += weights[i];
            }
            double won = 0;
            double all = 0;
            for (int i = 0; i < margins.length; i++) {
                var floor = positive[i] ? weightBelowAndHere.floorEntry(margins[i]) : null;
                double share = floor == null ? 0 : floor.getKey() == margins[i] ? 0.5 : 1;
                won += floor == null ? 0 : weights[i] * (floor.getValue()[0] + share * floor.getValue()[1]);
                all += positive[i] ? weights[i] * below : 0;
            }
            return won / all;
        }

        /** Pair by pair. */
        double exactArea() {
            double won = 0;
            double all = 0;
            for (int i = 0; i < margins.length; i++) {
                for (int j = 0; j < margins.length; j++) {
                    if (positive[i] && !positive[j]) {
                        double share = margins[i] > margins[j] ? 1 : margins[i] == margins[j] ? 0.5 : 0;
                        won += share * weights[i] * weights[j];
                        all += weights[i] * weights[j];
                    }
                }
            }
            return won / all;
        }
    }

    @Test
    void areaByHand() {
        // the positive 2 beats all but the negative 3; 0 ties with 0 and beats −1
        Scores scores = new Scores(
                new double[] {2, 0, 0, -1, 3},
                new boolean[] {true, true, false, false, false},
                new double[] {1, 2, 4, 1, 3});
        assertThat(scores.area().orElseThrow()).isEqualTo((1 * (4 + 1) + 2 * (2 + 1)) / 24.0);
        assertThat(scores.exactArea()).isEqualTo(11 / 24.0);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 3e-5", "1, -3, 1e-4", "20, 0, 3e-5", "0.01, 0, 3e-5", "0.001, 0, 2e-4"})
    void areaOfLogisticScores(double spread, double shift, double error) {
        Scores scores = Scores.logistic(91, 20_000, spread, shift);
        double exact = scores.sortedArea();
        assertThat(exact).isBetween(0.8, 0.95);
        assertThat(scores.area().orElseThrow()).isCloseTo(exact, within(error));
    }

    /** Rounded to quarters from −15.75 to 15.75 no two different margins share a bin, and there are many ties. */
    @Test
    void areaIsExactWhereMarginsHaveBinsOfTheirOwn() {
        Scores scores = Scores.logistic(92, 3_000, 2, 0);
        for (int i = 0; i < scores.margins.length; i++) {
            scores.margins[i] = Math.rint(4 * scores.margins[i]) / 4 + 0.0; // no −0, which sorts below 0
        }
        assertThat(scores.area().orElseThrow()).isCloseTo(scores.exactArea(), within(1e-14));
        assertThat(scores.sortedArea()).isCloseTo(scores.exactArea(), within(1e-14));
    }

    @Test
    void histogramsAddUp() {
        Scores scores = Scores.logistic(93, 1_000, 1, 0);
        double[] sums = scores.sums(0, 300);
        double[] more = scores.sums(300, 1_000);
        Arrays.setAll(sums, i -> sums[i] + more[i]);
        assertThat(RocHistogram.area(sums, FROM)).isEqualTo(scores.area());
    }

    @Test
    void perfectAndReversedRanks() {
        double[] margins = {-1e30, -2, -1e-300, 1e-300, 5, Double.POSITIVE_INFINITY};
        double[] weights = {1, 2, 3, 1, 2, 3};
        boolean[] above = {false, false, false, true, true, true};
        boolean[] below = {true, true, true, false, false, false};
        assertThat(new Scores(margins, above, weights).area()).hasValue(1);
        assertThat(new Scores(margins, below, weights).area()).hasValue(0);
        assertThat(new Scores(new double[6], above, weights).area()).hasValue(0.5);
    }

    @Test
    void areaNeedsBothClasses() {
        double[] margins = {1, 2};
        assertThat(new Scores(margins, new boolean[2], new double[] {1, 1}).area())
                .isEmpty();
        assertThat(new Scores(margins, new boolean[] {true, true}, new double[] {1, 1}).area())
                .isEmpty();
        assertThat(new Scores(margins, new boolean[] {true, false}, new double[] {1, 0}).area())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void marginsThatAreNotNumbersMakeTheAreaNotANumber(boolean positive) {
        Scores scores = new Scores(
                new double[] {1, 2, Double.NaN}, new boolean[] {true, false, positive}, new double[] {1, 1, 1});
        assertThat(scores.area().orElseThrow()).isNaN();
    }

    @Test
    void binsAscendWithTheMarginAndMirrorAtZero() {
        SplittableRandom random = new SplittableRandom(94);
        double[] margins = new double[20_000];
        Arrays.setAll(margins, i -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-30, 40)));
        margins[0] = Double.NEGATIVE_INFINITY;
        margins[1] = Double.POSITIVE_INFINITY;
        margins[2] = Double.MIN_VALUE;
        margins[3] = Double.MAX_VALUE;
        Arrays.sort(margins);
        int before = 0;
        for (double margin : margins) {
            int bin = RocHistogram.bin(margin);
            assertThat(bin).isBetween(before, RocHistogram.BINS - 1);
            assertThat(RocHistogram.bin(-margin)).isEqualTo(RocHistogram.BINS - 1 - bin);
            before = bin;
        }
        assertThat(RocHistogram.bin(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(RocHistogram.bin(0)).isEqualTo(RocHistogram.bin(-0.0)).isEqualTo(RocHistogram.BINS / 2);
        assertThat(RocHistogram.bin(Double.MIN_VALUE)).isEqualTo(RocHistogram.BINS / 2 + 1);
    }

    /** 40 powers of two in 64 parts, and what is smaller. */
    @Test
    void borders() {
        int one = RocHistogram.BINS / 2 + 1;
        assertThat(RocHistogram.bin(0x1p-16)).isEqualTo(one + 1);
        assertThat(RocHistogram.bin(Math.nextDown(0x1p-16))).isEqualTo(one);
        assertThat(RocHistogram.bin(1)).isEqualTo(one + 1 + 16 * 64);
        assertThat(RocHistogram.bin(1 + 1.0 / 64)).isEqualTo(one + 2 + 16 * 64);
        assertThat(RocHistogram.bin(Math.nextDown(1 + 1.0 / 64))).isEqualTo(one + 1 + 16 * 64);
        assertThat(RocHistogram.bin(Math.nextDown(0x1p24))).isEqualTo(RocHistogram.BINS - 1);
        assertThat(RocHistogram.bin(0x1p40)).isEqualTo(RocHistogram.BINS - 1);
    }
}
