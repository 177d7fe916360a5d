package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.config.Span;
import dev.glissade.config.UserError;
import dev.glissade.gradient.BatchScatter;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.GradientNoise;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.linalg.DenseVector;
import dev.glissade.penalty.Penalty;
import dev.glissade.run.Workbench;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.Progress;
import dev.glissade.statistics.NoiseAverage;
import dev.glissade.training.Checks;
import dev.glissade.training.StopRule;
import dev.glissade.training.StopRules;
import dev.glissade.training.TrainingResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weights at which a gradient is looked at: those of the start, and those that some plain training leads to.
 *
 * @param name "start", or how long that took
 * @param weights there
 */
record Place(String name, DenseVector weights) {

    /** Those of {@code study.weights}; found once. */
    static List<Place> of(Desk desk) {
        List<Place> places = new ArrayList<>();
        desk.once("weights", () -> find(desk)).get("places").forEach(node -> places.add(read(node)));
        return places;
    }

    /** Whether any of {@code study.weights} is not the start. */
    static boolean needTraining(Configuration configuration) {
        return configuration.study().weights().stream().anyMatch(span -> !span.isZero());
    }

    /** With a learning rate: the configuration's, scaled by the batch if it says so, else one that is found. */
    private static Configuration rated(Workbench bench, Configuration configuration) {
        return configuration.learningRate().initial().isPresent()
                ? configuration
                : configuration.withRate(bench.rate(configuration));
    }

    private static Place read(JsonNode node) {
        JsonNode numbers = node.get("weights");
        double[] weights = new double[numbers.size()];
        Arrays.setAll(weights, i -> numbers.get(i).doubleValue());
        return new Place(node.get("name").textValue(), DenseVector.wrap(weights));
    }

    private static Map<String, ?> find(Desk desk) {
        Workbench bench = desk.bench();
        Configuration configuration = desk.configuration();
        Configuration rated = needTraining(configuration) ? rated(bench, configuration) : configuration;
        List<Map<String, Object>> places = new ArrayList<>();
        for (Span span : configuration.study().weights()) {
            DenseVector weights = span.isZero() ? bench.initial() : trained(bench, rated, span);
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("name", span.isZero() ? "start" : "after " + span);
            place.put("weights", Arrays.stream(weights.toArray()).boxed().toList());
            places.add(place);
        }
        return Map.of("places", places);
    }

    private static DenseVector trained(Workbench bench, Configuration rated, Span span) {
        StopRule end = span.unit() == Span.Unit.EPOCHS
                ? StopRules.maxEpochs(span.amount())
                : StopRules.maxSteps((long) span.amount());
        TrainingResult result =
                bench.method(rated, Checks.every(Long.MAX_VALUE, end)).train(bench.data(), bench.initial());
        if (result.stopReason().diverged()) {
            throw new UserError(
                    "study.weights = %s: the training that leads there diverged: %s; give a lower learning-rate.initial"
                            .formatted(span, result.stopReason().detail()));
        }
        return result.weights();
    }

    /**
     * The noise that training would see here for free: of so many steps at these weights, none of which is taken.
     *
     * @param batchSize rows of a step
     * @param steps how many
     */
    NoiseAverage noise(GradientSource rows, Penalty penalty, Sampling sampling, long batchSize, int steps) {
        MiniBatchGradient batches = new MiniBatchGradient(sampling, batchSize);
        NoiseAverage average = NoiseAverage.plain();
        long drawn = 0;
        for (int step = 0; step < steps; step++) {
            GradientEstimate estimate =
                    batches.estimate(rows, EstimatorState.NOTHING, new Progress(step, drawn), weights);
            drawn += estimate.work().rowsDrawn();
            Optional<BatchScatter> scatter = estimate.scatter();
            if (scatter.isPresent()) {
                DenseVector mean = scatter.get().mean().orElse(estimate.gradient());
                GradientNoise noise = scatter.get()
                        .noise(penalty.addSmoothGradient(mean, weights).norm());
                average = average.plus(noise.trace(), noise.squaredNorm());
            }
        }
        return average;
    }
}
