package dev.glissade.study;

import dev.glissade.statistics.StepsToTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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

    /** The rates, ascending. */
    List<Double> rates() {
        return outcomes.stream().map(Outcome::rate).distinct().sorted().toList();
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
}
