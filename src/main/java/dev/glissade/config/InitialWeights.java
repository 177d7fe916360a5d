package dev.glissade.config;

import java.util.Arrays;
import java.util.List;

/** The parameters that training starts from, as a configuration says it. */
public sealed interface InitialWeights {

    /** All parameters zero. */
    InitialWeights ZERO = new Same(0);

    /**
     * The parameters to start from.
     *
     * @param size how many parameters the model has
     * @throws UserError if a list of another length was given
     */
    double[] toArray(int size);

    /**
     * One number for every parameter, intercepts included.
     *
     * @param value a finite number
     */
    record Same(double value) implements InitialWeights {
        @Override
        public double[] toArray(int size) {
            double[] weights = new double[size];
            Arrays.fill(weights, value);
            return weights;
        }
    }

    /**
     * A number for each parameter, class by class, features in order, then that class's intercept.
     *
     * @param values finite numbers, at least one
     */
    record Each(List<Double> values) implements InitialWeights {

        /** Keeps a copy of the list. */
        public Each {
            values = List.copyOf(values);
        }

        @Override
        public double[] toArray(int size) {
            if (values.size() != size) {
                throw new UserError("%s: a list of %d numbers, but the model has %d parameters"
                        .formatted(ModelSettings.INITIAL_WEIGHTS, values.size(), size));
            }
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
