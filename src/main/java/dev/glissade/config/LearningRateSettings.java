package dev.glissade.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a step goes, as a function of how far the training is.
 *
 * <p>With t counted from the end of the warm-up, η the initial rate and m the minimum: constant η; inverse-time
 * η/(1 + rate·t); inverse-sqrt η/√(t + 1); step η·factor^⌊t/every⌋; multi-step η·factor^k, k how many of {@code at} are
 * at most t; exponential η·factor^(t/every); polynomial m + (η − m)(1 − t/period)^power, from the period on m; cosine
 * from η to m over one period; cosine-restarts the same again and again (Loshchilov and Hutter 2017), each period
 * {@code periodFactor} times the last. None of them goes below m. Over W steps of warm-up the rate at step t, from 0, is
 * start + (η − start)(t + 1)/W.
 *
 * @param initial η, above 0; empty lets the training find one
 * @param decay the shape; constant with a schedule of the user's own
 * @param schedule the name of the user's {@code LearningRate} class, whose rates multiply η in place of the decay
 * @param factor what the rate is multiplied by; present exactly with step, multi-step and exponential
 * @param every the length of a stretch over which it is; present exactly with step and exponential
 * @param at when it is, ascending, all in steps or all in epochs; with multi-step alone, else no element
 * @param rate how fast inverse-time decays, per step; present exactly with inverse-time
 * @param power the exponent; present exactly with polynomial, then 1 unless given
 * @param period the length of polynomial, cosine and the first of cosine-restarts; with these alone. Empty with the
 *     first two means the longest that the run may take
 * @param periodFactor how many times the last a period is, at least 1; present exactly with cosine-restarts, then 1
 *     unless given
 * @param minimum below this no decay goes; where polynomial and cosine end; 0 with constant
 * @param warmup the length of the warm-up; zero for none
 * @param warmupStart the rate that the warm-up starts from
 * @param scaling how η grows with the batch; only with an initial rate that is given
 * @param referenceBatchSize the batch size for which the initial rate is meant; present exactly with a scaling
 */
public record LearningRateSettings(
        Optional<Double> initial,
        Decay decay,
        Optional<String> schedule,
        Optional<Double> factor,
        Optional<Span> every,
        List<Span> at,
        Optional<Double> rate,
        Optional<Double> power,
        Optional<Span> period,
        Optional<Double> periodFactor,
        double minimum,
        Span warmup,
        double warmupStart,
        Scaling scaling,
        Optional<Long> referenceBatchSize) {

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
        /** Times a factor at each of some marks. */
        MULTI_STEP,
        /** Times a factor over every stretch, little by little. */
        EXPONENTIAL,
        /** A power of what is left of the period, from η to the minimum, which holds from then on. */
        POLYNOMIAL,
        /** Half a cosine from η to the minimum, which holds from then on. */
        COSINE,
        /** Half a cosine from η to the minimum, and again from η. */
        COSINE_RESTARTS
    }

    /** How the initial rate grows with the batch size b, from a rate that is meant for the batch size r. */
    public enum Scaling implements Word {
        /** As it is given. */
        NONE,
        /** η·b/r (Goyal et al. 2017). */
        LINEAR,
        /** η·√(b/r) (Krizhevsky 2014). */
        SQRT,
        /** η times a gain between 1 and b/r by the noise measured on the way (Johnson et al. 2020). */
        ADASCALE
    }

    private static final Set<Decay> WITH_FACTOR = Set.of(Decay.STEP, Decay.MULTI_STEP, Decay.EXPONENTIAL);
    private static final Set<Decay> WITH_EVERY = Set.of(Decay.STEP, Decay.EXPONENTIAL);
    private static final Set<Decay> WITH_PERIOD = Set.of(Decay.POLYNOMIAL, Decay.COSINE, Decay.COSINE_RESTARTS);

    static final Key<Optional<Double>> INITIAL = Key.withDefault(
            "learning-rate.initial",
            Form.number(Range.above(0)).orNone("auto"),
            Optional.empty(),
            "the learning rate at the start, after any warm-up; auto: one is found before the first step, for svrg and saga from"
                    + " the smoothness of the loss, else by a short search");
    static final Key<Decay> DECAY = Key.withDefault(
            "learning-rate.decay",
            Form.wordOf(Decay.class),
            Decay.CONSTANT,
            "the shape of the learning rate over the training");
    static final Key<Optional<String>> SCHEDULE = Key.optional(
            "learning-rate.schedule",
            Form.className(),
            "the decay is the shape",
            "in place of a decay: a LearningRate from the user's jar whose rates multiply the initial one");
    static final Key<Optional<Double>> FACTOR = Key.optional(
            "learning-rate.factor",
            Form.number(Range.above(0).atMost(1)),
            "required with decay = step, multi-step or exponential",
            "what the rate is multiplied by: after each stretch, at each mark, or little by little over each stretch");
    static final Key<Optional<Span>> EVERY = Key.optional(
            "learning-rate.every",
            Form.span(Range.above(0)),
            "required with decay = step or exponential",
            "the length of a stretch");
    static final Key<List<Span>> AT = Key.withDefault(
            "learning-rate.at",
            marks(),
            List.of(),
            "for decay = multi-step, which requires it: the marks, from the end of the warm-up");
    static final Key<Optional<Double>> RATE = Key.optional(
            "learning-rate.rate",
            Form.number(Range.atLeast(0)),
            "required with decay = inverse-time",
            "for decay = inverse-time alone: k in initial/(1 + k·t), t in steps from the end of the warm-up");
    static final Key<Optional<Double>> POWER = Key.optional(
            "learning-rate.power",
            Form.number(Range.above(0)),
            "1 for polynomial",
            "for decay = polynomial alone: the exponent; 1 is a straight line");
    static final Key<Optional<Span>> PERIOD = Key.optional(
            "learning-rate.period",
            Form.span(Range.above(0)),
            "the longest that the run may take; required with decay = cosine-restarts",
            "for decay = polynomial, cosine or cosine-restarts alone: the length over which the rate falls to the"
                    + " minimum, from the end of the warm-up");
    static final Key<Optional<Double>> PERIOD_FACTOR = Key.optional(
            "learning-rate.period-factor",
            Form.number(Range.atLeast(1)),
            "1 for cosine-restarts",
            "for decay = cosine-restarts alone: each period is so many times the last");
    static final Key<Double> MINIMUM = Key.withDefault(
            "learning-rate.minimum",
            Form.number(Range.atLeast(0)),
            0.0,
            "the rate that polynomial and cosine end at, and that no other decay goes below");
    static final Key<Span> WARMUP = Key.withDefault(
            "learning-rate.warmup",
            Form.span(Range.atLeast(0)),
            Span.steps(0),
            "the length, from step 0, over which the rate rises in a straight line to the initial one");
    static final Key<Double> WARMUP_START = Key.withDefault(
            "learning-rate.warmup-start", Form.number(Range.atLeast(0)), 0.0, "the rate that the warm-up starts from");
    static final Key<Scaling> SCALING = Key.withDefault(
            "learning-rate.scaling",
            Form.wordOf(Scaling.class),
            Scaling.NONE,
            "how the rate grows with the batch: not, times b/r, times √(b/r), or times a gain that the measured noise gives, b rows a"
                    + " batch, r the reference");
    static final Key<Optional<Long>> REFERENCE_BATCH_SIZE = Key.optional(
            "learning-rate.reference-batch-size",
            Form.wholeNumber(Range.atLeast(1)),
            "required with scaling = linear, sqrt or adascale",
            "for these alone: the rows in a batch for which the initial rate is meant");

    /**
     * Fills in the defaults of what the decay uses, and keeps a copy of the list.
     *
     * @throws InvalidSettingException if a value is out of bounds, of no use, missing, or at odds with another
     */
    public LearningRateSettings {
        INITIAL.check(initial);
        DECAY.check(decay);
        SCHEDULE.check(schedule);
        FACTOR.check(factor);
        EVERY.check(every);
        AT.check(at);
        RATE.check(rate);
        POWER.check(power);
        PERIOD.check(period);
        PERIOD_FACTOR.check(periodFactor);
        MINIMUM.check(minimum);
        WARMUP.check(warmup);
        WARMUP_START.check(warmupStart);
        SCALING.check(scaling);
        REFERENCE_BATCH_SIZE.check(referenceBatchSize);
        at = List.copyOf(at);
        checkSchedule(schedule, decay, minimum);
        Choice<Decay> shape = new Choice<>(DECAY, decay);
        shape.exactly(WITH_FACTOR, FACTOR, factor, "0.1");
        shape.exactly(WITH_EVERY, EVERY, every, "10 epochs");
        shape.exactly(Set.of(Decay.MULTI_STEP), AT, at, "[10 epochs, 20 epochs]");
        shape.exactly(Set.of(Decay.INVERSE_TIME), RATE, rate, "0.01");
        shape.only(WITH_PERIOD, PERIOD, period);
        shape.needs(Set.of(Decay.COSINE_RESTARTS), PERIOD, period, "10 epochs");
        power = shape.filledIn(Map.of(Decay.POLYNOMIAL, 1.0), POWER, power);
        periodFactor = shape.filledIn(Map.of(Decay.COSINE_RESTARTS, 1.0), PERIOD_FACTOR, periodFactor);
        checkMinimum(minimum, initial, decay, scaling);
        checkScaling(scaling, referenceBatchSize, initial);
        if (warmup.isZero() && warmupStart != 0) {
            throw WARMUP_START.invalid(warmupStart, "has no effect without learning-rate.warmup");
        }
    }

    /** A rate that the training finds, for the whole run. */
    public static LearningRateSettings defaults() {
        return Group.of(LearningRateSettings.class).defaults();
    }

    /** One rate for the whole run. */
    public static LearningRateSettings constant(double rate) {
        return new LearningRateSettings(
                Optional.of(rate),
                Decay.CONSTANT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Span.steps(0),
                0,
                Scaling.NONE,
                Optional.empty());
    }

    /** A rate that the training finds, divided by 1 + k·t behind t steps. */
    public static LearningRateSettings inverseTime(double k) {
        return new LearningRateSettings(
                Optional.empty(),
                Decay.INVERSE_TIME,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(k),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Span.steps(0),
                0,
                Scaling.NONE,
                Optional.empty());
    }

    /** The same from another initial rate, which is meant for the batches as they are. */
    public LearningRateSettings withInitial(double rate0) {
        return with(Optional.of(rate0), warmup, Scaling.NONE, Optional.empty());
    }

    /** The same, scaled by a rule from a rate that is meant for batches of another size. */
    LearningRateSettings withScaling(Scaling rule, long reference) {
        return with(initial, warmup, rule, Optional.of(reference));
    }

    /** The same with a warm-up of this length. */
    LearningRateSettings withWarmup(Span length) {
        return with(initial, length, scaling, referenceBatchSize);
    }

    private LearningRateSettings with(
            Optional<Double> rate0, Span otherWarmup, Scaling rule, Optional<Long> reference) {
        return new LearningRateSettings(
                rate0,
                decay,
                schedule,
                factor,
                every,
                at,
                rate,
                power,
                period,
                periodFactor,
                minimum,
                otherWarmup,
                warmupStart,
                rule,
                reference);
    }

    /** The form of a list of marks. */
    static Form<List<Span>> marks() {
        return Form.listOf("", Form.span(Range.above(0)))
                .where(
                        LearningRateSettings::areMarks,
                        "a list of ascending lengths above 0, all in steps or all in epochs, such as [10 epochs, 20"
                                + " epochs]");
    }

    /** Steps and epochs are told apart: which of two comes first is not known before the table is. */
    private static boolean areMarks(List<Span> marks) {
        for (int mark = 1; mark < marks.size(); mark++) {
            Span last = marks.get(mark - 1);
            Span next = marks.get(mark);
            if (next.unit() != last.unit() || next.amount() <= last.amount()) {
                return false;
            }
        }
        return true;
    }

    private static void checkSchedule(Optional<String> schedule, Decay decay, double minimum) {
        if (schedule.isPresent() && decay != Decay.CONSTANT) {
            String reason = "takes the place of learning-rate.decay, which is %s; unset one of the two";
            throw SCHEDULE.invalid(schedule, reason.formatted(decay.word()));
        }
        if (schedule.isPresent() && minimum > 0) {
            throw MINIMUM.invalid(minimum, "has no effect with learning-rate.schedule");
        }
    }

    private static void checkMinimum(double minimum, Optional<Double> initial, Decay decay, Scaling scaling) {
        if (scaling == Scaling.NONE && initial.isPresent() && minimum > initial.get()) {
            String reason = "must be at most learning-rate.initial, which is " + INITIAL.write(initial);
            throw MINIMUM.invalid(minimum, reason);
        }
        if (minimum > 0 && decay == Decay.CONSTANT) {
            throw MINIMUM.invalid(minimum, "has no effect with learning-rate.decay = constant");
        }
    }

    private static void checkScaling(Scaling scaling, Optional<Long> referenceBatchSize, Optional<Double> initial) {
        if (scaling != Scaling.NONE && initial.isEmpty()) {
            String reason = "needs a number for learning-rate.initial: auto finds the rate for the batch itself";
            throw SCALING.invalid(scaling, reason);
        }
        new Choice<>(SCALING, scaling)
                .exactly(
                        Set.of(Scaling.LINEAR, Scaling.SQRT, Scaling.ADASCALE),
                        REFERENCE_BATCH_SIZE,
                        referenceBatchSize,
                        "256");
    }
}
