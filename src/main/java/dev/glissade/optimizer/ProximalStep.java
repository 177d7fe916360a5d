package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;

/** prox(z, η) = argmin_u ½‖u − z‖² + η·h(u), h the part of the penalty that is not smooth; z itself where h = 0. */
@FunctionalInterface
public interface ProximalStep {

    /** No such part. */
    ProximalStep NONE = (point, rate) -> point;

    DenseVector apply(DenseVector point, double rate);
}
