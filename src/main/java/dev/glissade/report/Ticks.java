package dev.glissade.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {

    private static final MathContext DIGITS = new MathContext(4);
    private static final double[] STEPS = {1, 2, 5, 10};

    private Ticks() {}

    /** Those between two numbers, about so many. */
    static List<Double> between(double least, double greatest, int about) {
        double rough = (greatest - least) / about;
        if (!(rough > 0) || Double.isInfinite(rough)) {
            return List.of(least);
        }
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
        double step = STEPS[0] * power;
        for (int i = 0; step < rough; i++) {
            step = STEPS[i] * power;
        }
        List<Double> ticks = new ArrayList<>();
        for (double number = Math.ceil(least / step); number * step <= greatest; number++) {
            ticks.add(number * step + 0.0); // not −0
        }
        return ticks;
    }

    /** A number in few digits. */
    static String label(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e5 || size < 1e-3 ? rounded.toString() : rounded.toPlainString();
    }
}
