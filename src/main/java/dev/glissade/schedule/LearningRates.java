package dev.glissade.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * The usual learning rate schedules.
 *
 * <p>With t the step (from 0) and η the initial rate: constant η; inverse time η/(1 + kt) (Robbins and Monro 1951);
 * inverse square root η/√(t + 1) (Zinkevich 2003); step η·factor^⌊t/every⌋, its smooth form, exponential
 * η·factor^(t/every), and its uneven one, multi-step, with marks where the rate drops (He et al. 2016); polynomial (Liu,
 * Rabinovich and Berg 2015); cosine, once or with restarts (Loshchilov and Hutter 2017); gradual warm-up before any of
 * them (Goyal et al. 2017).
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

    /**
     * η·factor^(number of marks ≤ t).
     *
     * @param at the marks: steps, ascending, at least 1; where one is repeated, the factor is applied as often
     */
    public static LearningRate multiStep(double initial, double factor, long... at) {
        requirePositive("initial", initial);
        requirePositive("factor", factor);
        List<Long> marks = Arrays.stream(at).boxed().toList();
        for (int i = 0; i < at.length; i++) {
            if (at[i] < (i == 0 ? 1 : at[i - 1])) {
                throw new IllegalArgumentException("at = %s: must be ascending and at least 1".formatted(marks));
            }
        }
        return new MultiStep(initial, factor, marks);
    }

    /** η·factor^(t/every). */
    public static LearningRate exponential(double initial, double factor, long every) {
        requirePositive("initial", initial);
        requirePositive("factor", factor);
        requireAtLeastOne("every", every);
        return new Exponential(initial, factor, every);
    }

    /** minimum + (η − minimum)·(1 − t/T)^power for t ≤ T, minimum after that. */
    public static LearningRate polynomial(double initial, double minimum, double power, long period) {
        requirePositive("initial", initial);
        requireAtLeastZero("minimum", minimum);
        requirePositive("power", power);
        requireAtLeastOne("period", period);
        return new Polynomial(initial, minimum, power, period);
    }

    /** minimum + (η − minimum)·(1 + cos(πt/T))/2 for t ≤ T, minimum after that. */
    public static LearningRate cosine(double initial, double minimum, long period) {
        requirePositive("initial", initial);
        requireAtLeastZero("minimum", minimum);
        requireAtLeastOne("period", period);
        return new Cosine(initial, minimum, period);
    }

    /**
     * Cosine with warm restarts, SGDR: minimum + (η − minimum)·(1 + cos(πk/Tᵢ))/2 at the k-th step, from 0, of period i,
     * from 0, which is Tᵢ = T·fⁱ steps long.
     *
     * <p>Period i begins at step T·(1 + f + … + f^(i − 1)), rounded to the nearest whole number, halves up. So where Tᵢ is not
     * whole, a period's length is one of the two whole numbers next to it, and the restarts do not drift.
     *
     * @param period T, steps in the first period
     * @param periodFactor f, at least 1
     */
    public static LearningRate cosineRestarts(double initial, double minimum, long period, double periodFactor) {
        requirePositive("initial", initial);
        requireAtLeastZero("minimum", minimum);
        requireAtLeastOne("period", period);
        if (!(periodFactor >= 1 && periodFactor <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "period-factor = %s: must be a finite number of at least 1".formatted(periodFactor));
        }
        return new CosineRestarts(initial, minimum, period, periodFactor);
    }

    /** factor·(what the schedule gives), so that {@link ScalingRule} has a hold on any schedule. */
    public static LearningRate times(double factor, LearningRate schedule) {
        requirePositive("factor", factor);
        return factor == 1 ? schedule : new Times(factor, schedule);
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

    private record MultiStep(double initial, double factor, List<Long> at) implements LearningRate {
        @Override
        public double at(long step) {
            long passed = at.stream().filter(mark -> mark <= step).count();
            return initial * StrictMath.pow(factor, (double) passed);
        }
    }

    private record Exponential(double initial, double factor, long every) implements LearningRate {
        @Override
        public double at(long step) {
            return initial * StrictMath.pow(factor, (double) step / every);
        }
    }

    private record Polynomial(double initial, double minimum, double power, long period) implements LearningRate {
        @Override
        public double at(long step) {
            if (step >= period) {
                return minimum;
            }
            double left = (double) (period - step) / period;
            return minimum + (initial - minimum) * StrictMath.pow(left, power);
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

    private record CosineRestarts(double initial, double minimum, long period, double periodFactor)
            implements LearningRate {
        @Override
        public double at(long step) {
            double position = step % period;
            double length = period;
            if (periodFactor > 1) {
                double number = periodOf((double) step);
                double start = startOf(number); // doubles do not overflow, and are exact up to 2⁵³ steps
                length = Math.max(1, startOf(number + 1) - start);
                position = Math.max(0, Math.min(length, step - start));
            }
            return minimum + (initial - minimum) * 0.5 * (1 + StrictMath.cos(Math.PI * position / length));
        }

        /** The step at which a period begins: T·(fⁱ − 1)/(f − 1). */
        private double startOf(double number) {
            return Math.floor(period * ((StrictMath.pow(periodFactor, number) - 1) / (periodFactor - 1)) + 0.5);
        }

        /** The last period that has begun: {@link #startOf} turned round, then put right where that was rounded. */
        private double periodOf(double step) {
            double grown = Math.min(Double.MAX_VALUE, step * (periodFactor - 1) / period);
            double number = Math.floor(StrictMath.log1p(grown) / StrictMath.log(periodFactor));
            // one off at most, up to 10¹⁴ periods; beyond, where numbers of periods are no longer exact, close is
            // enough
            if (startOf(number) > step) {
                return number - 1;
            }
            return startOf(number + 1) <= step ? number + 1 : number;
        }
    }

    private record Times(double factor, LearningRate schedule) implements LearningRate {
        @Override
        public double at(long step) {
            return factor * schedule.at(step);
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
