package dev.glissade.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every registered margin loss by one table. To test a new one, add its row: points worked out by hand (among them
 * margins of ±1000), and margins at which its slope is zero.
 */
class LossTest {

    private static final List<Row> TABLE = List.of(
            new Row("linear")
                    .point(3, 1, 2, 2)
                    .point(-1.5, 0, 1.125, -1.5)
                    .point(1000, -1000, 2_000_000, 2000)
                    .point(-1000, 0.5, 500_500.125, -1000.5)
                    .zeroSlope(2.5, 2.5)
                    .zeroSlope(-7, -7),
            new Row("logistic")
                    .point(0, 1, 0.6931471805599453, -0.5)
                    .point(0, -1, 0.6931471805599453, 0.5)
                    .point(2, 1, 0.1269280110429725, -0.11920292202211756)
                    .point(2, -1, 2.1269280110429727, 0.8807970779778825)
                    .point(-40, -1, 4.248354255291589e-18, 4.248354255291589e-18)
                    .point(1000, 1, 0, 0)
                    .point(1000, -1, 1000, 1)
                    .point(-1000, 1, 1000, -1)
                    .point(-1000, -1, 0, 0),
            new Row("hinge")
                    .point(0, 1, 1, -1)
                    .point(0.75, 1, 0.25, -1)
                    .point(0.5, -1, 1.5, 1)
                    .point(1, 1, 0, 0)
                    .point(-1, -1, 0, 0)
                    .point(1000, 1, 0, 0)
                    .point(1000, -1, 1001, 1)
                    .point(-1000, 1, 1001, -1)
                    .zeroSlope(1, 1)
                    .zeroSlope(-1.5, -1),
            new Row("smooth-hinge")
                    .point(0, 1, 0.5, -1)
                    .point(-0.5, 1, 1, -1)
                    .point(0.5, 1, 0.125, -0.5)
                    .point(-0.25, -1, 0.28125, 0.75)
                    .point(3, -1, 3.5, 1)
                    .point(1, 1, 0, 0)
                    .point(1000, 1, 0, 0)
                    .point(1000, -1, 1000.5, 1)
                    .point(-1000, 1, 1000.5, -1)
                    .zeroSlope(1, 1)
                    .zeroSlope(-4, -1),
            new Row("huber")
                    .point(1.5, 1, 0.125, 0.5)
                    .point(1, 2, 0.5, -1)
                    .point(5, 2, 2.5, 1)
                    .point(-3, 0.5, 3, -1)
                    .point(1000, -1000, 1999.5, 1)
                    .point(-1000, 0, 999.5, -1)
                    .zeroSlope(2.5, 2.5)
                    .zeroSlope(-7, -7));

    /** Losses that have a number of their own, at another one than the registered. */
    private static final List<Row> OTHERS = List.of(new Row("huber, delta = 2.5", new HuberLoss(2.5))
            .point(2, 0, 2, 2)
            .point(3, 0.5, 3.125, 2.5)
            .point(-2, 2, 6.875, -2.5)
            .point(1000, 0, 2496.875, 2.5)
            .point(-1000, 0, 2496.875, -2.5)
            .zeroSlope(3, 3));

    static Stream<Row> all() {
        return Stream.concat(TABLE.stream(), OTHERS.stream());
    }

    /** What is known of one loss. */
    private static final class Row {
        private final String kind;
        private final PointwiseLoss loss;
        private double[][] points = {};
        private double[][] zeroSlopes = {};

        private Row(String kind) {
            this(kind, Losses.ofKind(kind));
        }

        private Row(String kind, PointwiseLoss loss) {
            this.kind = kind;
            this.loss = loss;
        }

        /** Value and slope at a margin and a label. */
        Row point(double margin, double label, double value, double slope) {
            points = with(points, margin, label, value, slope);
            return this;
        }

        /** A margin at which the loss of this label is least. */
        Row zeroSlope(double margin, double label) {
            zeroSlopes = with(zeroSlopes, margin, label);
            return this;
        }

        double[] labels() {
            return loss.forClasses() ? new double[] {-1, 1} : new double[] {-1.75, 0, 3.5};
        }

        private static double[][] with(double[][] rows, double... row) {
            double[][] more = Arrays.copyOf(rows, rows.length + 1);
            more[rows.length] = row;
            return more;
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    @Test
    void everyRegisteredLossHasItsRow() {
        assertThat(TABLE.stream().map(row -> row.kind)).containsExactlyElementsOf(Losses.kinds());
    }

    @Test
    void unknownKindsAreNamed() {
        assertThatThrownBy(() -> Losses.ofKind("cubic"))
                .hasMessageContaining("cubic")
                .hasMessageContaining("logistic");
        assertThatThrownBy(() -> Losses.kinds().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void pointsWorkedOutByHand(Row row) {
        assertThat(List.of(row.points)).hasSizeGreaterThanOrEqualTo(4);
        for (double[] point : row.points) {
            assertThat(row.loss.value(point[0], point[1])).isCloseTo(point[2], within(4e-16 * Math.abs(point[2])));
            assertThat(row.loss.slope(point[0], point[1])).isCloseTo(point[3], within(4e-16 * Math.abs(point[3])));
        }
        assertThat(List.of(row.points))
                .as("margins of ±1000")
                .anyMatch(p -> p[0] == 1000)
                .anyMatch(p -> p[0] == -1000);
    }

    /** Where the slope itself has a kink or a jump, the difference lies between the slopes on both sides. */
    @ParameterizedTest
    @MethodSource("all")
    void slopesAreFiniteDifferencesOfValues(Row row) {
        double step = 1e-4;
        for (double label : row.labels()) {
            for (double margin = -8; margin <= 8; margin += 0.0625) {
                double difference =
                        (row.loss.value(margin + step, label) - row.loss.value(margin - step, label)) / (2 * step);
                double before = row.loss.slope(margin - step, label);
                double slope = row.loss.slope(margin, label);
                double after = row.loss.slope(margin + step, label);
                boolean smooth = Math.abs(before - 2 * slope + after) < 1e-7;
                double low = smooth ? slope : Math.min(before, after);
                double high = smooth ? slope : Math.max(before, after);
                assertThat(difference)
                        .as("slope at margin %s, label %s", margin, label)
                        .isBetween(low - 1e-8, high + 1e-8);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void largeMarginsStayFinite(Row row) {
        for (double label : row.labels()) {
            for (double margin : new double[] {-1e6, -1000, -745.2, -710, -37, 37, 710, 745.2, 1000, 1e6}) {
                assertThat(row.loss.value(margin, label)).isFinite().isNotNegative();
                assertThat(row.loss.slope(margin, label)).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSlopeIsZeroAtTheMinimum(Row row) {
        for (double[] minimum : row.zeroSlopes) {
            assertThat(row.loss.slope(minimum[0], minimum[1])).isZero();
            double least = row.loss.value(minimum[0], minimum[1]);
            for (double away : new double[] {-2, -0.1, 0.1, 2}) {
                assertThat(row.loss.value(minimum[0] + away, minimum[1])).isGreaterThanOrEqualTo(least);
            }
        }
    }

    /** No pair of slopes differs by more than the bound allows, and some pair comes within 1% of it. */
    @ParameterizedTest
    @MethodSource("all")
    void theCurvatureIsTheLeastUpperBound(Row row) {
        double step = 1e-3;
        double steepest = 0;
        for (double label : row.labels()) {
            for (double margin = -8; margin <= 8; margin += 0.0625) {
                double change = row.loss.slope(margin + step, label) - row.loss.slope(margin, label);
                steepest = Math.max(steepest, Math.abs(change) / step);
            }
        }
        if (Double.isFinite(row.loss.curvature())) {
            assertThat(steepest).isBetween(0.99 * row.loss.curvature(), row.loss.curvature() * (1 + 1e-9));
        } else {
            assertThat(steepest).as("a jump").isGreaterThan(0.1 / step);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void evaluateGivesTheBitsOfValueAndSlope(Row row) {
        SplittableRandom random = new SplittableRandom(31);
        int count = 50;
        double[] margins = random.doubles(count + 3, -30, 30).toArray();
        double[] labels = new double[count + 3];
        Arrays.setAll(labels, i -> row.labels()[random.nextInt(row.labels().length)]);
        double[] weights = random.doubles(count + 3, 0, 3).toArray();
        double[] slopes = margins.clone();
        double sum = row.loss.evaluate(count, slopes, labels, weights, 0.125);
        double expected = 0.125;
        for (int i = 0; i < count; i++) {
            expected += weights[i] * row.loss.value(margins[i], labels[i]);
            assertThat(slopes[i]).isEqualTo(weights[i] * row.loss.slope(margins[i], labels[i]));
        }
        assertThat(sum).isEqualTo(expected);
        assertThat(Arrays.copyOfRange(slopes, count, count + 3))
                .as("rows beyond the count")
                .isEqualTo(Arrays.copyOfRange(margins, count, count + 3));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aWeightOfTwoIsTheRowTwice(Row row) {
        double label = row.labels()[0];
        double[] once = {0.3};
        double[] twice = {0.3, 0.3};
        double heavy = row.loss.evaluate(1, once, new double[] {label}, new double[] {2}, 0);
        double repeated = row.loss.evaluate(2, twice, new double[] {label, label}, new double[] {1, 1}, 0);
        assertThat(heavy).isEqualTo(repeated);
        assertThat(once[0]).isEqualTo(twice[0] + twice[1]);
    }

    @ParameterizedTest
    @MethodSource("all")
    void notANumberStaysNotANumber(Row row) {
        assertThat(row.loss.value(Double.NaN, row.labels()[0])).isNaN();
        assertThat(row.loss.slope(Double.NaN, row.labels()[0])).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void deltasOutOfBoundsAreNamed(double delta) {
        assertThatThrownBy(() -> new HuberLoss(delta)).hasMessageContaining("delta = " + delta + ": must be");
    }

    @Test
    void probabilitiesOfMargins() {
        assertThat(LogisticLoss.probability(0)).isEqualTo(0.5);
        assertThat(LogisticLoss.probability(2)).isCloseTo(0.8807970779778825, within(2e-16));
        assertThat(LogisticLoss.probability(-40)).isCloseTo(4.248354255291589e-18, within(1e-33));
        assertThat(LogisticLoss.probability(1000)).isEqualTo(1);
        assertThat(LogisticLoss.probability(-1000)).isZero();
    }
}
