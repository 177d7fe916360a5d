package dev.glissade.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The time of a step by its {@link StepShape}: B rows with z entries each, d parameters, P partitions on E executors of a core
 * each, S slices, an aggregation of D stages.
 *
 * <pre>
 * T = job + (D − 1) stage + tasks · task + [8d > 256 KiB] broadcast
 *   + ⌈P/E⌉ (B/P) (row + [drawn] drawn row + z entry)         the core that has most rows
 *   + ⌈P/E⌉ min(⌈S/P⌉, ⌈B/P⌉) 8d · slice byte                 and the sums of its slices
 *   + 8d · parameter byte                                     packed, unpacked, updated
 *   + (copies + senders) 8d · driver byte                     to executors; and back, merged one after the other
 *   + merged on the busiest executor · merged byte            if D > 1
 *   + (all those bytes on their way)/bandwidth + round trips · latency
 * </pre>
 *
 * <p>tasks = P and senders = P where D = 1; D, the tasks and the senders of more stages are those that the engine chooses
 * ({@link dev.glissade.spark.EngineRules}). The prices, small letters above, are fitted, and hold what the loopback takes; the
 * network's own time comes on top. Phases follow one after another: nothing overlaps.
 *
 * @param prices seconds of each term, none below 0
 * @param network that the step runs over
 */
public record StepCostModel(Map<CostTerm, Double> prices, Network network) {

    public StepCostModel {
        EnumMap<CostTerm, Double> all = new EnumMap<>(CostTerm.class);
        for (CostTerm term : CostTerm.values()) {
            double price = prices.getOrDefault(term, 0.0);
            if (!(price >= 0)) {
                throw new IllegalArgumentException("%s = %s: must not be below 0".formatted(term, price));
            }
            all.put(term, price);
        }
        prices = Map.copyOf(all);
    }

    /**
     * The model whose relative errors at some measured steps have the least sum of squares.
     *
     * @param measured without any network but the loopback
     */
    static StepCostModel fitted(List<MeasuredStep> measured) {
        CostTerm[] terms = CostTerm.values();
        double[][] shares = new double[measured.size()][terms.length];
        double[] ones = new double[measured.size()];
        for (int step = 0; step < shares.length; step++) {
            for (int term = 0; term < terms.length; term++) {
                shares[step][term] = terms[term].times(measured.get(step).shape())
                        / measured.get(step).seconds();
            }
            ones[step] = 1;
        }
        double[] found = NonNegativeLeastSquares.solve(shares, ones);
        Map<CostTerm, Double> prices = new EnumMap<>(CostTerm.class);
        for (int term = 0; term < terms.length; term++) {
            prices.put(terms[term], found[term]);
        }
        return new StepCostModel(prices, Network.LOOPBACK);
    }

    /** The same over another network. */
    StepCostModel over(Network other) {
        return new StepCostModel(prices, other);
    }

    /** T. */
    double seconds(StepShape shape) {
        double seconds = network.seconds(shape);
        for (CostTerm term : CostTerm.values()) {
            seconds += prices.get(term) * term.times(shape);
        }
        return seconds;
    }

    /** How far a prediction is off what was measured: 0.1 where it is a tenth more, −0.1 where it is a tenth less. */
    double error(MeasuredStep measured) {
        return seconds(measured.shape()) / measured.seconds() - 1;
    }
}
