package dev.glissade.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the batch grows over the training, from {@code gradient.batch-size} = b₀ on.
 *
 * <p>With t by the unit of the lengths: step b₀·factor^⌊t/every⌋, or b₀·factor^k, k how many of {@code at} are at most t; instead-of-decay
 * b₀·η(0)/η(t), η the learning rate's decay, so that the rate itself stays until the maximum is reached (Smith, Kindermans, Ying and Le
 * 2018); noise-scale the largest b₀·2ᵏ that is at most factor times what the noise scale was surely above, as it is measured on the
 * way (McCandlish, Kaplan, Amodei et al. 2018). Whatever the kind, a batch has at most {@code maximum} rows.
 *
 * @param kind of schedule
 * @param factor what the batch is multiplied by, above 1, or the share of the noise scale; present exactly with step, then 2 unless
 *     given, and noise-scale, then 1
 * @param every the length of a stretch behind which it grows; with step, where {@code at} is empty
 * @param at when it grows, ascending, all in steps or all in epochs; with step, where {@code every} is empty
 * @param maximum the most rows of a batch; empty for all rows
 */
public record BatchSizeSettings(
        Kind kind, Optional<Double> factor, Optional<Span> every, List<Span> at, Optional<Long> maximum) {

    /** How the batch grows. */
    public enum Kind implements Word {
        /** Not at all. */
        CONSTANT,
        /** Times a factor after every stretch, or at each of some marks. */
        STEP,
        /** As much as the rate would fall. */
        INSTEAD_OF_DECAY,
        /** As far as the measured noise scale. */
        NOISE_SCALE
    }

    private static final Map<Kind, Double> FACTORS = Map.of(Kind.STEP, 2.0, Kind.NOISE_SCALE, 1.0);
    private static final Set<Kind> GROWING = Set.of(Kind.STEP, Kind.INSTEAD_OF_DECAY, Kind.NOISE_SCALE);

    static final Key<Kind> KIND = Key.withDefault(
            "batch-size-schedule.kind",
            Form.wordOf(Kind.class),
            Kind.CONSTANT,
            "how the batch grows over the training, from gradient.batch-size on");
    static final Key<Optional<Double>> FACTOR = Key.optional(
            "batch-size-schedule.factor",
            Form.number(Range.above(0)),
            "2 for step, 1 for noise-scale",
            "what the batch is multiplied by, above 1; or the share of the noise scale that it follows");
    static final Key<Optional<Span>> EVERY = Key.optional(
            "batch-size-schedule.every",
            Form.span(Range.above(0)),
            "step requires it, or at",
            "the length of a stretch behind which the batch grows");
    static final Key<List<Span>> AT = Key.withDefault(
            "batch-size-schedule.at",
            LearningRateSettings.marks(),
            List.of(),
            "for kind = step in place of every: the marks at which the batch grows");
    static final Key<Optional<Long>> MAXIMUM = Key.optional(
            "batch-size-schedule.maximum",
            Form.wholeNumber(Range.atLeast(1)),
            "all rows",
            "the most rows of a batch; what instead-of-decay then still lacks, the rate decays");

    /**
     * Fills in the default of the factor, and keeps a copy of the list.
     *
     * @throws InvalidSettingException if a value is out of bounds, of no use, or missing
     */
    public BatchSizeSettings {
        KIND.check(kind);
        FACTOR.check(factor);
        EVERY.check(every);
        AT.check(at);
        MAXIMUM.check(maximum);
        at = List.copyOf(at);
        Choice<Kind> choice = new Choice<>(KIND, kind);
        factor = choice.filledIn(FACTORS, FACTOR, factor);
        choice.only(Set.of(Kind.STEP), EVERY, every);
        choice.only(Set.of(Kind.STEP), AT, at);
        choice.only(GROWING, MAXIMUM, maximum);
        if (kind == Kind.STEP && !(factor.orElseThrow() > 1)) {
            throw FACTOR.invalid(factor, "must be above 1 with batch-size-schedule.kind = step");
        }
        if (kind == Kind.STEP && every.isPresent() == !at.isEmpty()) {
            throw KIND.invalid(
                    kind,
                    "needs either batch-size-schedule.every, for example 10 epochs, or batch-size-schedule.at, for example [10"
                            + " epochs, 20 epochs]");
        }
    }

    /** Batches of one size. */
    public static BatchSizeSettings defaults() {
        return Group.of(BatchSizeSettings.class).defaults();
    }

    /** Whether batches may come to differ in size. */
    public boolean grows() {
        return kind != Kind.CONSTANT;
    }
}
