package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every family of models: over all kinds, dense and sparse rows, with weights and intercepts and without. */
class ModelGradientTest {

    private static final int FEATURES = 7;
    private static final int CLASSES = 4;

    /** One of the combinations. */
    record Case(String kind, boolean sparse, boolean weighted, boolean intercept) {

        Model model() {
            return kind.equals("softmax")
                    ? new SoftmaxModel(CLASSES, FEATURES, intercept)
                    : new LinearModel(FEATURES, intercept, Losses.ofKind(kind));
        }

        GeneratedRows rows() {
            return GeneratedRows.of(51, 70, FEATURES, model().labelKind(), CLASSES, weighted);
        }

        RowBlock block() {
            return rows().block(sparse);
        }

        double[] parameters() {
            return new SplittableRandom(52)
                    .doubles(model().layout().size(), -1, 1)
                    .toArray();
        }
    }

    static List<Case> cases() {
        List<String> kinds = new ArrayList<>(Losses.kinds());
        kinds.add("softmax");
        List<Case> cases = new ArrayList<>();
        for (String kind : kinds) {
            for (int bits = 0; bits < 8; bits++) {
                cases.add(new Case(kind, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreCentralFiniteDifferences(Case tried) {
        Model model = tried.model();
        RowBlock block = tried.block();
        double[] parameters = tried.parameters();
        RowSelection rows = RowSelection.of(new int[] {0, 3, 4, 4, 11, 30, 31, 32, 33, 50, 69});
        double[] gradient = new double[parameters.length];
        model.addGradient(block, rows, parameters, gradient);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        double step = 1e-5;
        for (int j = 0; j < parameters.length; j++) {
            double[] up = parameters.clone();
            double[] down = parameters.clone();
            up[j] += step;
            down[j] -= step;
            double difference = (loss(model, block, rows, up) - loss(model, block, rows, down)) / (2 * step);
            assertThat(gradient[j]).as("parameter %d", j).isCloseTo(difference, within(1e-6 * largest));
        }
    }

    private static double loss(Model model, RowBlock block, RowSelection rows, double[] parameters) {
        return model.addGradient(block, rows, parameters, new double[parameters.length]);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndMetricsSumTheSameLoss(Case tried) {
        Model model = tried.model();
        RowSelection all = RowSelection.all(70);
        double byGradient = loss(model, tried.block(), all, tried.parameters());
        double byMetrics = model.addMetrics(tried.block(), all, tried.parameters(), new double[model.metricSumCount()]);
        assertThat(byMetrics).isEqualTo(byGradient).isPositive();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreAddedToWhatIsThere(Case tried) {
        Model model = tried.model();
        double[] fresh = new double[model.layout().size()];
        double[] added = new double[fresh.length];
        Arrays.fill(added, 1024);
        model.addGradient(tried.block(), RowSelection.all(70), tried.parameters(), fresh);
        model.addGradient(tried.block(), RowSelection.all(70), tried.parameters(), added);
        for (int j = 0; j < fresh.length; j++) {
            assertThat(added[j]).isCloseTo(1024 + fresh[j], within(1e-10));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void denseAndSparseRowsGiveTheSameSums(Case tried) {
        Model model = tried.model();
        double[] ofDense = new double[model.layout().size()];
        double[] ofSparse = new double[ofDense.length];
        RowSelection all = RowSelection.all(70);
        double dense = model.addGradient(tried.rows().block(false), all, tried.parameters(), ofDense);
        double sparse = model.addGradient(tried.rows().block(true), all, tried.parameters(), ofSparse);
        assertThat(sparse).isCloseTo(dense, within(1e-12 * dense));
        for (int j = 0; j < ofDense.length; j++) {
            assertThat(ofSparse[j]).isCloseTo(ofDense[j], within(1e-11));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noRowsAddNothing(Case tried) {
        double[] gradient = new double[tried.model().layout().size()];
        assertThat(tried.model().addGradient(tried.block(), RowSelection.none(), tried.parameters(), gradient))
                .isZero();
        assertThat(gradient).containsOnly(0);
    }
}
