package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The Adult set, trained by the in-memory source to an optimum that another program found. */
class AdultOptimumTest {

    private static final int FEATURES = 123;
    private static final int SLICES = 64;
    private static final double L2 = 1e-4;
    /** Logistic loss, l2 = 10⁻⁴, with an intercept; found by Newton's method to a gradient of 4·10⁻¹⁷. */
    private static final double OPTIMUM = 0.3244130441119617;

    private static final List<String> LINES = lines();

    @Test
    void nesterovReachesTheOptimumOfLogisticRegression() {
        LinearModel model = LinearModel.logistic(FEATURES, true);
        GradientSource data = new InMemoryGradientSource(model, new SliceGroup(0, slices()));
        assertThat(data.rows()).isEqualTo(32_561);
        double smoothness = model.loss().curvature() * largestEigenvalue() + L2;
        Trainer trainer = new Trainer(
                new FullGradient(),
                new Penalty(0, L2, model.layout()),
                Nesterov.increasing(),
                LearningRates.constant(0.95 / smoothness),
                Checks.every(25, StopRules.maxSteps(1_800), StopRules.targetObjective(OPTIMUM * (1 + 1e-6))));
        TrainingResult result =
                trainer.train(data, DenseVector.zeros(model.layout().size()));
        assertThat(result.stopReason().kind()).isEqualTo(StopReason.Kind.TARGET_OBJECTIVE);
        assertThat(result.evaluation().objective())
                .isCloseTo(OPTIMUM, within(1e-6 * OPTIMUM))
                .isGreaterThan(OPTIMUM * (1 - 1e-12));
        assertThat(result.evaluation().metrics().get("accuracy")).isCloseTo(0.8488, within(2e-4));
    }

    /** Of the mean of (x, 1)(x, 1)ᵀ, by power iteration; every feature is 0 or 1. */
    private static double largestEigenvalue() {
        RowBlock[] slices = slices();
        double[] vector = new double[FEATURES + 1];
        Arrays.fill(vector, 1);
        double eigenvalue = 0;
        for (int round = 0; round < 30; round++) {
            double[] next = new double[FEATURES + 1];
            for (RowBlock slice : slices) {
                for (int row = 0; row < slice.size(); row++) {
                    double product = slice.dot(row, vector, 0) + vector[FEATURES];
                    slice.addScaled(product / LINES.size(), row, next, 0);
                    next[FEATURES] += product / LINES.size();
                }
            }
            eigenvalue = DenseVector.of(next).norm() / DenseVector.of(vector).norm();
            vector = DenseVector.of(next).times(1 / DenseVector.of(next).norm()).toArray();
        }
        return eigenvalue;
    }

    private static List<String> lines() {
        Path file = Path.of("src/main/data/adult/a9a.svm.gz");
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    /** Line i goes to slice i mod 64. */
    private static RowBlock[] slices() {
        RowBlock[] slices = new RowBlock[SLICES];
        for (int slice = 0; slice < SLICES; slice++) {
            List<String[]> rows = new ArrayList<>();
            for (int line = slice; line < LINES.size(); line += SLICES) {
                rows.add(LINES.get(line).trim().split("[ :]+"));
            }
            slices[slice] = block(rows);
        }
        return slices;
    }

    private static RowBlock block(List<String[]> rows) {
        int[] offsets = new int[rows.size() + 1];
        double[] labels = new double[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            offsets[row + 1] = offsets[row] + (rows.get(row).length - 1) / 2;
            labels[row] = Double.parseDouble(rows.get(row)[0]);
        }
        int[] indices = new int[offsets[rows.size()]];
        double[] values = new double[indices.length];
        for (int row = 0; row < rows.size(); row++) {
            String[] parts = rows.get(row);
            for (int i = 1; i < parts.length; i += 2) {
                int at = offsets[row] + (i - 1) / 2;
                indices[at] = Integer.parseInt(parts[i]) - 1;
                values[at] = Double.parseDouble(parts[i + 1]);
            }
        }
        return new SparseRows(FEATURES, offsets, indices, values, labels, null);
    }
}
