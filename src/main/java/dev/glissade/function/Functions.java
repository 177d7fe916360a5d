package dev.glissade.function;

import dev.glissade.linalg.DenseVector;

/** The functions that textbooks try descent on. Each has its least value known, and stated. */
public final class Functions {

    private Functions() {}

    /**
     * A quadratic bowl Σ aᵢwᵢ², least at 0 with the value 0; its curvatures are 2aᵢ, so descent at a constant rate converges
     * below 2/λmax = 1/max aᵢ.
     *
     * @param coefficients aᵢ, at least one
     */
    public static DifferentiableFunction bowl(double... coefficients) {
        return new Bowl(DenseVector.of(coefficients));
    }

    /** Rosenbrock's valley (1 − w₁)² + 100(w₂ − w₁²)² (1960), least at (1, 1) with the value 0. */
    public static DifferentiableFunction rosenbrock() {
        return new Rosenbrock();
    }

    /** A bowl with waves, w₁² + 3w₂² + ½ sin 3w₁ sin 3w₂; least at about ±(0.2432, −0.1501) with the value −0.018322. */
    public static DifferentiableFunction wavySurface() {
        return new WavySurface();
    }

    /**
     * A function of one parameter with many minima, w²/10 + sin 3w; least at about −0.5122 with the value −0.9732, and with
     * a minimum in about every stretch of 2π/3 around it.
     */
    public static DifferentiableFunction manyMinima() {
        return new ManyMinima();
    }

    private record Bowl(DenseVector coefficients) implements DifferentiableFunction {

        private Bowl {
            if (coefficients.size() == 0) {
                throw new IllegalArgumentException("a bowl needs at least one coefficient");
            }
        }

        @Override
        public int dimension() {
            return coefficients.size();
        }

        @Override
        public double value(DenseVector w) {
            double sum = 0;
            for (int i = 0; i < dimension(); i++) {
                sum += coefficients.get(i) * w.get(i) * w.get(i);
            }
            return sum;
        }

        @Override
        public DenseVector gradient(DenseVector w) {
            double[] gradient = new double[dimension()];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = 2 * coefficients.get(i) * w.get(i);
            }
            return DenseVector.wrap(gradient);
        }
    }

    private record Rosenbrock() implements DifferentiableFunction {

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double value(DenseVector w) {
            double left = 1 - w.get(0);
            double above = w.get(1) - w.get(0) * w.get(0);
            return left * left + 100 * above * above;
        }

        @Override
        public DenseVector gradient(DenseVector w) {
            double left = 1 - w.get(0);
            double above = w.get(1) - w.get(0) * w.get(0);
            return DenseVector.of(-2 * left - 400 * w.get(0) * above, 200 * above);
        }
    }

    private record WavySurface() implements DifferentiableFunction {

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double value(DenseVector w) {
            double x = w.get(0);
            double y = w.get(1);
            return x * x + 3 * y * y + 0.5 * StrictMath.sin(3 * x) * StrictMath.sin(3 * y);
        }

        @Override
        public DenseVector gradient(DenseVector w) {
            double x = w.get(0);
            double y = w.get(1);
            return DenseVector.of(
                    2 * x + 1.5 * StrictMath.cos(3 * x) * StrictMath.sin(3 * y),
                    6 * y + 1.5 * StrictMath.sin(3 * x) * StrictMath.cos(3 * y));
        }
    }

    private record ManyMinima() implements DifferentiableFunction {

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double value(DenseVector w) {
            double x = w.get(0);
            return x * x / 10 + StrictMath.sin(3 * x);
        }

        @Override
        public DenseVector gradient(DenseVector w) {
            double x = w.get(0);
            return DenseVector.of(x / 5 + 3 * StrictMath.cos(3 * x));
        }
    }
}
