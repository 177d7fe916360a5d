package dev.glissade.gradient;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import java.util.Arrays;

/** The largest row, one number a slice. */
record NormOfSlice(NormRequest request) implements RequestKind.OfSlice {

    @Override
    public PartialSum partial(int slice, RowBlock block, RowSelection rows) {
        double ofConstant = request.constant() * request.constant();
        double largest = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            largest = Math.max(largest, block.weight(row) * (block.squaredNorm(row) + ofConstant));
        }
        return PartialSum.of(rows.count(), new double[0]).listing(largest);
    }

    @Override
    public LargestNorm answer(PartialSum total) {
        return new LargestNorm(Arrays.stream(total.listed()).max().orElse(0));
    }
}
