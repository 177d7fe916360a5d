package dev.glissade.bench.kernels;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.ReproducibleMath;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.SoftmaxModel;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The kernels that a pass over a block is made of; each takes all rows once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(KernelBenchmarks.ROWS)
public class KernelBenchmarks {

    /** Rows of a block. */
    public static final int ROWS = 256;

    /** Features of dense rows. */
    public static final int FEATURES = 100;

    /** Features of sparse rows. */
    public static final int WIDE = 10_000;

    /** Non-zeros of a sparse row. */
    public static final int NON_ZEROS = 40;

    /** Classes of the softmax. */
    public static final int CLASSES = 10;

    private final RowSelection all = RowSelection.all(ROWS);
    private RowBlock dense;
    private RowBlock sparse;
    private RowBlock severalClasses;
    private Model logistic;
    private Model wideLogistic;
    private Model softmax;
    private double[] numbers;
    private double[] weights;
    private double[] target;

    /** Makes the blocks, from a fixed seed. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        double[] signs = random.ints(ROWS, 0, 2).mapToDouble(bit -> 2 * bit - 1).toArray();
        double[] classes = random.ints(ROWS, 0, CLASSES).asDoubleStream().toArray();
        double[] values = random.doubles(ROWS * FEATURES, -1, 1).toArray();
        dense = new DenseRows(FEATURES, values, signs, null);
        severalClasses = new DenseRows(FEATURES, values, classes, null);
        sparse = sparse(random, signs);
        logistic = LinearModel.logistic(FEATURES, false);
        wideLogistic = LinearModel.logistic(WIDE, false);
        softmax = new SoftmaxModel(CLASSES, FEATURES, false);
        numbers = random.doubles(ROWS, 0.1, 4).toArray();
        weights = random.doubles(WIDE, -0.1, 0.1).toArray();
        target = new double[WIDE];
    }

    /** Features ascend by equal strides, from a drawn start. */
    private static RowBlock sparse(SplittableRandom random, double[] labels) {
        int[] offsets = new int[ROWS + 1];
        int[] indices = new int[ROWS * NON_ZEROS];
        int stride = WIDE / NON_ZEROS;
        for (int row = 0; row < ROWS; row++) {
            offsets[row + 1] = offsets[row] + NON_ZEROS;
            for (int i = 0; i < NON_ZEROS; i++) {
                indices[offsets[row] + i] = i * stride + random.nextInt(stride);
            }
        }
        double[] values = random.doubles(indices.length, -1, 1).toArray();
        return new SparseRows(WIDE, offsets, indices, values, labels, null);
    }

    /** xᵀw of dense rows. */
    @Benchmark
    public double denseDot() {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += dense.dot(row, weights, 0);
        }
        return sum;
    }

    /** t += a·x of dense rows. */
    @Benchmark
    public double[] denseAddScaled() {
        for (int row = 0; row < ROWS; row++) {
            dense.addScaled(1e-9, row, target, 0);
        }
        return target;
    }

    /** Loss and gradient of the logistic loss over dense rows. */
    @Benchmark
    public double logisticPassDense() {
        return logistic.addGradient(dense, all, weights, target);
    }

    /** Loss and gradient of the logistic loss over sparse rows. */
    @Benchmark
    public double logisticPassSparse() {
        return wideLogistic.addGradient(sparse, all, weights, target);
    }

    /** Loss and gradient of the softmax over dense rows. */
    @Benchmark
    public double softmaxPassDense() {
        return softmax.addGradient(severalClasses, all, weights, target);
    }

    /** Our exponential. */
    @Benchmark
    public double exp() {
        double sum = 0;
        for (double number : numbers) {
            sum += ReproducibleMath.exp(number);
        }
        return sum;
    }

    /** Our logarithm. */
    @Benchmark
    public double log() {
        double sum = 0;
        for (double number : numbers) {
            sum += ReproducibleMath.log(number);
        }
        return sum;
    }

    /** Java's exponential, whose last bit is not the same everywhere. */
    @Benchmark
    public double expOfJava() {
        double sum = 0;
        for (double number : numbers) {
            sum += Math.exp(number);
        }
        return sum;
    }
}
