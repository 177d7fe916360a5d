package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import java.util.Map;

/** Something of a table's rows that is summed as a model's gradient is, and so with the same bits wherever they are. */
interface SumsAlone extends Model {

    /** No sum: nothing is evaluated. */
    @Override
    default double addMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums) {
        return 0;
    }

    @Override
    default int metricSumCount() {
        return 0;
    }

    @Override
    default Map<String, Double> metrics(double totalWeight, double lossSum, double[] metricSums) {
        return Map.of();
    }

    @Override
    default int predictionWidth() {
        return 1;
    }

    /** @throws UnsupportedOperationException always */
    @Override
    default double predict(RowBlock block, int row, double[] parameters, double[] output) {
        throw new UnsupportedOperationException(
                "%s predicts nothing".formatted(getClass().getSimpleName()));
    }
}
