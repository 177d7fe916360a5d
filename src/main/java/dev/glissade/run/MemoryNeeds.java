package dev.glissade.run;

import dev.glissade.data.SlicedTable;
import dev.glissade.model.Model;
import dev.glissade.spark.SparkGradientSource;
import java.util.List;

/**
 * What a run holds and sends, in numbers of 8 bytes unless it says bytes.
 *
 * @param parameters d
 * @param points at which a step takes gradients, or vectors that a replica brings back
 * @param replaced vectors that each step makes anew: the weights, and what the optimizer remembers
 * @param kept vectors that last longer: SVRG's snapshot and gradient, SAGA's mean
 * @param senders tasks whose sums a step brings to the driver, on average
 * @param largest the most numbers that one of them may send
 * @param dense whether each sends that many, whatever its rows are
 * @param byNeed whether steps ship the parameters that their rows need, which are few, and not all
 * @param blockBytes of all tables
 */
record MemoryNeeds(
        long parameters,
        int points,
        int replaced,
        int kept,
        double senders,
        double largest,
        boolean dense,
        boolean byNeed,
        long blockBytes) {

    /** Twelve bytes an entry of a sparse sum, eight of a dense one. */
    private static final double SPARSE_ENTRY = 1.5;

    /** Of a run on these tables, the first of which it trains on. */
    static MemoryNeeds of(TrainingPlan plan, Model model, SparkGradientSource data, List<SlicedTable> tables) {
        SlicedTable training = tables.get(0);
        long parameters = model.layout().size();
        int points = plan.vectorsOfAStep();
        double senders = senders(data.senders(points * parameters), plan.rowsOfAStep());
        boolean dense = plan.sumsAreDense() || training.isDense() || !model.movesOnlyItsFeatures();
        double share = (double) training.nonZeros() / training.rows() / Math.max(1, training.features());
        double touched = parameters * share * (plan.rowsOfAStep() / senders) * SPARSE_ENTRY;
        return new MemoryNeeds(
                parameters,
                points,
                plan.vectorsReplaced(),
                plan.vectorsKept(),
                senders,
                points * (dense ? (double) parameters : Math.min((double) parameters, touched)),
                dense,
                plan.sumsRows() && data.shipsByNeed(plan.rowsOfAStep()),
                tables.stream().mapToLong(SlicedTable::blockBytes).sum());
    }

    /** Of two that advance together over the same table: each has its vectors, and a job has the points of both. */
    MemoryNeeds and(MemoryNeeds other) {
        return new MemoryNeeds(
                parameters,
                points + other.points,
                replaced + other.replaced,
                kept + other.kept,
                Math.max(senders, other.senders),
                largest + other.largest,
                dense || other.dense,
                byNeed && other.byNeed,
                blockBytes);
    }

    /** Of n places, those in which at least one of so many rows falls, on average; each row falls anywhere. */
    private static double senders(int places, double rows) {
        return places * (1 - Math.pow(1 - 1.0 / places, rows));
    }

    double bytesOfResults() {
        return senders * largest * Double.BYTES;
    }

    /** Bytes of so many vectors of the parameters' size. */
    double bytesOfVectors(double vectors) {
        return vectors * parameters * Double.BYTES;
    }
}
