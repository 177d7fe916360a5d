package dev.glissade.config;

import java.util.Optional;

/**
 * When a run ends. All limits hold; the first that is reached ends it.
 *
 * @param maxEpochs rows visited over rows of the training set, above 0, any fraction; for what empty means see {@link
 *     #epochLimit}
 * @param maxSteps updates; empty for no limit
 * @param maxReferenceSteps steps of the reference batch that the run's are worth, with AdaScale alone; empty for no limit
 * @param maxSeconds time of training; empty for no limit
 * @param targetObjective the run is done once the objective is no larger; empty for no target
 * @param relativeTolerance the run is done once the objective changes by at most this share of itself from one
 *     evaluation to the next; empty for no such rule
 * @param patience the run is done after so many evaluations without a better validation loss, and ends with the best
 *     model; empty for no such rule
 * @param divergenceFactor the run has diverged once the objective is above this many times the first
 */
public record StopSettings(
        Optional<Double> maxEpochs,
        Optional<Long> maxSteps,
        Optional<Long> maxReferenceSteps,
        Optional<Double> maxSeconds,
        Optional<Double> targetObjective,
        Optional<Double> relativeTolerance,
        Optional<Long> patience,
        double divergenceFactor) {

    /** Where a configuration limits neither epochs nor steps nor time. */
    public static final double DEFAULT_MAX_EPOCHS = 20;

    static final Key<Optional<Double>> MAX_EPOCHS = Key.optional(
            "stop.max-epochs",
            Form.number(Range.above(0)),
            "20, or no limit where max-steps, max-reference-steps or max-seconds is given",
            "the most epochs: rows visited over rows of the training set, fractions allowed");
    static final Key<Optional<Long>> MAX_STEPS = Key.optional(
            "stop.max-steps", Form.wholeNumber(Range.atLeast(1)), "no limit", "the most updates of the parameters");
    static final Key<Optional<Long>> MAX_REFERENCE_STEPS = Key.optional(
            "stop.max-reference-steps",
            Form.wholeNumber(Range.atLeast(1)),
            "no limit",
            "with learning-rate.scaling = adascale: the most steps of the reference batch that the run's are worth");
    static final Key<Optional<Double>> MAX_SECONDS =
            Key.optional("stop.max-seconds", Form.number(Range.above(0)), "no limit", "the most seconds of training");
    static final Key<Optional<Double>> TARGET_OBJECTIVE = Key.optional(
            "stop.target-objective",
            Form.number(Range.any()),
            "no target",
            "stop once the objective over the training set is no larger than this");
    static final Key<Optional<Double>> RELATIVE_TOLERANCE = Key.optional(
            "stop.relative-tolerance",
            Form.number(Range.above(0)),
            "no such rule",
            "stop once the objective changes by at most this share of itself from one evaluation to the next");
    static final Key<Optional<Long>> PATIENCE = Key.optional(
            "stop.patience",
            Form.wholeNumber(Range.atLeast(1)),
            "no such rule",
            "evaluations without a better validation loss after which the run ends with the best model");
    static final Key<Double> DIVERGENCE_FACTOR = Key.withDefault(
            "stop.divergence-factor",
            Form.number(Range.above(1)),
            1000.0,
            "the run has diverged once the objective is above this many times the first");

    /** @throws InvalidSettingException if a value is out of bounds */
    public StopSettings {
        MAX_EPOCHS.check(maxEpochs);
        MAX_STEPS.check(maxSteps);
        MAX_REFERENCE_STEPS.check(maxReferenceSteps);
        MAX_SECONDS.check(maxSeconds);
        TARGET_OBJECTIVE.check(targetObjective);
        RELATIVE_TOLERANCE.check(relativeTolerance);
        PATIENCE.check(patience);
        DIVERGENCE_FACTOR.check(divergenceFactor);
    }

    /** The most epochs: as given, else 20 unless steps or seconds are limited; empty for no limit. */
    public Optional<Double> epochLimit() {
        boolean otherLimit = maxSteps.isPresent() || maxReferenceSteps.isPresent() || maxSeconds.isPresent();
        return maxEpochs.isPresent() || otherLimit ? maxEpochs : Optional.of(DEFAULT_MAX_EPOCHS);
    }

    /** Twenty epochs. */
    public static StopSettings defaults() {
        return Group.of(StopSettings.class).defaults();
    }
}
