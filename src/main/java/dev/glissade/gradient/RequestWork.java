package dev.glissade.gradient;

import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.List;

/**
 * The work of answering requests over some slices of a table: what a Spark task does for its partition, and what the
 * in-memory source does for the whole table; and the sums of all tasks, at the driver.
 */
public final class RequestWork {

    private final List<Part<?>> parts = new ArrayList<>();
    private final Stopwatch watch;

    /**
     * @param model sums losses and gradients of rows
     * @param tree sizes of all slices of the table
     * @param requests what to work out
     */
    public RequestWork(Model model, SliceTree tree, List<GradientRequest> requests) {
        this(model, tree, requests, new Stopwatch());
    }

    /**
     * The same, timed.
     *
     * @param model sums losses and gradients of rows
     * @param tree sizes of all slices of the table
     * @param requests what to work out
     * @param watch takes the time
     */
    public RequestWork(Model model, SliceTree tree, List<GradientRequest> requests, Stopwatch watch) {
        this.watch = watch;
        GradientBuffer buffer = new GradientBuffer(model);
        for (GradientRequest request : requests) {
            parts.add(Part.of(RequestKind.of(request, model, tree, buffer)));
        }
    }

    /** A request with the sum so far. */
    private record Part<S extends PartialAnswer>(RequestKind<S> kind, S sum) {

        static <S extends PartialAnswer> Part<S> of(RequestKind<S> kind) {
            return new Part<>(kind, kind.nothing());
        }

        void add(SliceGroup group, Stopwatch watch) {
            kind.add(group, sum, watch);
        }

        GradientAnswer answer() {
            return kind.answer(sum);
        }
    }

    /** Adds the slices of a group to the sum of every request. */
    public void add(SliceGroup group) {
        parts.forEach(part -> part.add(group, watch));
    }

    /** The sums so far, one a request. */
    public PartialAnswer[] sums() {
        return parts.stream().map(Part::sum).toArray(PartialAnswer[]::new);
    }

    /** The answers, once all slices were added, here or to what was merged into the sums. */
    public List<GradientAnswer> answers() {
        List<GradientAnswer> answers = new ArrayList<>(parts.size());
        parts.forEach(part -> answers.add(part.answer()));
        return answers;
    }
}
