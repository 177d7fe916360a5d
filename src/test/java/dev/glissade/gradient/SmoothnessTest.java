package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Kernels;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.penalty.Penalty;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothnessTest {

    private static double of(DifferentiableFunction function, double... point) {
        return Smoothness.at(new FunctionSource(function), (gradient, at) -> gradient, DenseVector.of(point));
    }

    /** Σ aᵢwᵢ² has the curvatures 2aᵢ everywhere. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.1, 1, 1e4})
    void ofQuadratics(double scale) {
        DifferentiableFunction bowl = Functions.bowl(scale, 3 * scale, 5 * scale, 2 * scale);
        for (double[] point :
                new double[][] {{0, 0, 0, 0}, {1, 1, 1, 1}, {-1, -1, -1, -1}, {3, 0, 0, 0}, {0, 0, -7, 0}}) {
            assertThat(of(bowl, point)).isCloseTo(10 * scale, within(0.1 * scale));
        }
    }

    /** A gradient that points the other way as the entries added to it must not cancel them. */
    @ParameterizedTest
    @ValueSource(doubles = {-2, -1e-3, 0, 1e-3, 2})
    void ofOneParameter(double point) {
        assertThat(of(Functions.bowl(3), point)).isCloseTo(6, within(1e-4));
    }

    /** At (1, 1) the Hessian of Rosenbrock's function is (802, −400; −400, 200). */
    @Test
    void ofRosenbrocksValley() {
        double largest = 501 + Math.sqrt(501 * 501 - 400);
        assertThat(of(Functions.rosenbrock(), 1, 1)).isCloseTo(largest, within(0.01 * largest));
    }

    /** One feature alone, at a weight of 0: ¼ of the mean of its squares. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1, 100, 1e5, 1e9})
    void ofLogisticRegressionOnAFeatureOfAnyScale(double scale) {
        double[] values = {3 * scale, -scale, 2 * scale, 4 * scale};
        SparseRows rows =
                new SparseRows(1, new int[] {0, 1, 2, 3, 4}, new int[4], values, new double[] {1, -1, -1, 1}, null);
        GradientSource data =
                new InMemoryGradientSource(LinearModel.logistic(1, false), new SliceGroup(0, new SparseRows[] {rows}));
        double curvature = scale * scale * 30 / 16;
        assertThat(Smoothness.at(data, (gradient, at) -> gradient, DenseVector.zeros(1)))
                .isCloseTo(curvature, within(1e-4 * curvature));
    }

    /** At 0 the Hessian of the logistic loss is ¼ of the mean of c·(x, 1)(x, 1)ᵀ; l2 adds itself. */
    @Test
    void ofLogisticRegressionWithAPenalty() {
        LinearModel model = LinearModel.logistic(4, true);
        DenseRows rows = (DenseRows)
                GeneratedRows.of(211, 80, 4, LabelKind.BINARY, 2, true).block(false);
        GradientSource data = new InMemoryGradientSource(model, new SliceGroup(0, new DenseRows[] {rows}));
        double[] vector = {1, 1, 1, 1, 1};
        double expected = 0;
        for (int round = 0; round < 500; round++) {
            double[] next = new double[5];
            for (int row = 0; row < 80; row++) {
                double product = rows.weight(row) * (rows.dot(row, vector, 0) + vector[4]) / (4 * data.totalWeight());
                rows.addScaled(product, row, next, 0);
                next[4] += product;
            }
            for (int j = 0; j < 4; j++) {
                next[j] += 0.3 * vector[j];
            }
            expected = DenseVector.of(next).norm();
            vector = DenseVector.of(next).times(1 / expected).toArray();
        }
        Penalty penalty = new Penalty(0, 0.3, model.layout());
        assertThat(Smoothness.at(data, penalty::addSmoothGradient, DenseVector.zeros(5)))
                .isBetween(0.97 * expected, 1.0001 * expected); // the two largest eigenvalues are close
        double without = Smoothness.at(data, (gradient, at) -> gradient, DenseVector.zeros(5));
        assertThat(without).isBetween(0.97 * (expected - 0.3), expected - 0.25);
    }

    /** What it costs is gradients: few where curvatures are alike or one stands out, never more than 31. */
    @ParameterizedTest
    @CsvSource({"0.97, 1, 1.03, 9, 0.01", "0, 1, 100, 9, 1e-6", "0, 1, 1, 31, 0.02"})
    void takesAFewGradients(double lowest, double highest, double last, int most, double error) {
        double[] curvatures = new double[1000];
        for (int i = 0; i < curvatures.length; i++) {
            curvatures[i] = (lowest + (highest - lowest) * i / curvatures.length) / 2;
        }
        curvatures[500] = last / 2;
        DifferentiableFunction bowl = Functions.bowl(curvatures);
        AtomicInteger gradients = new AtomicInteger();
        GradientSource counted = new FunctionSource(new DifferentiableFunction() {
            @Override
            public int dimension() {
                return bowl.dimension();
            }

            @Override
            public double value(DenseVector w) {
                return bowl.value(w);
            }

            @Override
            public DenseVector gradient(DenseVector w) {
                gradients.incrementAndGet();
                return bowl.gradient(w);
            }
        });
        double largest = Smoothness.at(counted, (gradient, at) -> gradient, DenseVector.zeros(1000));
        assertThat(largest).isBetween((1 - error) * last, (1 + 1e-6) * last);
        assertThat(gradients).hasValueLessThanOrEqualTo(most);
    }

    /** Rows that share a mean, features that each vary a little, and one that varies more: a product or two may show the mean alone. */
    @ParameterizedTest
    @CsvSource({"1000, 1.5, 0.3", "10000, 3, 0.9", "10000, 2, 0.1", "100000, 3, 0.3"})
    void findsOneFeatureAmongMany(int size, double ofOne, double ofOthers) {
        DifferentiableFunction function = new DifferentiableFunction() {
            @Override
            public int dimension() {
                return size;
            }

            @Override
            public double value(DenseVector w) {
                return 0.5 * Kernels.dot(w.values(), 0, gradient(w).values(), 0, size);
            }

            @Override
            public DenseVector gradient(DenseVector w) {
                double[] x = w.values();
                double mean = 0;
                for (int i = 1; i < size; i++) {
                    mean += x[i] / size;
                }
                double[] gradient = new double[size];
                gradient[0] = ofOne * x[0];
                for (int i = 1; i < size; i++) {
                    gradient[i] = mean + ofOthers * i / size * x[i];
                }
                return DenseVector.wrap(gradient);
            }
        };
        double[] alike = new double[size];
        Arrays.fill(alike, 1e-3); // there the gradient leans to the mean
        alike[0] = 0;
        for (double[] point : new double[][] {new double[size], alike}) {
            assertThat(of(function, point)).isBetween(0.95 * ofOne, 1.0001 * ofOne);
        }
    }

    @Test
    void isNoNumberWhereAGradientIsNone() {
        for (double entry : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
            assertThat(of(Functions.bowl(1, 2), entry, 1)).isNaN();
        }
    }
}
