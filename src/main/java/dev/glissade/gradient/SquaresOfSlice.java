package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.Model;

/** Gradients and their squared norms row by row. Scalars: weight, Σ ‖gᵢ‖². */
record SquaresOfSlice(SquaresRequest request, Model model, GradientBuffer buffer) implements RequestKind.OfSlice {

    private static final int WEIGHT = 0;
    private static final int SQUARES = 1;

    @Override
    public PartialSum partial(int slice, RowBlock block, RowSelection rows) {
        double[] parameters = request.point().values();
        OneRow ofModel = OneRow.of(model);
        double squares = 0;
        for (int i = 0; i < rows.count(); i++) {
            squares += ofModel.squaredNorm(block, rows.row(i), parameters);
        }
        Summand gradient = buffer.gradient(block, rows, parameters);
        return PartialSum.of(rows.count(), new double[] {block.weightOf(rows), squares}, gradient);
    }

    @Override
    public SquaresSum answer(PartialSum total) {
        return total.isEmpty()
                ? new SquaresSum(0, 0, DenseVector.zeros(request.point().size()), 0)
                : new SquaresSum(
                        total.rows(), total.scalar(WEIGHT), total.vector(0).toVector(), total.scalar(SQUARES));
    }
}
