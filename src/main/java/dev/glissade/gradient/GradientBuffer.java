package dev.glissade.gradient;

import dev.glissade.linalg.IndexMarks;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.MarginModel;
import dev.glissade.model.Model;
import java.util.function.Consumer;

/** Works out sums of gradients of a slice's rows, dense or sparse as the rows call for. */
final class GradientBuffer {

    /** A slice's sum is sparse when its rows' non-zeros, repetitions counted, are below this share of the features. */
    static final int SPARSE_BELOW_ONE_IN = 4;

    private final Model model;
    /** Of the sums. */
    private final int size;
    /** A sum over rows with as many non-zeros is dense. */
    private final long denseFrom;
    /** All zeros between two uses; made when the first sparse sum needs it. */
    private double[] scratch;

    /** Made and kept likewise. */
    private IndexMarks marks;

    private double lossSum;

    GradientBuffer(Model model) {
        this(model, model.layout().size(), model.features() / SPARSE_BELOW_ONE_IN);
    }

    private GradientBuffer(Model model, int size, long denseFrom) {
        this.model = model;
        this.size = size;
        this.denseFrom = denseFrom;
    }

    /** One for a model of few of the features of a table whose sums have so many parameters, and are sparse. */
    static GradientBuffer alwaysSparse(Model ofFew, int size) {
        return new GradientBuffer(ofFew, size, Long.MAX_VALUE);
    }

    /** Σ cᵢ ∇ℓᵢ of the rows; Σ cᵢ ℓᵢ is {@link #lossSum} until the next call. */
    Summand gradient(RowBlock block, RowSelection rows, double[] parameters) {
        return sum(block, rows, target -> lossSum = model.addGradient(block, rows, parameters, target));
    }

    /** Σ cᵢ sᵢ ⊗ (xᵢ, a) of the rows, for a {@link MarginModel}. */
    Summand ofSlopes(RowBlock block, RowSelection rows, double[] slopes) {
        return sum(block, rows, target -> ((MarginModel) model).addSlopes(block, rows, slopes, target));
    }

    private Summand sum(RowBlock block, RowSelection rows, Consumer<double[]> adding) {
        int[] touched = block instanceof SparseRows sparse && model.movesOnlyItsFeatures()
                ? touchedFeatures(sparse, rows)
                : null;
        if (touched == null) {
            double[] sum = new double[size];
            adding.accept(sum);
            return Summand.dense(sum);
        }
        if (scratch == null) {
            scratch = new double[model.layout().size()];
        }
        adding.accept(scratch);
        int[] indices = model.layout().parametersOf(touched);
        double[] values = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            values[i] = scratch[indices[i]];
            scratch[indices[i]] = 0;
        }
        return Summand.sparse(size, indices, values);
    }

    double lossSum() {
        return lossSum;
    }

    /** The distinct features of the rows, ascending; null when there may be too many for a sparse sum to pay. */
    private int[] touchedFeatures(SparseRows block, RowSelection rows) {
        if (block.storedValues(rows, denseFrom) >= denseFrom) {
            return null;
        }
        if (marks == null) {
            marks = new IndexMarks(block.features());
        }
        block.markFeatures(rows, marks);
        return marks.take();
    }
}
