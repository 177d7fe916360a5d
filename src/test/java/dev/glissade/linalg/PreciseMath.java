package dev.glissade.linalg;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Slow exponential and logarithm to fifty digits, by another way than {@link ReproducibleMath} goes: the oracle. */
public final class PreciseMath {

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal TWO_PI =
            new BigDecimal("6.28318530717958647692528676655900576839433879875021164194988918461563281257");
    /** B₂ₖ / (2k (2k − 1)), k from 1: numerators and denominators. */
    private static final long[][] STIRLING = {
        {1, 12}, {-1, 360}, {1, 1260}, {-1, 1680}, {1, 1188}, {-691, 360360}, {1, 156}, {-3617, 122400}
    };

    private PreciseMath() {}

    /** e to the power x: the series at x/2ⁿ, squared n times. */
    public static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x;
        int halvings = 0;
        while (small.abs().compareTo(new BigDecimal("0.01")) > 0) {
            small = small.divide(TWO, DIGITS);
            halvings++;
        }
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; n < 30; n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** Natural logarithm of x &gt; 0: Halley's iteration for e^y = x from x's order of magnitude. */
    public static BigDecimal log(BigDecimal x) {
        int exponent = x.precision() - x.scale();
        double leading = x.scaleByPowerOfTen(-exponent).doubleValue();
        BigDecimal y = BigDecimal.valueOf(StrictMath.log(leading) + exponent * StrictMath.log(10));
        for (int i = 0; i < 4; i++) {
            BigDecimal power = exp(y);
            BigDecimal step = x.subtract(power, DIGITS).multiply(TWO).divide(x.add(power, DIGITS), DIGITS);
            y = y.add(step, DIGITS);
        }
        return y;
    }

    /** ln n!, exact below 200, by Stirling's series from there. */
    public static BigDecimal logFactorial(long n) {
        if (n < 200) {
            BigInteger factorial = BigInteger.ONE;
            for (long i = 2; i <= n; i++) {
                factorial = factorial.multiply(BigInteger.valueOf(i));
            }
            return log(new BigDecimal(factorial));
        }
        BigDecimal x = BigDecimal.valueOf(n);
        BigDecimal sum = x.add(new BigDecimal("0.5"))
                .multiply(log(x), DIGITS)
                .subtract(x)
                .add(log(TWO_PI).divide(TWO, DIGITS));
        BigDecimal power = x;
        for (long[] term : STIRLING) {
            BigDecimal divisor = BigDecimal.valueOf(term[1]).multiply(power, DIGITS);
            sum = sum.add(BigDecimal.valueOf(term[0]).divide(divisor, DIGITS), DIGITS);
            power = power.multiply(x, DIGITS).multiply(x, DIGITS);
        }
        return sum;
    }

    /** How far a double is from the true value, in units of the last place of the double nearest to that. */
    public static double ulps(double value, BigDecimal truth) {
        double unit = Math.ulp(truth.doubleValue());
        return new BigDecimal(value)
                .subtract(truth)
                .divide(new BigDecimal(unit), DIGITS)
                .abs()
                .doubleValue();
    }
}
