package dev.glissade.study;

import dev.glissade.study.Outcome.Look;
import dev.glissade.study.Outcome.Status;
import java.util.List;
import java.util.Optional;

/**
 * What a sweep of learning rates measured, and what follows from that.
 *
 * @param reference what the runs were held against
 * @param bound what is known of the rates up to which the method is stable
 * @param swept outcomes at all rates
 * @param warmed outcomes at some of them, with warm-up
 * @param warmupSteps its length; 0 where no run was warmed up
 */
record RateSweep(Reference reference, StabilityBound bound, Steps swept, Steps warmed, double warmupSteps) {

    /** Rates tried again with warm-up: the smallest that diverged, and those next to it. */
    private static final int WARMED = 3;

    private static final double AWAY = 10;

    /** Whether there is a 2/L to hold rates against: of a loss with kinks, or flat at the start, there is none. */
    boolean isCurved() {
        return !bound.kinks() && Reference.isCurved(reference.startSmoothness());
    }

    /** The multiple of 2/L up to which the method is stable, on a quadratic and without noise; empty where there is no bound. */
    Optional<Double> stretch() {
        return bound.stretch().filter(times -> isCurved());
    }

    /** Whether steps without noise at a rate are past the bound, by the curvature at the start and by that at the minimum. */
    boolean isPastBound(double rate) {
        double larger = Math.max(boundAtStart(), boundAtMinimum());
        return stretch().filter(times -> rate > times * larger).isPresent();
    }

    /** 2/L where runs start. */
    double boundAtStart() {
        return 2 / reference.startSmoothness();
    }

    /** 2/L where they should end. */
    double boundAtMinimum() {
        return 2 / reference.smoothness();
    }

    /** How many runs at a rate ended in a way. */
    static long count(Steps steps, double rate, Status status) {
        return at(steps, rate).stream()
                .filter(outcome -> outcome.status() == status)
                .count();
    }

    /** How many runs at a rate did not diverge, but were on their way to: ten times as far above the minimum as at half of their steps. */
    long movingAway(Steps steps, double rate) {
        return at(steps, rate).stream()
                .filter(outcome -> outcome.status() != Status.DIVERGED && isMovingAway(outcome.path()))
                .count();
    }

    /** How many runs at a rate ended at the minimum but for rounding. */
    long atRest(Steps steps, double rate) {
        double rounding = Suboptimality.ROUNDING * Math.abs(reference.optimumLooked());
        return at(steps, rate).stream()
                .filter(outcome -> outcome.status() != Status.DIVERGED)
                .filter(outcome -> above(outcome.path().get(outcome.path().size() - 1)) <= rounding)
                .count();
    }

    private boolean isMovingAway(List<Look> path) {
        Look last = path.get(path.size() - 1);
        Look half = path.stream()
                .filter(look -> 2 * look.step() >= last.step())
                .findFirst()
                .orElseThrow();
        return above(last) > AWAY * above(half);
    }

    /** Above the minimum, by rounding at least. */
    private double above(Look look) {
        return Math.max(look.objective() - reference.optimumLooked(), Math.ulp(reference.optimumLooked()));
    }

    /** The runs at a rate. */
    static List<Outcome> at(Steps steps, double rate) {
        return steps.outcomes().stream()
                .filter(outcome -> outcome.rate() == rate)
                .toList();
    }

    /** The smallest rate at which a run diverged; empty if none did. */
    Optional<Double> firstDiverged() {
        return swept.rates().stream()
                .filter(rate -> count(swept, rate, Status.DIVERGED) > 0)
                .findFirst();
    }

    /** The largest rate below that; empty if runs diverged at the smallest already. */
    Optional<Double> largestStable() {
        double end = firstDiverged().orElse(Double.POSITIVE_INFINITY);
        return swept.rates().stream().filter(rate -> rate < end).reduce((before, next) -> next);
    }

    /** The smallest rate at which a run that did not diverge ended above where it had begun; empty if none did. */
    Optional<Double> firstAboveStart() {
        return swept.rates().stream()
                .filter(rate -> at(swept, rate).stream().anyMatch(outcome -> outcome.objective() > reference.start()))
                .findFirst();
    }

    /** The rates that a warm-up could rescue: from the smallest that diverged on, or, if none did, the largest that are past the bound. */
    List<Double> toWarm() {
        double limit = isCurved() ? stretch().orElse(1.0) * boundAtStart() : Double.POSITIVE_INFINITY;
        List<Double> past = swept.rates().stream()
                .filter(rate -> rate >= firstDiverged().orElse(Math.nextUp(limit)))
                .toList();
        return firstDiverged().isPresent()
                ? past.subList(0, Math.min(WARMED, past.size()))
                : past.subList(Math.max(0, past.size() - WARMED), past.size());
    }

    /** The same with what became of runs with warm-up. */
    RateSweep withWarmed(List<Outcome> outcomes, double steps) {
        return new RateSweep(reference, bound, swept, new Steps(swept.batchSize(), outcomes), steps);
    }
}
