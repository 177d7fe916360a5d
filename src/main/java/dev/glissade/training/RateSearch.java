package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.schedule.LearningRates;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Finds a learning rate by short trials: the power of two after which the objective is least when so many steps are taken
 * at it from the initial weights.
 *
 * <p>The search strides by factors of eight until both neighbours of the best rate are worse, downwards as long as all
 * rates fail, then looks at the powers of two in between. A rate next to one that fails (its objective is not finite, or
 * not below the first) gives way by one more factor of two: a short trial may not show yet that a rate is barely too
 * large. It follows from the data, the method and the weights alone; nothing of it is random but the batches, which are
 * those of the run.
 *
 * @param method whose rate is looked for; its own rate and checks play no part
 * @param steps of a trial, at least 1
 */
public record RateSearch(SteppedMethod method, long steps) {

    private static final int FIRST = -3;
    private static final int STRIDE = 3;
    private static final int LOWEST = -60;
    private static final int HIGHEST = 30;

    /**
     * A rate tried.
     *
     * @param rate η
     * @param objective F behind the trial's steps; infinite if it diverged
     */
    public record Trial(double rate, double objective) {}

    /**
     * What the search came to.
     *
     * @param rate the choice; empty if no rate lowers the objective
     * @param trials in their order
     * @param steps all trials' steps
     * @param rowsVisited rows read for these
     * @param seconds that it took
     */
    public record Found(Optional<Double> rate, List<Trial> trials, long steps, long rowsVisited, double seconds) {}

    /** Runs the trials. */
    public Found search(GradientSource data, DenseVector initial) {
        return new Run(data, initial).search();
    }

    private final class Run {
        private final GradientSource data;
        private final DenseVector initial;
        private final long start = System.nanoTime();
        private final List<Trial> trials = new ArrayList<>();
        private double firstObjective = Double.NaN;
        private long stepsTaken;
        private long rowsVisited;

        private Run(GradientSource data, DenseVector initial) {
            this.data = data;
            this.initial = initial;
        }

        private Found search() {
            int coarse = bracketed(FIRST);
            int fine = better(better(coarse, coarse + 1), coarse - 1);
            int best = fine == coarse ? coarse : better(fine, fine + (fine - coarse));
            if (!lowers(best)) {
                return found(Optional.empty());
            }
            boolean nextToACliff = !lowers(best + 1);
            return found(Optional.of(rate(nextToACliff ? best - 1 : best)));
        }

        /** The best exponent of those a stride apart; its neighbours have been tried, unless it is at a bound. */
        private int bracketed(int from) {
            int best = from;
            while (true) {
                int next = better(better(best, best - STRIDE), best + STRIDE);
                if (next == best || next <= LOWEST || next >= HIGHEST) {
                    return next;
                }
                best = next;
            }
        }

        /** Of two rates that both fail the smaller one: by how much tells nothing where both are far too large. */
        private int better(int exponent, int other) {
            if (raises(exponent) && raises(other)) {
                return Math.min(exponent, other);
            }
            return objective(other) < objective(exponent) ? other : exponent;
        }

        private boolean raises(int exponent) {
            return !(objective(exponent) <= firstObjective);
        }

        private boolean lowers(int exponent) {
            return objective(exponent) < firstObjective;
        }

        private double objective(int exponent) {
            double rate = rate(exponent);
            return trials.stream()
                    .filter(trial -> trial.rate() == rate)
                    .findFirst()
                    .orElseGet(() -> attempt(rate))
                    .objective();
        }

        private Trial attempt(double rate) {
            Checks checks = Checks.every(Long.MAX_VALUE, StopRules.maxSteps(steps));
            Iterator<TrainingState> states =
                    method.with(LearningRates.constant(rate), checks).states(data, initial);
            TrainingState last = states.next();
            while (states.hasNext()) {
                last = states.next();
            }
            firstObjective = last.firstObjective();
            stepsTaken += last.step();
            rowsVisited += last.work().rowsVisited();
            double objective = last.diverged()
                    ? Double.POSITIVE_INFINITY
                    : last.evaluation().orElseThrow().objective();
            Trial trial = new Trial(rate, objective);
            trials.add(trial);
            return trial;
        }

        private Found found(Optional<Double> rate) {
            return new Found(rate, List.copyOf(trials), stepsTaken, rowsVisited, (System.nanoTime() - start) * 1e-9);
        }

        private static double rate(int exponent) {
            return Math.scalb(1.0, exponent);
        }
    }
}
