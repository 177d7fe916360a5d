package dev.glissade.config;

/**
 * The numbers that a key allows; infinities and NaN never belong.
 *
 * @param low the lower border, or negative infinity
 * @param excludesLow whether the lower border itself is outside
 * @param high the upper border, or positive infinity
 * @param excludesHigh whether the upper border itself is outside
 */
record Range(double low, boolean excludesLow, double high, boolean excludesHigh) {

    static Range any() {
        return new Range(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);
    }

    static Range atLeast(double low) {
        return new Range(low, false, Double.POSITIVE_INFINITY, true);
    }

    static Range above(double low) {
        return new Range(low, true, Double.POSITIVE_INFINITY, true);
    }

    static Range between(double low, double high) {
        return new Range(low, false, high, false);
    }

    Range atMost(double border) {
        return new Range(low, excludesLow, border, false);
    }

    Range below(double border) {
        return new Range(low, excludesLow, border, true);
    }

    boolean contains(double number) {
        boolean aboveLow = excludesLow ? number > low : number >= low;
        boolean belowHigh = excludesHigh ? number < high : number <= high;
        return aboveLow && belowHigh;
    }

    /** Goes on from "a number": "above 0", "of at least 0 and below 1", "from 1 to 8"; empty for any number. */
    String description() {
        if (!excludesLow && !excludesHigh) {
            return "from " + Form.numberText(low) + " to " + Form.numberText(high);
        }
        String lower = excludesLow ? "above " : "of at least ";
        String upper = excludesHigh ? "below " : "at most ";
        String from = Double.isInfinite(low) ? "" : lower + Form.numberText(low);
        String to = Double.isInfinite(high) ? "" : upper + Form.numberText(high);
        return from + (from.isEmpty() || to.isEmpty() ? "" : " and ") + to;
    }
}
