package dev.glissade.spark;

import dev.glissade.gradient.FeaturesOfRows;
import dev.glissade.gradient.FeaturesRequest;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.NarrowSumRequest;
import dev.glissade.gradient.SumRequest;
import dev.glissade.model.Model;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Ships the parameters that a batch's rows need, where these are few beside all of them: of a wide sparse table, those of its
 * rows' features. Which these are, the job of the step before finds out in passing; for the first step, a job of its own.
 *
 * <p>Sums have the bits that they have when all parameters are shipped.
 */
final class ParametersByNeed {

    /** Fewer parameters than these are shipped as quickly as a part of them. */
    private static final int WIDE = 1 << 15;

    private final Model model;
    private final int slices;
    private final boolean wide;
    private final double nonZerosOfRow;
    /** Of the batches that are expected next. */
    private Map<Batch, FeaturesOfRows> known = Map.of();

    /**
     * @param sizes of the table's slices
     * @param sparse whether its rows are
     * @param nonZeros that they store
     */
    ParametersByNeed(Model model, SliceTree sizes, boolean sparse, long nonZeros) {
        this.model = model;
        this.slices = sizes.slices();
        this.wide = sparse && model.features() >= WIDE && model.ofFeatures(1).isPresent();
        this.nonZerosOfRow = (double) nonZeros / sizes.rows();
    }

    /**
     * Answers requests.
     *
     * @param job answers requests as they are shipped, in one pass over the table
     */
    List<GradientAnswer> answer(
            List<GradientRequest> requests, Function<List<GradientRequest>, List<GradientAnswer>> job) {
        Set<Batch> narrow = new LinkedHashSet<>();
        Set<Batch> ahead = new LinkedHashSet<>();
        for (GradientRequest request : requests) {
            if (request instanceof SumRequest sum && mayBeNarrow(sum.batch())) {
                narrow.add(sum.batch());
                sum.ahead().stream().filter(this::mayBeNarrow).forEach(ahead::add);
            }
        }
        if (narrow.isEmpty()) {
            return job.apply(requests.stream().map(ParametersByNeed::alone).toList());
        }
        Map<Batch, FeaturesOfRows> features = featuresOf(narrow, job);
        List<GradientRequest> shipped = new ArrayList<>();
        requests.forEach(request -> shipped.add(shipped(request, features)));
        ahead.forEach(batch -> shipped.add(new FeaturesRequest(batch)));
        List<GradientAnswer> answers = job.apply(shipped);
        known = byBatch(ahead, answers.subList(requests.size(), answers.size()));
        return answers.subList(0, requests.size());
    }

    private boolean mayBeNarrow(Batch batch) {
        return mayBeNarrow((double) batch.size());
    }

    /** Whether a batch of so many rows is likely to be so; for certain one knows when its rows are known. */
    boolean mayBeNarrow(double rows) {
        return wide && NarrowSumRequest.suits((long) (rows * nonZerosOfRow), slices, model.features());
    }

    private Map<Batch, FeaturesOfRows> featuresOf(
            Set<Batch> batches, Function<List<GradientRequest>, List<GradientAnswer>> job) {
        List<Batch> unknown =
                batches.stream().filter(batch -> !known.containsKey(batch)).toList();
        if (unknown.isEmpty()) {
            return known;
        }
        List<GradientRequest> asked = new ArrayList<>();
        unknown.forEach(batch -> asked.add(new FeaturesRequest(batch)));
        Map<Batch, FeaturesOfRows> all = new HashMap<>(known);
        all.putAll(byBatch(unknown, job.apply(asked)));
        return all;
    }

    private static Map<Batch, FeaturesOfRows> byBatch(Iterable<Batch> batches, List<GradientAnswer> answers) {
        Map<Batch, FeaturesOfRows> features = new HashMap<>();
        int next = 0;
        for (Batch batch : batches) {
            features.put(batch, (FeaturesOfRows) answers.get(next++));
        }
        return features;
    }

    private GradientRequest shipped(GradientRequest request, Map<Batch, FeaturesOfRows> features) {
        if (request instanceof SumRequest sum && features.containsKey(sum.batch())) {
            FeaturesOfRows rows = features.get(sum.batch());
            if (NarrowSumRequest.suits(rows.nonZeros(), slices, model.features())) {
                return NarrowSumRequest.of(sum, rows.features(), model.layout());
            }
        }
        return alone(request);
    }

    /** What comes next is nothing that a task has to know. */
    private static GradientRequest alone(GradientRequest request) {
        return request instanceof SumRequest sum && !sum.ahead().isEmpty() ? sum.alone() : request;
    }
}
