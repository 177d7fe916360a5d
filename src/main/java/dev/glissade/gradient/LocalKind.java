package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Work of replicas. The leaves of its sum are the replicas. Scalars: 1, to count them. Vectors: the outcome's, times the
 * replica's share of the weight. Listed: the replica's number, then its report.
 */
record LocalKind(LocalRequest request, Model model, SliceTree tree) implements RequestKind<CanonicalSum> {

    @Override
    public CanonicalSum nothing() {
        return new CanonicalSum(request.replicas());
    }

    @Override
    public void add(SliceGroup group, CanonicalSum sum, Stopwatch watch) {
        int each = slicesEach();
        if (group.firstSlice() % each != 0 || group.size() % each != 0) {
            throw new IllegalStateException("slices %d to %d hold no whole replicas of %d slices"
                    .formatted(group.firstSlice(), group.firstSlice() + group.size() - 1, each));
        }
        for (int from = 0; from < group.size(); from += each) {
            sum.add((group.firstSlice() + from) / each, partial(group, from, each, watch));
        }
    }

    private int slicesEach() {
        if (request.replicas() > tree.slices()) {
            throw new IllegalStateException(
                    "%d replicas of a table in %d slices".formatted(request.replicas(), tree.slices()));
        }
        return tree.slices() / request.replicas();
    }

    private PartialSum partial(SliceGroup group, int from, int each, Stopwatch watch) {
        RowBlock[] slices = new RowBlock[each];
        Arrays.setAll(slices, i -> group.slice(from + i));
        SliceGroup own = new SliceGroup(0, slices);
        if (own.rows() == 0 || !(own.totalWeight() > 0)) {
            return PartialSum.empty();
        }
        InMemoryGradientSource rows = new InMemoryGradientSource(model, own);
        int replica = (group.firstSlice() + from) / each;
        watch.lap(Phase.COMPUTE);
        ReplicaWork.Outcome outcome = request.work().run(rows, replica);
        watch.lap(rows.spent(), Phase.UPDATE, Phase.COMPUTE); // steps of one row are gradient and update in one
        double share = rows.totalWeight() / request.totalWeight();
        Summand[] vectors = outcome.vectors().stream()
                .map(vector -> Summand.dense(vector.times(share).toArray()))
                .toArray(Summand[]::new);
        double[] listed = new double[1 + outcome.report().size()];
        listed[0] = replica;
        System.arraycopy(
                outcome.report().values(), 0, listed, 1, outcome.report().size());
        watch.lap(Phase.AGGREGATE);
        return PartialSum.of(rows.rows(), new double[] {1}, vectors).listing(listed);
    }

    @Override
    public LocalMean answer(CanonicalSum sum) {
        PartialSum total = sum.total();
        List<DenseVector> vectors = new ArrayList<>();
        for (int i = 0; i < total.vectors(); i++) {
            vectors.add(total.vector(i).toVector());
        }
        List<DenseVector> reports = new ArrayList<>(Collections.nCopies(request.replicas(), DenseVector.zeros(0)));
        double[] listed = total.listed();
        int length = listed.length / (int) total.scalar(0);
        for (int at = 0; at < listed.length; at += length) {
            reports.set((int) listed[at], DenseVector.wrap(Arrays.copyOfRange(listed, at + 1, at + length)));
        }
        return new LocalMean(vectors, reports);
    }
}
