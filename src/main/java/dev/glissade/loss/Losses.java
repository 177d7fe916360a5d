package dev.glissade.loss;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The margin losses that a configuration can name by {@code model.kind}. */
public final class Losses {

    private static final Map<String, PointwiseLoss> BY_KIND = new LinkedHashMap<>();

    static {
        BY_KIND.put("linear", new SquaredLoss());
        BY_KIND.put("logistic", new LogisticLoss());
        BY_KIND.put("hinge", new HingeLoss());
        BY_KIND.put("smooth-hinge", new SmoothHingeLoss());
        BY_KIND.put("huber", new HuberLoss(1));
    }

    private Losses() {}

    /** The names, in the order of registration. */
    public static Set<String> kinds() {
        return Collections.unmodifiableSet(BY_KIND.keySet());
    }

    /**
     * The loss of a linear model's kind.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static PointwiseLoss ofKind(String kind) {
        PointwiseLoss loss = BY_KIND.get(kind);
        if (loss == null) {
            throw new IllegalArgumentException(
                    "no loss is registered for \"%s\"; there are %s".formatted(kind, kinds()));
        }
        return loss;
    }
}
