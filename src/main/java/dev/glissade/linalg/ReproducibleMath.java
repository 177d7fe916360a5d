package dev.glissade.linalg;

/**
 * Exponential and logarithm made of additions, multiplications and divisions alone, so that they give the same bits on
 * every processor and virtual machine; {@link Math#exp} and {@link Math#log} need not.
 *
 * <p>Results are within 1.5 units in the last place over the whole range, infinities, zeros and subnormal numbers
 * included.
 */
public final class ReproducibleMath {

    static final double LOG2_E = 1.4426950408889634;
    // ln 2 in two parts; the first has 32 trailing zero bits, so its product with any exponent is exact
    static final double LN2_HIGH = 0x1.62e42feep-1;
    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double EXP_OVERFLOW = 709.782712893384;
    private static final double EXP_UNDERFLOW = -745.1332191019412;
    static final double SQRT_HALF = 0.7071067811865476;

    private ReproducibleMath() {}

    /**
     * e to the power x.
     *
     * <p>x = k ln 2 + r with |r| ≤ ½ ln 2; e^r by its Taylor polynomial of degree 13, whose remainder is below
     * 5·10⁻¹⁸, added up in pairs (Estrin's scheme); then scaled by 2^k.
     */
    public static double exp(double x) {
        if (!(x >= EXP_UNDERFLOW && x <= EXP_OVERFLOW)) {
            return Double.isNaN(x) ? x : x > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double k = Math.rint(x * LOG2_E);
        double high = x - k * LN2_HIGH;
        double low = k * LN2_LOW;
        double r = high - low;
        double tail = (high - r) - low; // what the rounding of r lost
        double r2 = r * r;
        double r4 = r2 * r2;
        double p2 = 1.0 / 2 + r * (1.0 / 6);
        double p4 = 1.0 / 24 + r * (1.0 / 120);
        double p6 = 1.0 / 720 + r * (1.0 / 5040);
        double p8 = 1.0 / 40320 + r * (1.0 / 362880);
        double p10 = 1.0 / 3628800 + r * (1.0 / 39916800);
        double p12 = 1.0 / 479001600 + r * (1.0 / 6227020800.0);
        double p = (p2 + r2 * p4) + r4 * ((p6 + r2 * p8) + r4 * (p10 + r2 * p12));
        return scale(1 + (r + (r2 * p + tail)), (int) k);
    }

    private static double scale(double value, int exponent) {
        if (exponent >= -1021 && exponent <= 1023) {
            return value * powerOfTwo(exponent);
        }
        int half = exponent / 2; // in two steps, so that neither factor leaves the normal range
        return value * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    /** 2 to the power of an exponent from −1022 to 1023. */
    static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((long) (exponent + 1023) << 52);
    }

    /**
     * Natural logarithm of x; NaN below 0, minus infinity at 0.
     *
     * <p>x = 2^k (1 + f) with 1 + f in [√½, √2]; with s = f / (2 + f), ln(1 + f) = f − f²/2 + s (f²/2 + R) and
     * R = 2 (s²/3 + s⁴/5 + …), of which eleven terms are taken.
     */
    public static double log(double x) {
        if (!(x > 0 && x <= Double.MAX_VALUE)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        int shift = 0;
        double normal = x;
        if (x < Double.MIN_NORMAL) {
            normal = x * 0x1p54;
            shift = -54;
        }
        long bits = Double.doubleToRawLongBits(normal);
        int k = (int) (bits >>> 52) - 1022 + shift;
        double m = Double.longBitsToDouble((bits & 0xFFFFFFFFFFFFFL) | (1022L << 52)); // in [1/2, 1)
        if (m < SQRT_HALF) {
            m += m;
            k--;
        }
        double f = m - 1;
        double s = f / (2 + f);
        double halfSquare = 0.5 * f * f;
        double correction = s * (halfSquare + tailOfSeries(s * s));
        return k * LN2_HIGH - ((halfSquare - (correction + k * LN2_LOW)) - f);
    }

    private static double tailOfSeries(double z) {
        double z2 = z * z;
        double z4 = z2 * z2;
        double a = 2.0 / 3 + z * (2.0 / 5);
        double b = 2.0 / 7 + z * (2.0 / 9);
        double c = 2.0 / 11 + z * (2.0 / 13);
        double d = 2.0 / 15 + z * (2.0 / 17);
        double e = 2.0 / 19 + z * (2.0 / 21 + z * (2.0 / 23));
        return z * ((a + z2 * b) + z4 * ((c + z2 * d) + z4 * e));
    }

    /** ln(1 + x) for x ≥ 0, accurate for small x too. */
    public static double log1p(double x) {
        double u = 1 + x;
        return u == Double.POSITIVE_INFINITY ? u : log(u) + (x - (u - 1)) / u;
    }
}
