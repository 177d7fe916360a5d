package dev.glissade.config;

import java.util.Optional;

/**
 * How far a step goes, as a function of how far the training is.
 *
 * <p>With t counted from the end of the warm-up and η the initial rate: constant η; inverse-time η/(1 + rate·t);
 * inverse-sqrt η/√(t + 1); step η·factor^⌊t/every⌋; cosine from η to the minimum over one period. Over W steps of
 * warm-up the rate at step t, from 0, is start + (η − start)(t + 1)/W.
 *
 * @param initial η, above 0
 * @param decay the shape
 * @param factor what the rate is multiplied by after each stretch; present exactly with step
 * @param every the length of a stretch; present exactly with step
 * @param rate how fast inverse-time decays, per step; present exactly with inverse-time
 * @param period the length of the cosine; with cosine alone, and even then empty means the longest the run may take
 * @param minimum below this no decay goes; where cosine ends; 0 with constant
 * @param warmup the length of the warm-up; zero for none
 * @param warmupStart the rate that the warm-up starts from
 */
public record LearningRateSettings(
        double initial,
        Decay decay,
        Optional<Double> factor,
        Optional<Span> every,
        Optional<Double> rate,
        Optional<Span> period,
        double minimum,
        Span warmup,
        double warmupStart) {

    /** The shape of the learning rate over the training. */
    public enum Decay implements Word {
        /** The same throughout. */
        CONSTANT,
        /** η/(1 + rate·t). */
        INVERSE_TIME,
        /** η/√(t + 1). */
        INVERSE_SQRT,
        /** Times a factor after every stretch. */
        STEP,
        /** Half a cosine from η to the minimum, which holds from then on. */
        COSINE
    }

    private static final String ONLY_STEP = "for decay = step alone: ";

    static final Key<Double> INITIAL = Key.required(
            "learning-rate.initial",
            Form.number(Range.above(0)).later("auto"),
            "0.1",
            "the learning rate at the start, after any warm-up (this version does not find one by itself)");
    static final Key<Decay> DECAY = Key.withDefault(
            "learning-rate.decay",
            Form.wordOf(Decay.class).later("multi-step", "exponential", "polynomial", "cosine-restarts"),
            Decay.CONSTANT,
            "the shape of the learning rate over the training");
    static final Key<Optional<Double>> FACTOR = Key.optional(
            "learning-rate.factor",
            Form.number(Range.above(0).atMost(1)),
            "required with decay = step",
            ONLY_STEP + "what the rate is multiplied by after each stretch");
    static final Key<Optional<Span>> EVERY = Key.optional(
            "learning-rate.every",
            Form.span(Range.above(0)),
            "required with decay = step",
            ONLY_STEP + "the length of a stretch");
    static final Key<Optional<Double>> RATE = Key.optional(
            "learning-rate.rate",
            Form.number(Range.atLeast(0)),
            "required with decay = inverse-time",
            "for decay = inverse-time alone: k in initial/(1 + k·t), t in steps from the end of the warm-up");
    static final Key<Optional<Span>> PERIOD = Key.optional(
            "learning-rate.period",
            Form.span(Range.above(0)),
            "the longest that the run may take",
            "for decay = cosine alone: the length over which the rate falls to the minimum, from the end of the"
                    + " warm-up");
    static final Key<Double> MINIMUM = Key.withDefault(
            "learning-rate.minimum",
            Form.number(Range.atLeast(0)),
            0.0,
            "the rate that cosine ends at, and that no other decay goes below");
    static final Key<Span> WARMUP = Key.withDefault(
            "learning-rate.warmup",
            Form.span(Range.atLeast(0)),
            Span.steps(0),
            "the length, from step 0, over which the rate rises in a straight line to the initial one");
    static final Key<Double> WARMUP_START = Key.withDefault(
            "learning-rate.warmup-start", Form.number(Range.atLeast(0)), 0.0, "the rate that the warm-up starts from");

    /** @throws InvalidSettingException if a value is out of bounds, not used by the decay, or missing for it */
    public LearningRateSettings {
        INITIAL.check(initial);
        DECAY.check(decay);
        FACTOR.check(factor);
        EVERY.check(every);
        RATE.check(rate);
        PERIOD.check(period);
        MINIMUM.check(minimum);
        WARMUP.check(warmup);
        WARMUP_START.check(warmupStart);
        checkUse(new Use<>(FACTOR, factor, Decay.STEP, Optional.of("0.1")), decay);
        checkUse(new Use<>(EVERY, every, Decay.STEP, Optional.of("10 epochs")), decay);
        checkUse(new Use<>(RATE, rate, Decay.INVERSE_TIME, Optional.of("0.01")), decay);
        checkUse(new Use<>(PERIOD, period, Decay.COSINE, Optional.empty()), decay);
        checkMinimum(minimum, initial, decay);
        if (warmup.isZero() && warmupStart != 0) {
            throw WARMUP_START.invalid(warmupStart, "has no effect without learning-rate.warmup");
        }
    }

    /** One rate for the whole run. */
    public static LearningRateSettings constant(double rate) {
        return new LearningRateSettings(
                rate,
                Decay.CONSTANT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Span.steps(0),
                0);
    }

    /**
     * A key that one decay alone uses.
     *
     * @param example what to give where the decay requires it; empty where it does not
     */
    private record Use<T>(Key<Optional<T>> key, Optional<T> value, Decay user, Optional<String> example) {}

    private static <T> void checkUse(Use<T> use, Decay decay) {
        if (use.value.isPresent() && decay != use.user) {
            String reason = "only learning-rate.decay = %s uses it, and the decay is %s";
            throw use.key.invalid(use.value, reason.formatted(use.user.word(), decay.word()));
        }
        if (use.value.isEmpty() && decay == use.user && use.example.isPresent()) {
            String reason = "needs %s, %s, for example %s = %s";
            throw DECAY.invalid(
                    decay, reason.formatted(use.key, use.key.description(), use.key, use.example.orElseThrow()));
        }
    }

    private static void checkMinimum(double minimum, double initial, Decay decay) {
        if (minimum > initial) {
            String reason = "must be at most learning-rate.initial, which is " + INITIAL.write(initial);
            throw MINIMUM.invalid(minimum, reason);
        }
        if (minimum > 0 && decay == Decay.CONSTANT) {
            throw MINIMUM.invalid(minimum, "has no effect with learning-rate.decay = constant");
        }
    }
}
