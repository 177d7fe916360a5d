package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureScalingTest {

    private static final FeatureScaling SCALING = new FeatureScaling(DenseVector.of(3, -1), DenseVector.of(2, 0.5));

    /** By hand: w = (4/2, 1/0.5) = (2, 2), b = 10 − (3·2 − 1·2) = 6. */
    @Test
    void parametersGoBackAndForthByHand() {
        ParameterLayout layout = new ParameterLayout(1, 2, true);
        assertThat(SCALING.toOriginal(layout, DenseVector.of(4, 1, 10))).isEqualTo(DenseVector.of(2, 2, 6));
        assertThat(SCALING.toScaled(layout, DenseVector.of(2, 2, 6))).isEqualTo(DenseVector.of(4, 1, 10));
        ParameterLayout three = new ParameterLayout(2, 2, true);
        assertThat(SCALING.toOriginal(three, DenseVector.of(4, 1, 10, 0, 2, -1)))
                .isEqualTo(DenseVector.of(2, 2, 6, 0, 4, 3));
    }

    @Test
    void scalesAloneLeaveInterceptsAndNeedNone() {
        FeatureScaling scaling = FeatureScaling.withoutShift(DenseVector.of(4, 0.5));
        assertThat(scaling.isShifted()).isFalse();
        assertThat(scaling.toOriginal(new ParameterLayout(1, 2, false), DenseVector.of(2, -1)))
                .isEqualTo(DenseVector.of(0.5, -2));
        assertThat(scaling.toOriginal(new ParameterLayout(1, 2, true), DenseVector.of(2, -1, 7)))
                .isEqualTo(DenseVector.of(0.5, -2, 7));
        assertThat(scaling.toScaled(new ParameterLayout(1, 2, false), DenseVector.of(0.5, -2)))
                .isEqualTo(DenseVector.of(2, -1));
    }

    /** Of means (−30, 8, 3) on scales of (10, 1, 1): ‖μ‖² = 9 + 64 + 9, between 8² and 16². */
    @Test
    void theConstantOfFeaturesThatAreNotCentredIsTheNormOfTheirMeans() {
        FeatureScaling scaling = FeatureScaling.withoutShift(DenseVector.of(10, 1, 1), DenseVector.of(-30, 8, 3));
        assertThat(scaling.constant()).isEqualTo(8);
        ParameterLayout layout = new ParameterLayout(2, 3, 8.0);
        DenseVector original = DenseVector.of(0.2, 3, 4, 40, 0.1, -1, 0, -4);
        DenseVector scaled = DenseVector.of(2, 3, 4, 5, 1, -1, 0, -0.5);
        assertThat(scaling.toOriginal(layout, scaled)).isEqualTo(original);
        assertThat(scaling.toScaled(layout, original)).isEqualTo(scaled);
        assertThat(scaling.toOriginal(new ParameterLayout(1, 3, false), DenseVector.of(2, 3, 4)))
                .isEqualTo(DenseVector.of(0.2, 3, 4));
        assertThatThrownBy(() -> scaling.toOriginal(new ParameterLayout(2, 3, true), scaled))
                .hasMessage("layout.constant = 1.0: must be 8.0, that of the scaling");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 1", "1.99, 1", "2, 2", "-1000, 512", "1e200, 18446744073709551616"})
    void theConstantIsAPowerOfTwo(double mean, double constant) {
        FeatureScaling scaling = FeatureScaling.withoutShift(DenseVector.of(1), DenseVector.of(mean));
        assertThat(scaling.constant()).isEqualTo(constant);
    }

    /** What it is for: the same predictions from x and from x′. */
    @ParameterizedTest
    @CsvSource({"1, true", "4, true"})
    void bothModelsPredictTheSame(int classes, boolean intercept) {
        int features = 11;
        SplittableRandom random = new SplittableRandom(classes);
        DenseVector shift = DenseVector.wrap(random.doubles(features, -5, 5).toArray());
        DenseVector scale = DenseVector.wrap(random.doubles(features, 0.1, 9).toArray());
        FeatureScaling scaling = new FeatureScaling(shift, scale);
        Model model = classes == 1
                ? LinearModel.leastSquares(features, intercept)
                : new SoftmaxModel(classes, features, intercept);
        DenseVector scaled =
                DenseVector.wrap(random.doubles(model.layout().size(), -1, 1).toArray());
        DenseVector original = scaling.toOriginal(model.layout(), scaled);
        RowBlock rows =
                new DenseRows(features, random.doubles(20L * features, -8, 8).toArray(), new double[20], null);
        RowBlock standardized = rows.standardized(shift, scale);
        double[] expected = new double[model.predictionWidth()];
        double[] predicted = new double[model.predictionWidth()];
        for (int row = 0; row < 20; row++) {
            model.predict(standardized, row, scaled.values(), expected);
            model.predict(rows, row, original.values(), predicted);
            assertThat(predicted).containsExactly(expected, within(1e-11));
        }
        DenseVector back = scaling.toScaled(model.layout(), original);
        assertThat(back.values()).containsExactly(scaled.values(), within(1e-12));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(new double[] {0}, new double[] {1, 2}, "shift.size = 1: must be 2, one a scale"),
                arguments(new double[] {0, 0}, new double[] {1, 0}, "scale[1] = 0.0: must be finite and above 0"),
                arguments(new double[] {0}, new double[] {-1}, "scale[0] = -1.0: must be finite and above 0"),
                arguments(new double[] {0}, new double[] {Double.NaN}, "scale[0] = NaN: must be finite and above 0"),
                arguments(
                        new double[] {0},
                        new double[] {Double.POSITIVE_INFINITY},
                        "scale[0] = Infinity: must be finite and above 0"),
                arguments(new double[] {Double.NaN}, new double[] {1}, "shift[0] = NaN: must be finite"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("mistakes")
    void aMistakeIsNamed(double[] shift, double[] scale, String message) {
        assertThatThrownBy(() -> new FeatureScaling(DenseVector.of(shift), DenseVector.of(scale)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void otherLayoutsAreRefused() {
        DenseVector three = DenseVector.zeros(3);
        assertThatThrownBy(() -> SCALING.toOriginal(new ParameterLayout(1, 3, false), three))
                .hasMessage("layout.features = 3: must be 2, as many as are scaled");
        assertThatThrownBy(() -> SCALING.toScaled(new ParameterLayout(2, 2, true), three))
                .hasMessage("parameters.size = 3: must be 6, the layout's");
        assertThatThrownBy(() -> SCALING.toOriginal(new ParameterLayout(1, 2, false), DenseVector.zeros(2)))
                .hasMessage("layout.intercept = false: must be true where features are shifted");
    }

    @Test
    void itTravels() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(SCALING);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            FeatureScaling read = (FeatureScaling) in.readObject();
            assertThat(read.shift()).isEqualTo(SCALING.shift());
            assertThat(read.scale()).isEqualTo(SCALING.scale());
            assertThat(read.isShifted()).isTrue();
        }
    }
}
