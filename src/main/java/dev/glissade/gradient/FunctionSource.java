package dev.glissade.gradient;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Kernels;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.Model;
import dev.glissade.model.ParameterLayout;
import dev.glissade.model.RowObjective;
import dev.glissade.model.RowObjectiveModel;

/**
 * The source over a plain function of the parameters, for tests, teaching and pictures: f(w) is the mean loss of a table of
 * one row, so every method, penalty and schedule runs on it as on data.
 */
public final class FunctionSource implements ForwardingSource {

    private final InMemoryGradientSource source;

    /** @param function to be minimised; all its parameters are penalised, if any are */
    public FunctionSource(DifferentiableFunction function) {
        RowBlock row = new DenseRows(0, new double[0], new double[1], null);
        Model model = new RowObjectiveModel(new OfNoRow(function), 0);
        this.source = new InMemoryGradientSource(model, new SliceGroup(0, new RowBlock[] {row}));
    }

    @Override
    public GradientSource source() {
        return source;
    }

    /** The function as an objective that looks at no feature. */
    private record OfNoRow(DifferentiableFunction function) implements RowObjective {

        @Override
        public ParameterLayout layout(int features) {
            return new ParameterLayout(1, function.dimension(), false);
        }

        @Override
        public double value(double[] features, double label, double[] parameters) {
            return function.value(DenseVector.of(parameters));
        }

        @Override
        public void addGradient(
                double factor, double[] features, double label, double[] parameters, double[] gradient) {
            DenseVector of = function.gradient(DenseVector.of(parameters));
            Kernels.addScaled(factor, of.values(), 0, gradient, 0, gradient.length);
        }
    }
}
