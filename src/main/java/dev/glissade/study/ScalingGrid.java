package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.InvalidSettingException;
import dev.glissade.config.LearningRateSettings.Decay;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.PerfectScaling;
import dev.glissade.statistics.StepsToTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a study of scaling measured, and what follows from that.
 *
 * @param reference what the runs were held against
 * @param grid outcomes of each batch size at all rates, batch sizes ascending
 * @param chosen outcomes of other seeds at the best rate of each batch size that has one, batch sizes ascending
 * @param rules outcomes of these seeds at the rate that a rule says, of each batch size, by rule; empty where no batch size met the target
 * @param seconds of a step alone, by batch size
 * @param noise tr Σ/|G|² from all rows, in rows, by place
 */
record ScalingGrid(
        Reference reference,
        List<Steps> grid,
        List<Steps> chosen,
        Map<Scaling, List<Steps>> rules,
        Map<Long, Double> seconds,
        Map<String, Double> noise) {

    /** The rules that are tried, where they go with the configuration. */
    private static final List<Scaling> RULES = List.of(Scaling.LINEAR, Scaling.SQRT, Scaling.ADASCALE);

    /** The rules that go with a configuration: AdaScale does not with every optimizer, nor with a rate that falls until the end. */
    static List<Scaling> rules(Configuration base) {
        return RULES.stream().filter(rule -> goesWith(rule, base)).toList();
    }

    private static boolean goesWith(Scaling rule, Configuration base) {
        try {
            base.withRate(1).withScaling(rule, 1);
            return rule != Scaling.ADASCALE
                    || base.learningRate().period().isPresent()
                    || !FALLING.contains(base.learningRate().decay());
        } catch (InvalidSettingException doesNot) {
            return false;
        }
    }

    /** To the end of the run, which is not known in steps of a reference batch. */
    private static final Set<Decay> FALLING = Set.of(Decay.POLYNOMIAL, Decay.COSINE);

    /** A rule is right as long as its steps are at most so many times those at the best rate. */
    static final double RIGHT = 1.1;

    /** The steps at the best rates, of the batch sizes that have one at which the seeds that did not choose it meet the target too. */
    List<StepsToTarget> best() {
        return chosen.stream()
                .map(Steps::atRate)
                .filter(StepsToTarget::isUsable)
                .toList();
    }

    private Optional<StepsToTarget> best(long batchSize) {
        return best().stream().filter(steps -> steps.batchSize() == batchSize).findFirst();
    }

    /** The fit to these; empty with fewer than three. */
    Optional<CriticalBatchSize> fit() {
        return CriticalBatchSize.of(best(), reference.rows());
    }

    /** Up to where twice the batch, at the rate of the linear rule, takes half of the steps. */
    Optional<PerfectScaling> perfect() {
        return Optional.ofNullable(rules.get(Scaling.LINEAR)).flatMap(steps -> PerfectScaling.of(ruled(steps)));
    }

    /** The steps of a rule, a rate each. */
    static List<StepsToTarget> ruled(List<Steps> steps) {
        return steps.stream().map(Steps::atRate).toList();
    }

    /** The largest batch size up to which all of a rule's steps are right; empty if not even the first. */
    OptionalLong holdsUpTo(Scaling rule) {
        long upTo = 0;
        for (StepsToTarget ruled : ruled(rules.get(rule))) {
            Optional<StepsToTarget> best = best(ruled.batchSize());
            if (best.isEmpty()) {
                continue; // nothing to be right about
            }
            if (!ruled.isUsable() || ruled.typical() > RIGHT * best.get().typical()) {
                break;
            }
            upTo = ruled.batchSize();
        }
        return upTo == 0 ? OptionalLong.empty() : OptionalLong.of(upTo);
    }

    /** The batch size from whose best rate the rules start: the smallest of which the steps are known. */
    OptionalLong ruledFrom() {
        return best().stream().mapToLong(StepsToTarget::batchSize).findFirst();
    }

    /** The learning rate that a rule makes of a rate: of AdaScale, whose gain follows the noise, the mean over a run's steps. */
    double rate(Scaling rule, Outcome outcome) {
        double ratio = (double) outcome.batchSize() / ruledFrom().orElseThrow();
        return outcome.rate()
                * switch (rule) {
                    case NONE -> 1;
                    case LINEAR -> ratio;
                    case SQRT -> Math.sqrt(ratio);
                    case ADASCALE -> outcome.steps() == 0 ? 1 : outcome.gained() / outcome.steps();
                };
    }

    /** The batch sizes at which the best rate of the grid, if any, brought at most half of the seeds to the target. */
    List<Long> unmet() {
        return grid.stream()
                .map(Steps::batchSize)
                .filter(size -> best(size).isEmpty())
                .toList();
    }

    /** The batch sizes at which a rule's rate did not. */
    List<Long> unmet(Scaling rule) {
        return ruled(rules.get(rule)).stream()
                .filter(steps -> !steps.isUsable())
                .map(StepsToTarget::batchSize)
                .toList();
    }

    /** The batch sizes whose best rate is at an edge of the grid. */
    List<Long> atEdge() {
        return grid.stream().filter(Steps::isBestAtEdge).map(Steps::batchSize).toList();
    }
}
