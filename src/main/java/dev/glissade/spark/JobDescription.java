package dev.glissade.spark;

import dev.glissade.gradient.FeaturesRequest;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.LocalRequest;
import dev.glissade.gradient.NarrowSumRequest;
import dev.glissade.gradient.NormRequest;
import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.gradient.SlopeRequest;
import dev.glissade.gradient.SquaresRequest;
import dev.glissade.gradient.SumRequest;
import dev.glissade.gradient.ValueRequest;
import java.util.List;

/**
 * What Spark's user interface says of a job. Made for each, so without {@code String.format}, which takes longer than the
 * rest of it.
 */
final class JobDescription {

    private static final String DOT = " · ";

    private JobDescription() {}

    /**
     * Of a job.
     *
     * @param step which it belongs to; below 0 for none
     * @param requests that it answers
     * @param before time of the step before; none if there is nothing to say of it
     */
    static String of(long step, List<GradientRequest> requests, PhaseTimes before) {
        StringBuilder text = new StringBuilder(160);
        if (step >= 0) {
            count(text.append("step "), step).append(DOT);
        }
        for (int r = 0; r < requests.size(); r++) {
            request(text.append(r == 0 ? "" : ", "), requests.get(r));
        }
        long all = before.total(Phase::isOfStep);
        if (all > 0) {
            milliseconds(text.append(DOT).append("the step before: "), all).append(" ms =");
            for (Phase phase : Phase.values()) {
                if (phase.isOfStep()) {
                    text.append(phase == Phase.SHIP ? " " : " + ")
                            .append(phase.word())
                            .append(' ');
                    milliseconds(text, before.of(phase));
                }
            }
        }
        return text.toString();
    }

    private static void request(StringBuilder text, GradientRequest request) {
        if (request instanceof SumRequest sum) {
            int points = sum.points().size();
            rows(
                    text.append(points == 1 ? "sum" : "sums at " + points + " points"),
                    sum.batch().size());
        } else if (request instanceof NarrowSumRequest narrow) {
            rows(text.append("sum by need"), narrow.batch().size());
        } else if (request instanceof FeaturesRequest features) {
            rows(text.append("features"), features.batch().size());
        } else if (request instanceof ValueRequest value) {
            rows(text.append("evaluation"), value.batch().size());
        } else if (request instanceof SlopeRequest slopes) {
            rows(text.append("slopes"), slopes.batch().size());
        } else if (request instanceof NormRequest norm) {
            rows(text.append("longest row"), norm.batch().size());
        } else if (request instanceof SquaresRequest squares) {
            rows(text.append("squares"), squares.batch().size());
        } else if (request instanceof LocalRequest local) {
            count(text.append("local steps of "), local.replicas()).append(" replicas");
        }
    }

    private static void rows(StringBuilder text, long size) {
        count(text.append(" over "), size).append(" rows");
    }

    /** With a comma before every three digits. */
    private static StringBuilder count(StringBuilder text, long number) {
        String digits = Long.toString(number);
        for (int i = 0; i < digits.length(); i++) {
            text.append(i > 0 && (digits.length() - i) % 3 == 0 ? "," : "").append(digits.charAt(i));
        }
        return text;
    }

    /** With two decimals. */
    private static StringBuilder milliseconds(StringBuilder text, long nanoseconds) {
        long hundredths = (nanoseconds + 5_000) / 10_000;
        return text.append(hundredths / 100)
                .append('.')
                .append(hundredths / 10 % 10)
                .append(hundredths % 10);
    }
}
