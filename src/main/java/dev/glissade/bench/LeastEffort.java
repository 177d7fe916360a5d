package dev.glissade.bench;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The loosest settings of a peer that reach a target: found by doubling the effort, then by halving what is left between one
 * that fails and one that serves.
 *
 * @param effort the least that serves; empty if none does in time
 * @param tried the largest effort
 * @param seconds of the last training on the way
 * @param best the lowest objective that was met
 * @param stalled whether more effort changed nothing any more
 */
record LeastEffort(Optional<Integer> effort, int tried, double seconds, double best, boolean stalled) {

    /**
     * Looks for it.
     *
     * @param objective of weights
     * @param target that is to be met
     * @param from the least effort that is tried
     * @param capSeconds no effort is doubled whose training took half of that
     */
    static LeastEffort of(Peer peer, ToDoubleFunction<double[]> objective, double target, int from, double capSeconds) {
        return new Search(peer, objective, target).run(from, capSeconds);
    }

    /** After so many without an effect, more are of no use. */
    private static final int DOUBLINGS = 3;

    private static final class Search {
        private final Peer peer;
        private final ToDoubleFunction<double[]> objective;
        private final double target;
        private double best = Double.POSITIVE_INFINITY;
        private double last;
        private double seconds;

        Search(Peer peer, ToDoubleFunction<double[]> objective, double target) {
            this.peer = peer;
            this.objective = objective;
            this.target = target;
        }

        LeastEffort run(int from, double capSeconds) {
            peer.weights(from); // the first time everything is slow
            int fails = from - 1;
            int effort = from;
            double before = Double.NaN;
            int unchanged = 0;
            while (!serves(effort)) {
                unchanged = last == before ? unchanged + 1 : 0;
                boolean stalled = unchanged == DOUBLINGS;
                if (stalled || effort >= peer.mostEffort() || 2 * seconds > capSeconds) {
                    return new LeastEffort(Optional.empty(), effort, seconds, best, stalled);
                }
                before = last;
                fails = effort;
                effort = Math.min(peer.mostEffort(), 2 * effort);
            }
            while (effort - fails > 1) {
                int middle = (fails + effort) >>> 1;
                if (serves(middle)) {
                    effort = middle;
                } else {
                    fails = middle;
                }
            }
            return new LeastEffort(Optional.of(effort), effort, seconds, best, false);
        }

        private boolean serves(int effort) {
            long start = System.nanoTime();
            double[] weights = peer.weights(effort);
            seconds = (System.nanoTime() - start) * 1e-9;
            last = objective.applyAsDouble(weights);
            best = Math.min(best, last);
            return last <= target;
        }
    }
}
