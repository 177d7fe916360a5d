package dev.glissade.model;

import dev.glissade.loss.Losses;
import java.util.ArrayList;
import java.util.List;

/** The families of models by the names that configurations and saved models use: {@code model.kind}. */
public final class ModelKind {

    private static final String SOFTMAX = "softmax";

    private ModelKind() {}

    /** All names: those of {@link Losses}, which are linear models, and {@code softmax}. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(Losses.kinds());
        names.add(SOFTMAX);
        return List.copyOf(names);
    }

    /** What the labels of a kind of model are. */
    public static LabelKind labelKind(String kind) {
        if (kind.equals(SOFTMAX)) {
            return LabelKind.MULTICLASS;
        }
        return Losses.ofKind(kind).forClasses() ? LabelKind.BINARY : LabelKind.REGRESSION;
    }

    /**
     * The model of a kind.
     *
     * @param kind one of {@link #names}
     * @param classes number of classes; looked at by {@code softmax} only
     * @param features number of features
     * @param intercept whether each output has an intercept
     */
    public static Model create(String kind, int classes, int features, boolean intercept) {
        return kind.equals(SOFTMAX)
                ? new SoftmaxModel(classes, features, intercept)
                : new LinearModel(features, intercept, Losses.ofKind(kind));
    }
}
