package dev.glissade.study;

import dev.glissade.statistics.Interval;
import dev.glissade.statistics.Sample;
import dev.glissade.statistics.StepsToTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Outcomes of one batch size, by learning rate.
 *
 * @param batchSize b
 * @param outcomes of all rates and seeds
 */
record Steps(long batchSize, List<Outcome> outcomes) {

    Steps {
        outcomes = List.copyOf(outcomes);
    }

    /** Outcomes by their batch size, ascending. */
    static List<Steps> bySize(List<Outcome> outcomes) {
        SortedMap<Long, List<Outcome>> sizes = new TreeMap<>();
        outcomes.forEach(outcome -> sizes.computeIfAbsent(outcome.batchSize(), size -> new ArrayList<>())
                .add(outcome));
        return sizes.entrySet().stream()
                .map(size -> new Steps(size.getKey(), size.getValue()))
                .toList();
    }

    /** The rates, ascending. */
    List<Double> rates() {
        return outcomes.stream().map(Outcome::rate).distinct().sorted().toList();
    }

    /** The one rate of all the outcomes. */
    double rate() {
        List<Double> rates = rates();
        if (rates.size() != 1) {
            throw new IllegalStateException("batch size %d has the rates %s".formatted(batchSize, rates));
        }
        return rates.get(0);
    }

    /** The steps at it. */
    StepsToTarget atRate() {
        return at(rate());
    }

    /** The steps of the seeds at a rate. */
    StepsToTarget at(double rate) {
        List<Double> steps = new ArrayList<>();
        int missed = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.rate() == rate) {
                OptionalDouble met = outcome.stepsToTarget();
                met.ifPresent(steps::add);
                missed += met.isPresent() ? 0 : 1;
            }
        }
        return new StepsToTarget(batchSize, steps, missed);
    }

    /** The rate of the fewest steps, by the centre of its seeds; empty where no rate serves. */
    Optional<Double> bestRate() {
        return rates().stream()
                .filter(rate -> at(rate).isUsable())
                .min(Comparator.comparingDouble(rate -> at(rate).typical()));
    }

    /** Whether the best rate is the least or the greatest that was tried, so that a better one may be beyond. */
    boolean isBestAtEdge() {
        List<Double> rates = rates();
        return bestRate()
                .filter(best -> best.equals(rates.get(0)) || best.equals(rates.get(rates.size() - 1)))
                .isPresent();
    }

    /** The mean of a figure over the outcomes that met the target, with its interval; −∞ if it is not known. */
    Interval mean(ToDoubleFunction<Outcome> figure) {
        double[] values = outcomes.stream()
                .filter(outcome -> outcome.stepsToTarget().isPresent())
                .mapToDouble(figure)
                .toArray();
        return values.length == 0 || Double.isNaN(values[0])
                ? new Interval(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : Sample.of(values).meanInterval();
    }

    /** The mean of a figure over the outcomes that did not diverge; of one that did, nothing is known. */
    Interval meanOfEnded(ToDoubleFunction<Outcome> figure) {
        double[] values =
                outcomes.stream().mapToDouble(figure).filter(Double::isFinite).toArray();
        return values.length == 0
                ? new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : Sample.of(values).meanInterval();
    }
}
