package dev.glissade.model;

import java.io.Serializable;

/**
 * The order of a model's parameters: output by output (class by class), the weights of the features in order, then that
 * output's intercept if there is one.
 *
 * <p>An intercept is the weight of a constant feature, 1 in what models say of themselves. On standardised sparse rows, which are not
 * centred, another constant a makes descent faster: m = xᵀw + a·b′ has the margins of b = a·b′, and a step moves b a² times as much.
 *
 * @param outputs margins a row has: 1 for a linear model, K for K classes; at least 1
 * @param features number of features, at least 0
 * @param constant value of the feature whose weight is an output's intercept, which no penalty touches; 0 without intercepts
 */
public record ParameterLayout(int outputs, int features, double constant) implements Serializable {

    /** From so many features on, most are in none of many rows. */
    private static final int WIDE_FROM = 1 << 16;

    public ParameterLayout {
        if (outputs < 1 || features < 0) {
            throw new IllegalArgumentException("%d outputs of %d features".formatted(outputs, features));
        }
        if (!(constant >= 0 && constant < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("constant = %s: must be finite and 0 or above".formatted(constant));
        }
        if ((long) outputs * (features + (constant == 0 ? 0L : 1L)) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%d outputs of %d features are more parameters than an array holds".formatted(outputs, features));
        }
    }

    /**
     * With a constant of 1, or none.
     *
     * @param intercept whether each output has an intercept
     */
    public ParameterLayout(int outputs, int features, boolean intercept) {
        this(outputs, features, intercept ? 1 : 0);
    }

    /** Whether each output has an intercept. */
    public boolean intercept() {
        return constant != 0;
    }

    /**
     * Whether a step on sparse rows is to cost what these store, and not what the model has. Such steps may round otherwise,
     * so that the bits of a run depend on this border.
     */
    public boolean isWide() {
        return features >= WIDE_FROM;
    }

    /** Parameters of one output. */
    public int stride() {
        return features + (intercept() ? 1 : 0);
    }

    /** Number of parameters. */
    public int size() {
        return outputs * stride();
    }

    /** Position of an output's first weight. */
    public int from(int output) {
        return output * stride();
    }

    /** Position of an output's intercept, where there is one. */
    public int interceptOf(int output) {
        return from(output) + features;
    }

    /** Whether a penalty may touch the parameter at this position: it does not touch intercepts. */
    public boolean penalised(int parameter) {
        return !intercept() || (outputs == 1 ? parameter : parameter % stride()) != features;
    }

    /**
     * Positions of all parameters that rows with only these features can move: the features' weights and the intercept
     * of every output, ascending.
     *
     * @param touched features, ascending, each once
     */
    public int[] parametersOf(int[] touched) {
        int each = touched.length + (intercept() ? 1 : 0);
        int[] positions = new int[outputs * each];
        for (int output = 0; output < outputs; output++) {
            for (int i = 0; i < touched.length; i++) {
                positions[output * each + i] = from(output) + touched[i];
            }
            if (intercept()) {
                positions[output * each + touched.length] = interceptOf(output);
            }
        }
        return positions;
    }
}
