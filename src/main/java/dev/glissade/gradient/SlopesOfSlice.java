package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.MarginModel;
import java.util.Arrays;

/**
 * Slopes. Scalars: weight and loss. Vectors: the difference, and the change where it is another one, that is in batches
 * which may hold a row several times.
 */
record SlopesOfSlice(SlopeRequest request, MarginModel model, GradientBuffer buffer) implements RequestKind.OfSlice {

    private static final int WEIGHT = 0;
    private static final int LOSS = 1;

    @Override
    public PartialSum partial(int slice, RowBlock block, RowSelection rows) {
        int outputs = model.layout().outputs();
        double[] slopes = new double[rows.count() * outputs];
        double loss = model.slopes(block, rows, request.point().values(), slopes);
        double[] differences = slopes.clone();
        if (!request.known().isEmpty()) {
            DenseVector known = request.known().get(slice);
            for (int i = 0; i < differences.length; i++) {
                differences[i] -= known.get(i);
            }
        }
        Summand difference = buffer.ofSlopes(block, rows, differences);
        double[] scalars = {block.weightOf(rows), loss};
        if (!request.batch().mayRepeat()) {
            return PartialSum.of(rows.count(), scalars, difference).listing(slopes);
        }
        forgetRepetitions(rows, outputs, differences);
        return PartialSum.of(rows.count(), scalars, difference, buffer.ofSlopes(block, rows, differences))
                .listing(slopes);
    }

    /** The same row stands side by side. */
    private static void forgetRepetitions(RowSelection rows, int outputs, double[] differences) {
        for (int i = 1; i < rows.count(); i++) {
            if (rows.row(i) == rows.row(i - 1)) {
                Arrays.fill(differences, i * outputs, (i + 1) * outputs, 0);
            }
        }
    }

    @Override
    public SlopeSum answer(PartialSum total) {
        if (total.isEmpty()) {
            DenseVector zeros = DenseVector.zeros(request.point().size());
            return new SlopeSum(0, 0, 0, zeros, zeros, DenseVector.zeros(0));
        }
        DenseVector difference = total.vector(0).toVector();
        DenseVector change = total.vectors() == 1 ? difference : total.vector(1).toVector();
        return new SlopeSum(
                total.rows(),
                total.scalar(WEIGHT),
                total.scalar(LOSS),
                difference,
                change,
                DenseVector.wrap(total.listed()));
    }
}
