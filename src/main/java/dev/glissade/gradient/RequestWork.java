package dev.glissade.gradient;

import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The work of answering requests over some slices of a table: what a Spark task does for its partition, and what the
 * in-memory source does for the whole table.
 */
public final class RequestWork {

    private final RequestKind[] kinds;
    private final CanonicalSum[] sums;

    /**
     * @param model sums losses and gradients of rows
     * @param tree sizes of all slices of the table
     * @param requests what to work out
     */
    public RequestWork(Model model, SliceTree tree, List<GradientRequest> requests) {
        GradientBuffer buffer = new GradientBuffer(model);
        this.kinds = new RequestKind[requests.size()];
        Arrays.setAll(kinds, r -> RequestKind.of(requests.get(r), model, tree, buffer));
        this.sums = emptySums(tree.slices(), requests);
    }

    /** A sum over nothing yet for each request. */
    public static CanonicalSum[] emptySums(int slices, List<GradientRequest> requests) {
        CanonicalSum[] empty = new CanonicalSum[requests.size()];
        Arrays.setAll(
                empty,
                r -> new CanonicalSum(requests.get(r) instanceof LocalRequest local ? local.replicas() : slices));
        return empty;
    }

    /** Adds the slices of a group to the sum of every request. */
    public void add(SliceGroup group) {
        for (int r = 0; r < sums.length; r++) {
            kinds[r].add(group, sums[r]);
        }
    }

    /** The sums so far, one a request. */
    public CanonicalSum[] sums() {
        return sums;
    }

    /**
     * Turns complete sums into answers.
     *
     * @param model of the requests
     * @param tree sizes of all slices of the table
     * @param requests what was summed
     * @param sums one a request, over all slices
     */
    public static List<GradientAnswer> answers(
            Model model, SliceTree tree, List<GradientRequest> requests, CanonicalSum[] sums) {
        return new RequestWork(model, tree, requests).answers(sums);
    }

    /** The answers of the sums so far, once all slices were added. */
    List<GradientAnswer> answers() {
        return answers(sums);
    }

    private List<GradientAnswer> answers(CanonicalSum[] totals) {
        List<GradientAnswer> answers = new ArrayList<>(totals.length);
        for (int r = 0; r < totals.length; r++) {
            answers.add(kinds[r].answer(totals[r].total()));
        }
        return answers;
    }
}
