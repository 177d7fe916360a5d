package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;

/**
 * A model that sees a row through its margins mₖ = xᵀwₖ + a·bₖ only, one an output: the gradient of a row is s ⊗ (x, a) with
 * the slopes s = ∂ℓ/∂m and the layout's constant a, a few numbers in place of as many as there are parameters.
 */
public interface MarginModel extends Model {

    /** The same with another {@link ParameterLayout#constant}. */
    MarginModel withConstant(double constant);

    /** The least upper bound of the eigenvalues of ∂²ℓ/∂m²; infinite if there is none. */
    double marginCurvature();

    /**
     * The slopes of one row.
     *
     * @param margins in: m, one an output; out: ∂ℓ/∂m
     * @return ℓ
     */
    double slopes(double[] margins, double label);

    /**
     * Works out slopes, without the rows' weights.
     *
     * @param slopes to be filled row by row in the order of the selection, output by output
     * @return Σ cᵢ ℓ(w; xᵢ, yᵢ), added up from 0
     */
    double slopes(RowBlock block, RowSelection rows, double[] parameters, double[] slopes);

    /**
     * Adds Σ cᵢ sᵢ ⊗ (xᵢ, a) of the selected rows to {@code gradient}.
     *
     * @param slopes as {@link #slopes} fills them
     */
    void addSlopes(RowBlock block, RowSelection rows, double[] slopes, double[] gradient);
}
