package dev.glissade.gradient;

import dev.glissade.linalg.Kernels;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.MarginModel;
import dev.glissade.model.Model;
import dev.glissade.model.ParameterLayout;

/** Gradients of single rows: those of {@link Model#addGradient}, to the bit, without its buffers for many rows. */
interface OneRow {

    /**
     * Adds c∇ℓ(w; x, y) of a row.
     *
     * @param parameters w
     * @param gradient what to add to
     * @return cℓ(w; x, y)
     */
    double addGradient(RowBlock block, int row, double[] parameters, double[] gradient);

    /** ‖c∇ℓ(w; x, y)‖² of a row. */
    double squaredNorm(RowBlock block, int row, double[] parameters);

    /** Of this model; for one thread. */
    static OneRow of(Model model) {
        return model instanceof MarginModel margins ? new ByMargins(margins) : new OfAnyModel(model);
    }

    /** s ⊗ (x, a) with the slopes s of the margins and the layout's constant a. */
    final class ByMargins implements OneRow {

        private final MarginModel model;
        private final ParameterLayout layout;
        private final double[] outputs;

        private ByMargins(MarginModel model) {
            this.model = model;
            this.layout = model.layout();
            this.outputs = new double[layout.outputs()];
        }

        @Override
        public double addGradient(RowBlock block, int row, double[] parameters, double[] gradient) {
            double weight = block.weight(row);
            double loss = weight * slopes(block, row, parameters);
            for (int k = 0; k < outputs.length; k++) {
                double slope = weight * outputs[k];
                block.addScaled(slope, row, gradient, layout.from(k));
                if (layout.intercept()) {
                    gradient[layout.interceptOf(k)] += layout.constant() * slope;
                }
            }
            return loss;
        }

        /** Fills the outputs with the slopes. */
        private double slopes(RowBlock block, int row, double[] parameters) {
            for (int k = 0; k < outputs.length; k++) {
                double margin = block.dot(row, parameters, layout.from(k));
                outputs[k] =
                        layout.intercept() ? margin + layout.constant() * parameters[layout.interceptOf(k)] : margin;
            }
            return model.slopes(outputs, block.label(row));
        }

        /** c²‖s‖²·‖(x, a)‖². */
        @Override
        public double squaredNorm(RowBlock block, int row, double[] parameters) {
            slopes(block, row, parameters);
            double weight = block.weight(row);
            double length = block.squaredNorm(row) + layout.constant() * layout.constant();
            return weight * weight * (Kernels.squaredNorm(outputs) * length);
        }
    }

    /** The model's own way. */
    final class OfAnyModel implements OneRow {

        private final Model model;
        private final int[] row = new int[1];
        private final RowSelection selection = RowSelection.of(row);

        private OfAnyModel(Model model) {
            this.model = model;
        }

        @Override
        public double addGradient(RowBlock block, int number, double[] parameters, double[] gradient) {
            row[0] = number;
            return model.addGradient(block, selection, parameters, gradient);
        }

        @Override
        public double squaredNorm(RowBlock block, int number, double[] parameters) {
            double[] gradient = new double[model.layout().size()];
            addGradient(block, number, parameters, gradient);
            return Kernels.squaredNorm(gradient);
        }
    }
}
