package dev.glissade.ml;

import dev.glissade.config.UserError;
import dev.glissade.model.LabelKind;
import dev.glissade.model.ModelKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which kind of model the params {@code loss} and {@code family} mean. */
final class LossChoice {

    static final String LOGISTIC = "logistic";
    static final String SQUARED_ERROR = "squaredError";

    private static final String SOFTMAX = "softmax";
    private static final Set<String> FOR_CLASSES = Set.of(LOGISTIC, SOFTMAX, "hinge", "smooth-hinge");
    private static final Map<String, String> FOR_NUMBERS = Map.of(SQUARED_ERROR, "linear", "huber", "huber");

    private LossChoice() {}

    /**
     * The kind of a classifier, as far as it is known before the classes are counted.
     *
     * @throws IllegalArgumentException if there is no such loss or family, or they do not go together
     */
    static String classifier(String uid, String loss, String family) {
        if (!FOR_CLASSES.contains(loss)) {
            throw wrong(uid, "loss", loss, "must be one of logistic, softmax, hinge, smooth-hinge");
        }
        return switch (family) {
            case "auto" -> loss;
            case "binomial" -> {
                if (loss.equals(SOFTMAX)) {
                    throw wrong(uid, "family", family, "loss = softmax has a set of coefficients for each class");
                }
                yield loss;
            }
            case "multinomial" -> {
                if (!loss.equals(LOGISTIC) && !loss.equals(SOFTMAX)) {
                    throw wrong(
                            uid,
                            "family",
                            family,
                            "loss = %s is for two classes; OneVsRest takes more".formatted(loss));
                }
                yield SOFTMAX;
            }
            default -> throw wrong(uid, "family", family, "must be one of auto, binomial, multinomial");
        };
    }

    /**
     * The kind of a regressor.
     *
     * @throws IllegalArgumentException if there is no such loss
     */
    static String regressor(String uid, String loss) {
        if (!FOR_NUMBERS.containsKey(loss)) {
            throw wrong(uid, "loss", loss, "must be one of " + String.join(", ", List.of(SQUARED_ERROR, "huber")));
        }
        return FOR_NUMBERS.get(loss);
    }

    private static IllegalArgumentException wrong(String uid, String param, String value, String reason) {
        return new IllegalArgumentException("%s %s = %s: %s".formatted(uid, param, value, reason));
    }

    /**
     * The kind for so many classes.
     *
     * @throws UserError if they are too many for it
     */
    static String kind(FitRequest.Need need, int classes) {
        String known = need.model().kind().orElseThrow();
        String kind =
                known.equals(LOGISTIC) && need.family().equals(Optional.of("auto")) && classes > 2 ? SOFTMAX : known;
        if (ModelKind.labelKind(kind) == LabelKind.BINARY && classes > 2) {
            throw new UserError(
                    "the loss %s with family = %s is for two classes, and there are %d; OneVsRest takes more"
                            .formatted(kind, need.family().orElseThrow(), classes));
        }
        return kind;
    }

    /** Whether models of this kind give probabilities. */
    static boolean hasProbabilities(String kind) {
        return kind.equals(LOGISTIC) || kind.equals(SOFTMAX);
    }
}
