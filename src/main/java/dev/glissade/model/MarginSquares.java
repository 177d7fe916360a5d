package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.PointwiseLoss;

/**
 * Half the square of the margin, ½(xᵀw + a·b)², whatever the label: its Hessian Σ cᵢ (xᵢ, a)(xᵢ, a)ᵀ is what the smoothness of
 * every {@link MarginModel} on these rows follows from.
 */
public final class MarginSquares implements SumsAlone {

    private static final long serialVersionUID = 1L;

    private final LabelKind labels;
    private final LinearModel squares;

    /**
     * @param labels of the table; not looked at otherwise
     * @param each one output of this layout
     */
    public MarginSquares(LabelKind labels, ParameterLayout each) {
        this.labels = labels;
        this.squares =
                new LinearModel(each.features(), each.intercept(), new HalfSquare()).withConstant(each.constant());
    }

    private record HalfSquare() implements PointwiseLoss {

        @Override
        public boolean forClasses() {
            return false;
        }

        @Override
        public double value(double margin, double label) {
            return 0.5 * margin * margin;
        }

        @Override
        public double slope(double margin, double label) {
            return margin;
        }

        @Override
        public double curvature() {
            return 1;
        }
    }

    @Override
    public LabelKind labelKind() {
        return labels;
    }

    @Override
    public ParameterLayout layout() {
        return squares.layout();
    }

    @Override
    public double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] gradient) {
        return squares.addGradient(block, rows, parameters, gradient);
    }
}
