package dev.glissade.function;

import dev.glissade.linalg.DenseVector;
import java.io.Serializable;

/** A function of some parameters, with its gradient. Implementations keep no state that changes. */
public interface DifferentiableFunction extends Serializable {

    /** Number of parameters, at least 1. */
    int dimension();

    /** f(w). */
    double value(DenseVector w);

    /** ∇f(w). */
    DenseVector gradient(DenseVector w);
}
