package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.Model;
import dev.glissade.penalty.Penalty;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Checks;
import dev.glissade.training.Evaluation;
import dev.glissade.training.StopRules;

/**
 * An objective over a table: the mean loss and (l2/2)·‖w‖², without intercepts.
 *
 * @param table the rows
 * @param model without intercept
 * @param l2 above 0
 */
record Problem(SlicedTable table, Model model, double l2) {

    private static final int MOST_STEPS = 10_000;
    private static final int HISTORY = 20;

    SparkGradientSource source() {
        return new SparkGradientSource(table, model, Bench.anyDepth());
    }

    Penalty penalty() {
        return new Penalty(0, l2, model.layout());
    }

    DenseVector zeros() {
        return DenseVector.zeros(model.layout().size());
    }

    /** F at these weights. */
    double objective(double[] weights) {
        return Evaluation.over(source(), penalty(), DenseVector.of(weights)).objective();
    }

    /** Whether one vector of weights is all there is, as for two classes. */
    boolean isBinary() {
        return model.layout().size() == table.features();
    }

    /** Classes of the table. */
    int classes() {
        return table.labels().classCount();
    }

    /** F* as near as L-BFGS comes to it: until no step lowers the objective any more. */
    double optimum() {
        Checks atTheEnd = Checks.every(Long.MAX_VALUE, StopRules.maxSteps(MOST_STEPS));
        return new QuasiNewton(penalty(), HISTORY, atTheEnd)
                .train(source(), zeros())
                .evaluation()
                .objective();
    }
}
