package dev.glissade.schedule;

/**
 * The usual learning rate schedules.
 *
 * <p>With t the step (from 0) and η the initial rate: constant η; inverse time η/(1 + kt) (Robbins and Monro 1951);
 * inverse square root η/√(t + 1) (Zinkevich 2003); step η·factor^⌊t/every⌋; cosine (Loshchilov and Hutter 2017);
 * gradual warm-up before any of them (Goyal et al. 2017).
 */
public final class LearningRates {

    private LearningRates() {}

    /** η at every step. */
    public static LearningRate constant(double initial) {
        requirePositive("initial", initial);
        return new Constant(initial);
    }

    /** η/(1 + kt). */
    public static LearningRate inverseTime(double initial, double perStep) {
        requirePositive("initial", initial);
        requireAtLeastZero("rate", perStep);
        return new InverseTime(initial, perStep);
    }

    /** η/√(t + 1). */
    public static LearningRate inverseSquareRoot(double initial) {
        requirePositive("initial", initial);
        return new InverseSquareRoot(initial);
    }

    /** η·factor^⌊t/every⌋. */
    public static LearningRate step(double initial, double factor, long every) {
        requirePositive("initial", initial);
        requirePositive("factor", factor);
        requireAtLeastOne("every", every);
        return new Step(initial, factor, every);
    }

    /** minimum + (η − minimum)·(1 + cos(πt/T))/2 for t ≤ T, minimum after that. */
    public static LearningRate cosine(double initial, double minimum, long period) {
        requirePositive("initial", initial);
        requireAtLeastZero("minimum", minimum);
        requireAtLeastOne("period", period);
        return new Cosine(initial, minimum, period);
    }

    /** The larger of {@code minimum} and what the schedule gives. */
    public static LearningRate atLeast(double minimum, LearningRate schedule) {
        requireAtLeastZero("minimum", minimum);
        return minimum == 0 ? schedule : new AtLeast(minimum, schedule);
    }

    /**
     * At steps t &lt; W the rate rises in equal strides: start + (η − start)(t + 1)/W, where η is the first rate of what
     * follows; from step W on {@code after} holds, its own steps counted from W.
     *
     * @param steps W, at least 0; with 0 this is {@code after} itself
     * @param start at least 0
     */
    public static LearningRate warmup(long steps, double start, LearningRate after) {
        requireAtLeastZero("warmup", (double) steps);
        requireAtLeastZero("warmup-start", start);
        return steps == 0 ? after : new Warmup(steps, start, after);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("%s = %s: must be a finite number above 0".formatted(name, value));
        }
    }

    private static void requireAtLeastZero(String name, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("%s = %s: must be a finite number of at least 0".formatted(name, value));
        }
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s = %d: must be at least 1".formatted(name, value));
        }
    }

    private record Constant(double initial) implements LearningRate {
        @Override
        public double at(long step) {
            return initial;
        }
    }

    private record InverseTime(double initial, double perStep) implements LearningRate {
        @Override
        public double at(long step) {
            return initial / (1 + perStep * step);
        }
    }

    private record InverseSquareRoot(double initial) implements LearningRate {
        @Override
        public double at(long step) {
            return initial / Math.sqrt(step + 1.0);
        }
    }

    private record Step(double initial, double factor, long every) implements LearningRate {
        @Override
        public double at(long step) {
            long drops = step / every;
            // StrictMath: the same bits on every machine, which Math.pow does not promise
            return initial * StrictMath.pow(factor, (double) drops);
        }
    }

    private record Cosine(double initial, double minimum, long period) implements LearningRate {
        @Override
        public double at(long step) {
            if (step >= period) {
                return minimum;
            }
            return minimum + (initial - minimum) * 0.5 * (1 + StrictMath.cos(Math.PI * step / period));
        }
    }

    private record AtLeast(double minimum, LearningRate schedule) implements LearningRate {
        @Override
        public double at(long step) {
            return Math.max(minimum, schedule.at(step));
        }
    }

    private record Warmup(long steps, double start, LearningRate after) implements LearningRate {
        @Override
        public double at(long step) {
            return step < steps ? start + (after.at(0) - start) * (step + 1.0) / steps : after.at(step - steps);
        }
    }
}
