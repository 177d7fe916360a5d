package dev.glissade.run;

import dev.glissade.config.LearningRateSettings;
import dev.glissade.config.UserError;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.ScalingRule;

/**
 * Turns the settings of the learning rate into a schedule.
 *
 * @param settings what the configuration says
 * @param lengths of the run, in the steps that the schedule counts
 */
record RatePlan(LearningRateSettings settings, Lengths lengths) {

    private static final String SCHEDULE = "learning-rate.schedule";

    /**
     * The schedule.
     *
     * @param initial η, given or found; scaled by the batch size where the settings say so
     * @throws UserError if that is below the minimum
     */
    LearningRate schedule(double initial) {
        double scaled = initial * scaling();
        if (settings.minimum() > scaled) {
            throw new UserError("learning-rate.minimum = %s: must be at most the learning rate, which is %s"
                    .formatted(settings.minimum(), scaled));
        }
        long warmup = lengths.steps(settings.warmup());
        LearningRate after = settings.schedule()
                .map(RatePlan::own)
                .map(own -> LearningRates.times(scaled, own))
                .orElseGet(() -> LearningRates.atLeast(settings.minimum(), decay(scaled, warmup)));
        return LearningRates.warmup(warmup, settings.warmupStart(), after);
    }

    /** A user's schedule by the name of its class. */
    static LearningRate own(String name) {
        Own own = new Own(name, UserClasses.make(SCHEDULE, name, LearningRate.class));
        own.at(0); // before anything is written
        return own;
    }

    /** A user's schedule, held to what one promises. */
    record Own(String name, LearningRate schedule) implements LearningRate {

        @Override
        public double at(long step) {
            double rate = schedule.at(step);
            if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
                throw new UserError("%s = %s: at step %d it gives %s, which is no finite number of at least 0"
                        .formatted(SCHEDULE, name, step, rate));
            }
            return rate;
        }
    }

    private double scaling() {
        ScalingRule rule = switch (settings.scaling()) {
            case NONE, ADASCALE -> ScalingRule.NONE; // AdaScale's gain is found on the way
            case LINEAR -> ScalingRule.LINEAR;
            case SQRT -> ScalingRule.SQUARE_ROOT;
        };
        long batchSize = lengths.batchSize();
        return rule.factor(batchSize, settings.referenceBatchSize().orElse(batchSize));
    }

    private LearningRate decay(double initial, long warmup) {
        double minimum = settings.minimum();
        return switch (settings.decay()) {
            case CONSTANT -> LearningRates.constant(initial);
            case INVERSE_TIME ->
                LearningRates.inverseTime(initial, settings.rate().orElseThrow());
            case INVERSE_SQRT -> LearningRates.inverseSquareRoot(initial);
            case STEP -> LearningRates.step(initial, factor(), every());
            case MULTI_STEP -> LearningRates.multiStep(initial, factor(), marks());
            case EXPONENTIAL -> LearningRates.exponential(initial, factor(), every());
            case POLYNOMIAL ->
                LearningRates.polynomial(initial, minimum, settings.power().orElseThrow(), period(warmup));
            case COSINE -> LearningRates.cosine(initial, minimum, period(warmup));
            case COSINE_RESTARTS ->
                LearningRates.cosineRestarts(
                        initial,
                        minimum,
                        period(warmup),
                        settings.periodFactor().orElseThrow());
        };
    }

    private double factor() {
        return settings.factor().orElseThrow();
    }

    private long every() {
        return lengths.atLeastOne(settings.every().orElseThrow());
    }

    private long[] marks() {
        return settings.at().stream().mapToLong(lengths::atLeastOne).toArray();
    }

    /** The period that is set, else what is left of the longest run behind the warm-up. */
    private long period(long warmup) {
        if (settings.period().isEmpty() && settings.scaling() == LearningRateSettings.Scaling.ADASCALE) {
            throw new UserError(
                    "learning-rate.period: must be given with learning-rate.scaling = adascale, in steps of the"
                            + " reference batch or in epochs: how many of these the run will be worth is not known before");
        }
        long left =
                settings.period().map(lengths::steps).orElseGet(() -> lengths.horizon("learning-rate.period") - warmup);
        return Math.max(1, left);
    }
}
