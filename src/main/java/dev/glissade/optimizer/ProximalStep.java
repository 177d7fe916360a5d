package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import dev.glissade.penalty.Penalty;

/** The proximal step of h, the part of the penalty that is not smooth; where h = 0 it leads nowhere. */
public interface ProximalStep {

    /** No such part. */
    ProximalStep NONE = new ProximalStep() {
        @Override
        public DenseVector apply(DenseVector point, double rate) {
            return point;
        }

        @Override
        public DenseVector apply(DenseVector point, DenseVector rates) {
            return point;
        }
    };

    /** prox(z, η) = argmin_u ½‖u − z‖² + η·h(u). */
    DenseVector apply(DenseVector point, double rate);

    /** prox(z, η) = argmin_u Σⱼ (uⱼ − zⱼ)²/(2ηⱼ) + h(u), a step size for each coordinate. */
    DenseVector apply(DenseVector point, DenseVector rates);

    /** That of a penalty. */
    static ProximalStep of(Penalty penalty) {
        if (penalty.l1() == 0) {
            return NONE;
        }
        return new ProximalStep() {
            @Override
            public DenseVector apply(DenseVector point, double rate) {
                return penalty.proximalStep(point, rate);
            }

            @Override
            public DenseVector apply(DenseVector point, DenseVector rates) {
                return penalty.proximalStep(point, rates);
            }
        };
    }
}
