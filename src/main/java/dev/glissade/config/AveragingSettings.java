package dev.glissade.config;

import java.util.Optional;
import java.util.Set;

/**
 * Which parameters a run ends with: the last ones, or a mean over those of many steps.
 *
 * <p>The steps themselves go the same way with any of them. The mean of w₁ … w_t (Ruppert 1988, Polyak and Juditsky
 * 1992) evens out the noise of the batches; the mean over the tail (Jain et al. 2018) forgets the beginning.
 *
 * @param kind what is averaged
 * @param start the first length that tail leaves out, from step 0; with tail alone, and even then empty means half of
 *     the longest that the run may take
 */
public record AveragingSettings(Kind kind, Optional<Span> start) {

    /** What is averaged. */
    public enum Kind implements Word {
        /** Nothing: the parameters after the last step. */
        NONE,
        /** The parameters after every step. */
        POLYAK,
        /** The parameters after every step past the start. */
        TAIL
    }

    static final Key<Kind> KIND = Key.withDefault(
            "averaging.kind",
            Form.wordOf(Kind.class),
            Kind.NONE,
            "end with the last parameters, with the mean of those after every step, or with the mean over the tail");
    static final Key<Optional<Span>> START = Key.optional(
            "averaging.start",
            Form.span(Range.atLeast(0)),
            "for tail, half of the longest that the run may take",
            "for averaging.kind = tail alone: the length, from step 0, that the mean leaves out");

    /** @throws InvalidSettingException if the start does not go with the kind */
    public AveragingSettings {
        KIND.check(kind);
        START.check(start);
        new Choice<>(KIND, kind).only(Set.of(Kind.TAIL), START, start);
    }

    /** The last parameters. */
    public static AveragingSettings defaults() {
        return Group.of(AveragingSettings.class).defaults();
    }
}
