package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.LinearModel;
import dev.glissade.model.MarginSquares;
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

/** The Adult set in memory, read by a plain reader of its own, for tests. */
public final class AdultRows {

    /** l2 of {@link #OPTIMUM}. */
    public static final double L2 = 1e-4;

    /** Logistic loss, l2 = 10⁻⁴, with an intercept; found by Newton's method to a gradient of 4·10⁻¹⁷. */
    public static final double OPTIMUM = 0.3244130441119617;

    private static final int FEATURES = 123;
    private static final int SLICES = 64;
    private static final List<String> LINES = lines();

    private AdultRows() {}

    /** Logistic regression with an intercept. */
    public static LinearModel logistic() {
        return LinearModel.logistic(FEATURES, true);
    }

    /** All rows, in 64 slices. */
    public static GradientSource source() {
        return new InMemoryGradientSource(logistic(), new SliceGroup(0, slices()));
    }

    /** The same rows, for the smoothness of what is trained on them. */
    static GradientSource squares() {
        MarginSquares model =
                new MarginSquares(logistic().labelKind(), logistic().layout());
        return new InMemoryGradientSource(model, new SliceGroup(0, slices()));
    }

    /** Of the mean of (x, 1)(x, 1)ᵀ, by power iteration; every feature is 0 or 1. */
    static double largestEigenvalue() {
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
