package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import org.junit.jupiter.api.Test;

class SoftmaxModelTest {

    /** Margins (0, x + 1, −x) of three classes at these parameters: class by class, weight then intercept. */
    private static final double[] PARAMETERS = {0, 0, 1, 1, -1, 0};

    private static final RowBlock BLOCK =
            new DenseRows(1, new double[] {2, -2, 0}, new double[] {1, 0, 1}, new double[] {1, 3, 4});

    @Test
    void metricsByHand() {
        SoftmaxModel model = new SoftmaxModel(3, 1, true);
        double[] sums = new double[1];
        double loss = model.addMetrics(BLOCK, RowSelection.all(3), PARAMETERS, sums);
        double expected = Math.log(1 + Math.exp(3) + Math.exp(-2))
                - 3
                + 3 * Math.log(1 + Math.exp(-1) + Math.exp(2))
                + 4 * (Math.log(2 + Math.E) - 1);
        assertThat(loss).isCloseTo(expected, within(1e-14));
        assertThat(model.metrics(8, loss, sums)).contains(entry("accuracy", 5.0 / 8), entry("logLoss", loss / 8));
    }

    @Test
    void predictions() {
        double[] probabilities = new double[3];
        SoftmaxModel model = new SoftmaxModel(3, 1, true);
        assertThat(model.predict(BLOCK, 1, PARAMETERS, probabilities)).isEqualTo(2);
        double total = 1 + Math.exp(-1) + Math.exp(2);
        assertThat(probabilities)
                .usingComparatorWithPrecision(1e-15)
                .containsExactly(1 / total, Math.exp(-1) / total, Math.exp(2) / total);
    }

    @Test
    void twoClassesAreLogisticRegression() {
        GeneratedRows rows = GeneratedRows.of(61, 200, 6, LabelKind.MULTICLASS, 2, true);
        RowBlock numbered = rows.block(false);
        RowBlock signed = signed(numbered);
        double[] logistic = {0.5, -1, 0.25, 2, 0, 1, -0.5};
        double[] softmax = new double[14]; // class 0 at zero, class 1 as the logistic model
        System.arraycopy(logistic, 0, softmax, 7, 7);
        double[] ofLogistic = new double[7];
        double[] ofSoftmax = new double[14];
        RowSelection all = RowSelection.all(200);
        double expected = LinearModel.logistic(6, true).addGradient(signed, all, logistic, ofLogistic);
        double loss = new SoftmaxModel(2, 6, true).addGradient(numbered, all, softmax, ofSoftmax);
        assertThat(loss).isCloseTo(expected, within(1e-12 * expected));
        for (int j = 0; j < 7; j++) {
            assertThat(ofSoftmax[7 + j]).isCloseTo(ofLogistic[j], within(1e-11));
            assertThat(ofSoftmax[j]).isCloseTo(-ofLogistic[j], within(1e-11));
        }
    }

    private static RowBlock signed(RowBlock numbered) {
        DenseRows rows = (DenseRows) numbered;
        double[] labels = new double[rows.size()];
        double[] weights = new double[rows.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = 2 * rows.label(row) - 1;
            weights[row] = rows.weight(row);
        }
        return new DenseRows(rows.features(), rows.values().toArray(), labels, weights);
    }

    @Test
    void oneClassIsRefused() {
        assertThatThrownBy(() -> new SoftmaxModel(1, 3, true)).hasMessageContaining("not 1");
    }
}
