package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import java.util.ArrayList;
import java.util.List;

/** Losses and gradients. Scalars: weight, slices, then the loss at each point, then ‖Sₛ‖²/nₛ at each where that is asked for. */
record SumOfSlice(SumRequest request, GradientBuffer buffer) implements RequestKind.OfSlice {

    private static final int WEIGHT = 0;
    private static final int SLICES = 1;
    private static final int FIXED = 2;

    @Override
    public PartialSum partial(int slice, RowBlock block, RowSelection rows) {
        int points = request.points().size();
        double[] scalars = new double[FIXED + (request.scatter() ? 2 : 1) * points];
        scalars[WEIGHT] = block.weightOf(rows);
        scalars[SLICES] = 1;
        Summand[] gradients = new Summand[points];
        for (int p = 0; p < points; p++) {
            gradients[p] = buffer.gradient(block, rows, request.points().get(p).values());
            scalars[FIXED + p] = buffer.lossSum();
            if (request.scatter()) {
                scalars[FIXED + points + p] = gradients[p].squaredNorm() / rows.count();
            }
        }
        return PartialSum.of(rows.count(), scalars, gradients);
    }

    @Override
    public GradientSum answer(PartialSum total) {
        int points = request.points().size();
        if (total.isEmpty()) {
            return GradientSum.ofNoRows(request.points());
        }
        List<Double> losses = new ArrayList<>();
        List<Double> sliceSquares = new ArrayList<>();
        List<DenseVector> gradients = new ArrayList<>();
        for (int p = 0; p < points; p++) {
            losses.add(total.scalar(FIXED + p));
            if (request.scatter()) {
                sliceSquares.add(total.scalar(FIXED + points + p));
            }
            gradients.add(total.vector(p).toVector());
        }
        return new GradientSum(
                total.rows(), total.scalar(WEIGHT), losses, gradients, (int) total.scalar(SLICES), sliceSquares);
    }
}
