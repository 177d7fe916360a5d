package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
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

    /** Scalars of a partial sum: the weight and the number of slices, then what the kind of request adds. */
    private static final int WEIGHT = 0;

    private static final int SLICES = 1;
    private static final int FIXED = 2;

    private final Model model;
    private final SliceTree tree;
    private final List<GradientRequest> requests;
    private final GradientBuffer buffer;
    private final CanonicalSum[] sums;

    /**
     * @param model sums losses and gradients of rows
     * @param tree sizes of all slices of the table
     * @param requests what to sum
     */
    public RequestWork(Model model, SliceTree tree, List<GradientRequest> requests) {
        this.model = model;
        this.tree = tree;
        this.requests = requests;
        this.buffer = new GradientBuffer(model);
        this.sums = emptySums(tree.slices(), requests.size());
    }

    /** A sum over no slice yet for each request. */
    public static CanonicalSum[] emptySums(int slices, int requests) {
        CanonicalSum[] sums = new CanonicalSum[requests];
        Arrays.setAll(sums, i -> new CanonicalSum(slices));
        return sums;
    }

    /** Adds the slices of a group to the sum of every request. */
    public void add(SliceGroup group) {
        for (int r = 0; r < sums.length; r++) {
            GradientRequest request = requests.get(r);
            RowSelection[] selections = request.batch().select(tree, group.firstSlice(), group.size());
            for (int i = 0; i < selections.length; i++) {
                sums[r].add(group.firstSlice() + i, partialSum(request, group.slice(i), selections[i]));
            }
        }
    }

    /** The sums so far, one a request. */
    public CanonicalSum[] sums() {
        return sums;
    }

    private PartialSum partialSum(GradientRequest request, RowBlock block, RowSelection rows) {
        if (rows.count() == 0) {
            return PartialSum.empty();
        }
        if (request instanceof SumRequest sum) {
            return gradientSum(sum, block, rows);
        }
        return valueSum((ValueRequest) request, block, rows);
    }

    private PartialSum gradientSum(SumRequest request, RowBlock block, RowSelection rows) {
        int points = request.points().size();
        double[] scalars = scalars(block, rows, 2 * points);
        Summand[] gradients = new Summand[points];
        for (int p = 0; p < points; p++) {
            gradients[p] = buffer.gradient(block, rows, request.points().get(p).values());
            scalars[FIXED + p] = buffer.lossSum();
            scalars[FIXED + points + p] = gradients[p].squaredNorm() / rows.count();
        }
        return new PartialSum(rows.count(), scalars, gradients);
    }

    private PartialSum valueSum(ValueRequest request, RowBlock block, RowSelection rows) {
        double[] metricSums = new double[model.metricSumCount()];
        double loss = model.addMetrics(block, rows, request.point().values(), metricSums);
        double[] scalars = scalars(block, rows, 1 + metricSums.length);
        scalars[FIXED] = loss;
        System.arraycopy(metricSums, 0, scalars, FIXED + 1, metricSums.length);
        return new PartialSum(rows.count(), scalars, new Summand[0]);
    }

    private static double[] scalars(RowBlock block, RowSelection rows, int more) {
        double[] scalars = new double[FIXED + more];
        for (int i = 0; i < rows.count(); i++) {
            scalars[WEIGHT] += block.weight(rows.row(i));
        }
        scalars[SLICES] = 1;
        return scalars;
    }

    /**
     * Turns complete sums into answers.
     *
     * @param model of the requests
     * @param requests what was summed
     * @param sums one a request, over all slices
     */
    public static List<GradientAnswer> answers(Model model, List<GradientRequest> requests, CanonicalSum[] sums) {
        List<GradientAnswer> answers = new ArrayList<>();
        for (int r = 0; r < sums.length; r++) {
            PartialSum total = sums[r].total();
            answers.add(
                    requests.get(r) instanceof SumRequest request
                            ? gradientAnswer(request, total)
                            : valueAnswer(model, total));
        }
        return answers;
    }

    private static GradientSum gradientAnswer(SumRequest request, PartialSum total) {
        int points = request.points().size();
        if (total.isEmpty()) {
            return GradientSum.ofNoRows(request.points());
        }
        List<Double> losses = new ArrayList<>();
        List<Double> sliceSquares = new ArrayList<>();
        List<DenseVector> gradients = new ArrayList<>();
        for (int p = 0; p < points; p++) {
            losses.add(total.scalar(FIXED + p));
            sliceSquares.add(total.scalar(FIXED + points + p));
            gradients.add(total.vector(p).toVector());
        }
        return new GradientSum(
                total.rows(), total.scalar(WEIGHT), losses, gradients, (int) total.scalar(SLICES), sliceSquares);
    }

    private static ValueSum valueAnswer(Model model, PartialSum total) {
        double[] metricSums = new double[model.metricSumCount()];
        if (total.isEmpty()) {
            return new ValueSum(0, 0, 0, DenseVector.wrap(metricSums));
        }
        for (int i = 0; i < metricSums.length; i++) {
            metricSums[i] = total.scalar(FIXED + 1 + i);
        }
        return new ValueSum(total.rows(), total.scalar(WEIGHT), total.scalar(FIXED), DenseVector.wrap(metricSums));
    }
}
