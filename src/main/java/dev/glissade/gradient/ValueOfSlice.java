package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.Model;

/** Losses and metrics. Scalars: weight, loss, then the metrics' sums. */
record ValueOfSlice(ValueRequest request, Model model) implements RequestKind.OfSlice {

    private static final int WEIGHT = 0;
    private static final int LOSS = 1;
    private static final int FIXED = 2;

    @Override
    public PartialSum partial(int slice, RowBlock block, RowSelection rows) {
        double[] metricSums = new double[model.metricSumCount()];
        double[] scalars = new double[FIXED + metricSums.length];
        scalars[WEIGHT] = block.weightOf(rows);
        scalars[LOSS] = model.addMetrics(block, rows, request.point().values(), metricSums);
        System.arraycopy(metricSums, 0, scalars, FIXED, metricSums.length);
        return PartialSum.of(rows.count(), scalars);
    }

    @Override
    public ValueSum answer(PartialSum total) {
        double[] metricSums = new double[model.metricSumCount()];
        if (total.isEmpty()) {
            return new ValueSum(0, 0, 0, DenseVector.wrap(metricSums));
        }
        for (int i = 0; i < metricSums.length; i++) {
            metricSums[i] = total.scalar(FIXED + i);
        }
        return new ValueSum(total.rows(), total.scalar(WEIGHT), total.scalar(LOSS), DenseVector.wrap(metricSums));
    }
}
