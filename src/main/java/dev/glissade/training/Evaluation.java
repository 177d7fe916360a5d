package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.gradient.ValueSum;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.Model;
import dev.glissade.penalty.Penalty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good some weights are over a whole table.
 *
 * @param objective F(w), loss and penalty
 * @param loss the weighted mean loss alone
 * @param metrics by name, in a fixed order
 */
public record Evaluation(double objective, double loss, Map<String, Double> metrics) {

    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** Evaluates weights over all rows of a source. */
    public static Evaluation over(GradientSource data, Penalty penalty, DenseVector weights) {
        return of(data.value(new ValueRequest(data.allRows(), weights)), data.model(), penalty, weights);
    }

    /** What the sums of an evaluation of weights over all rows say. */
    static Evaluation of(ValueSum sum, Model model, Penalty penalty, DenseVector weights) {
        double loss = sum.loss() / sum.weight();
        Map<String, Double> metrics =
                model.metrics(sum.weight(), sum.loss(), sum.metricSums().values());
        return new Evaluation(loss + penalty.value(weights), loss, metrics);
    }
}
