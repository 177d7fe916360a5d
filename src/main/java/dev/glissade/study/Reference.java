package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.MarginModel;
import dev.glissade.run.Workbench;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.WithoutReplacementBatch;
import dev.glissade.training.Evaluation;
import dev.glissade.training.TrainingResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What the runs of a study are held against, found before the first of them.
 *
 * @param rows N
 * @param looked rows of the fixed sample on which runs look at the objective; N where that is all
 * @param start F(w₀) on the sample
 * @param optimum F* = F(w*) over all rows, w* where L-BFGS comes to rest
 * @param optimumLooked F(w*) on the sample, which w* need not minimise
 * @param target the objective on the sample that runs are to meet
 * @param startSmoothness L at w₀, over all rows
 * @param smoothness L at w*
 * @param minimiser w*
 * @param metric the name of the model's first metric; empty if it has none
 */
record Reference(
        long rows,
        long looked,
        double start,
        double optimum,
        double optimumLooked,
        double target,
        double startSmoothness,
        double smoothness,
        DenseVector minimiser,
        String metric) {

    /** Above that many rows a sample of so many is looked at. */
    private static final long MOST_LOOKED = 50_000;

    /** Of what the start is above the minimum, what the target leaves. */
    private static final double LEFT = 0.01;

    /** Of the sample, apart from those of runs. */
    private static final long SAMPLE_SEED = 0x5A3B1E;

    /** The reference of a desk; found once. */
    static Reference of(Desk desk) {
        return read(desk.once("reference", () -> find(desk)));
    }

    /** Whether the loss has kinks, at which it has no curvature; found with the reference. */
    static boolean hasKinks(Desk desk) {
        return desk.once("reference", () -> find(desk)).path("kinks").booleanValue();
    }

    /** The same of a model that is at hand. */
    static boolean hasKinks(Workbench bench) {
        return bench.data().model() instanceof MarginModel model && !Double.isFinite(model.marginCurvature());
    }

    /**
     * L at w₀, for a study to make learning rates of.
     *
     * @param kinks whether the loss has some
     * @throws UserError if it has no curvature there
     */
    double requireCurvature(boolean kinks) {
        if (kinks || !isCurved(startSmoothness)) {
            throw new UserError(
                    "study.rates: there are none, and no curvature that the study could choose some by: %s; give some, such as [0.01, 0.1, 1]"
                            .formatted(
                                    kinks
                                            ? "the loss has kinks"
                                            : "that at the start is " + Verdict.number(startSmoothness)));
        }
        return startSmoothness;
    }

    /** Whether that is a curvature with a bound 2/L. */
    static boolean isCurved(double smoothness) {
        return smoothness > 0 && Double.isFinite(2 / smoothness) && Double.isFinite(smoothness);
    }

    private static Map<String, ?> find(Desk desk) {
        Workbench bench = desk.bench();
        desk.say("looking for the minimum");
        TrainingResult best = bench.optimum();
        GradientSource all = bench.data();
        long looked = looked(desk.configuration(), all.rows());
        GradientSource sampled = sampled(all, looked);
        double start = objective(bench, sampled, bench.initial());
        double optimumLooked = objective(bench, sampled, best.weights());
        double target = desk.configuration().study().target().orElse(optimumLooked + LEFT * (start - optimumLooked));
        if (target >= start) {
            throw new UserError("study.target = %s: the objective is %s already at the start".formatted(target, start));
        }
        if (target <= optimumLooked && looked == all.rows()) {
            throw new UserError(
                    "study.target = %s: no run can meet it; the minimum is %s".formatted(target, optimumLooked));
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("rows", all.rows());
        found.put("looked", looked);
        found.put("start", start);
        found.put("optimum", best.evaluation().objective());
        found.put("optimumLooked", optimumLooked);
        found.put("target", target);
        found.put("startSmoothness", bench.smoothness(all, bench.initial()));
        found.put("kinks", hasKinks(bench));
        found.put("smoothness", bench.smoothness(all, best.weights()));
        found.put(
                "metric",
                best.evaluation().metrics().keySet().stream().findFirst().orElse(""));
        found.put("minimiser", Arrays.stream(best.weights().toArray()).boxed().toList());
        return found;
    }

    private static long looked(Configuration configuration, long rows) {
        return Math.min(rows, configuration.study().rows().orElse(MOST_LOOKED));
    }

    private static double objective(Workbench bench, GradientSource rows, DenseVector weights) {
        return Evaluation.over(rows, bench.penalty(), weights).objective();
    }

    private static Reference read(JsonNode found) {
        List<Double> minimiser = StreamSupport.stream(found.get("minimiser").spliterator(), false)
                .map(JsonNode::doubleValue)
                .toList();
        return new Reference(
                found.get("rows").longValue(),
                found.get("looked").longValue(),
                found.get("start").doubleValue(),
                found.get("optimum").doubleValue(),
                found.get("optimumLooked").doubleValue(),
                found.get("target").doubleValue(),
                found.get("startSmoothness").doubleValue(),
                found.get("smoothness").doubleValue(),
                DenseVector.wrap(
                        minimiser.stream().mapToDouble(Double::doubleValue).toArray()),
                found.get("metric").textValue());
    }

    /** The rows as runs look at them. */
    GradientSource sampled(GradientSource all) {
        return sampled(all, looked);
    }

    private static GradientSource sampled(GradientSource all, long looked) {
        return looked == all.rows() ? all : new SampledEvaluations(all, sample(all.rows(), looked));
    }

    private static Batch sample(long rows, long looked) {
        return looked == rows ? new AllRows(rows) : new WithoutReplacementBatch(SAMPLE_SEED, 0, looked);
    }
}
