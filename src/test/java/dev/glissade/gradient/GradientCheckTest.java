package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.linalg.DenseVector;
import dev.glissade.loss.Losses;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {

    /** More parameters than are looked at, and fewer. */
    @ParameterizedTest
    @ValueSource(ints = {3, 80})
    void rightGradientsPass(int features) {
        for (String kind : Losses.kinds()) {
            Model model = new LinearModel(features, true, Losses.ofKind(kind));
            GeneratedRows rows = GeneratedRows.of(221, 50, features, model.labelKind(), 2, true);
            GradientSource data =
                    new InMemoryGradientSource(model, new SliceGroup(0, rows.slices(new int[] {30, 20}, false)));
            DenseVector point = DenseVector.wrap(
                    new SplittableRandom(222).doubles(features + 1, -0.5, 0.5).toArray());
            GradientCheck check = GradientCheck.at(data, point);
            assertThat(check.passed()).as("%s: %s", kind, check).isTrue();
            assertThat(check.difference()).isCloseTo(check.gradient(), within(1e-4));
        }
    }

    @Test
    void functionsPassNearAndFarFromTheirMinimum() {
        for (DifferentiableFunction function :
                new DifferentiableFunction[] {Functions.rosenbrock(), Functions.wavySurface(), Functions.bowl(1, 1e6)
                }) {
            for (double[] point : new double[][] {{1, 1}, {0, 0}, {-1.5, 2}, {30, -20}}) {
                GradientCheck check = GradientCheck.at(new FunctionSource(function), DenseVector.of(point));
                assertThat(check.passed()).as(check.toString()).isTrue();
            }
        }
    }

    /** A bowl of forty parameters whose gradient is off by a factor in one of them. */
    private record Wrong(int parameter, double factor) implements DifferentiableFunction {

        @Override
        public int dimension() {
            return 40;
        }

        @Override
        public double value(DenseVector w) {
            return 0.5 * w.norm() * w.norm();
        }

        @Override
        public DenseVector gradient(DenseVector w) {
            double[] gradient = w.toArray();
            gradient[parameter] *= factor;
            return DenseVector.wrap(gradient);
        }
    }

    private static GradientCheck wrong(int parameter, double factor) {
        double[] point = new double[40];
        for (int i = 0; i < point.length; i++) {
            point[i] = 1 + i;
        }
        return GradientCheck.at(new FunctionSource(new Wrong(parameter, factor)), DenseVector.wrap(point));
    }

    @Test
    void wrongGradientsFailWithTheParameterNamed() {
        assertThat(wrong(39, 1).passed()).isTrue();
        for (double factor : new double[] {-1, 1.001, 2}) {
            GradientCheck check = wrong(39, factor);
            assertThat(check.passed()).isFalse();
            assertThat(check.parameter()).isEqualTo(39);
            assertThat(check.gradient()).isCloseTo(40 * factor, within(1e-12));
            assertThat(check.difference()).isCloseTo(40, within(1e-5));
        }
        // one of those that are evenly spread: 5 = ⌊2·40/16⌋
        assertThat(wrong(5, 0).parameter()).isEqualTo(5);
        assertThat(wrong(5, 0).passed()).isFalse();
    }

    @Test
    void whatIsNoNumberFails() {
        assertThat(wrong(39, Double.NaN).passed()).isFalse();
        GradientSource bowl = new FunctionSource(Functions.bowl(1, 2));
        assertThat(GradientCheck.at(bowl, DenseVector.of(Double.NaN, 1)).passed())
                .isFalse();
    }
}
