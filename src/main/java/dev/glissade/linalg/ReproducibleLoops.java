package dev.glissade.linalg;

/**
 * {@link ReproducibleMath} for many numbers at once, with the same bits.
 *
 * <p>Short loops over arrays, each with few operations and none with a branch or with indices that differ between arrays: such
 * loops the compiler turns into vector instructions; one loop over all operations it does not.
 */
public final class ReproducibleLoops {

    /** Up to here e^±x is a normal number. */
    private static final double EXP_NORMAL = 708;

    private static final double SQRT_2 = 2 * ReproducibleMath.SQRT_HALF;

    private final double[] exponents;
    private final double[] remainders;
    private final double[] tails;
    private final double[] low;
    private final double[] high;

    /** @param capacity how many numbers at most */
    public ReproducibleLoops(int capacity) {
        exponents = new double[capacity];
        remainders = new double[capacity];
        tails = new double[capacity];
        low = new double[capacity];
        high = new double[capacity];
    }

    /** x[i] ← {@link ReproducibleMath#exp} of x[i], for 0 ≤ i &lt; count. */
    public void exp(int count, double[] x) {
        if (!isNormal(count, x)) {
            for (int i = 0; i < count; i++) {
                x[i] = ReproducibleMath.exp(x[i]);
            }
            return;
        }
        reduce(count, x);
        powers(count, x);
        for (int i = 0; i < count; i++) {
            x[i] *= ReproducibleMath.powerOfTwo((int) exponents[i]);
        }
    }

    private static boolean isNormal(int count, double[] x) {
        boolean normal = true;
        for (int i = 0; i < count; i++) {
            normal &= Math.abs(x[i]) <= EXP_NORMAL;
        }
        return normal;
    }

    /** x = k ln 2 + r, and what the rounding of r lost. */
    private void reduce(int count, double[] x) {
        for (int i = 0; i < count; i++) {
            exponents[i] = Math.rint(x[i] * ReproducibleMath.LOG2_E);
        }
        for (int i = 0; i < count; i++) {
            double upper = x[i] - exponents[i] * ReproducibleMath.LN2_HIGH;
            double lower = exponents[i] * ReproducibleMath.LN2_LOW;
            double r = upper - lower;
            remainders[i] = r;
            tails[i] = (upper - r) - lower;
        }
    }

    /** e^r by the polynomial of {@link ReproducibleMath#exp}. */
    private void powers(int count, double[] result) {
        for (int i = 0; i < count; i++) {
            double r = remainders[i];
            low[i] = (1.0 / 2 + r * (1.0 / 6)) + r * r * (1.0 / 24 + r * (1.0 / 120));
        }
        for (int i = 0; i < count; i++) {
            double r = remainders[i];
            double r2 = r * r;
            double p6 = 1.0 / 720 + r * (1.0 / 5040);
            double p8 = 1.0 / 40320 + r * (1.0 / 362880);
            double p10 = 1.0 / 3628800 + r * (1.0 / 39916800);
            double p12 = 1.0 / 479001600 + r * (1.0 / 6227020800.0);
            high[i] = (p6 + r2 * p8) + r2 * r2 * (p10 + r2 * p12);
        }
        for (int i = 0; i < count; i++) {
            double r = remainders[i];
            double r2 = r * r;
            result[i] = 1 + (r + (r2 * (low[i] + r2 * r2 * high[i]) + tails[i]));
        }
    }

    /**
     * result[i] ← {@link ReproducibleMath#log1p} of x[i], for 0 ≤ i &lt; count.
     *
     * @param x from 0 to 1, or NaN
     * @param result another array
     */
    public void log1p(int count, double[] x, double[] result) {
        for (int i = 0; i < count; i++) {
            double u = 1 + x[i];
            double k = Math.floor((u - SQRT_2) + 1); // 1 from √2 on, else 0: there all this is exact
            exponents[i] = k;
            remainders[i] = u * (1 - 0.5 * k) - 1;
        }
        for (int i = 0; i < count; i++) {
            tails[i] = remainders[i] / (2 + remainders[i]);
        }
        series(count);
        for (int i = 0; i < count; i++) {
            double f = remainders[i];
            double k = exponents[i];
            double u = 1 + x[i];
            double log = k * ReproducibleMath.LN2_HIGH - ((0.5 * f * f - (high[i] + k * ReproducibleMath.LN2_LOW)) - f);
            result[i] = log + (x[i] - (u - 1)) / u;
        }
    }

    /** s (f²/2 + R) as {@link ReproducibleMath#log} has it. */
    private void series(int count) {
        for (int i = 0; i < count; i++) {
            double z = tails[i] * tails[i];
            low[i] = (2.0 / 3 + z * (2.0 / 5)) + z * z * (2.0 / 7 + z * (2.0 / 9));
        }
        for (int i = 0; i < count; i++) {
            double z = tails[i] * tails[i];
            double z2 = z * z;
            double c = 2.0 / 11 + z * (2.0 / 13);
            double d = 2.0 / 15 + z * (2.0 / 17);
            double e = 2.0 / 19 + z * (2.0 / 21 + z * (2.0 / 23));
            high[i] = (c + z2 * d) + z2 * z2 * e;
        }
        for (int i = 0; i < count; i++) {
            double f = remainders[i];
            double z = tails[i] * tails[i];
            double z2 = z * z;
            high[i] = tails[i] * (0.5 * f * f + z * (low[i] + z2 * z2 * high[i]));
        }
    }
}
