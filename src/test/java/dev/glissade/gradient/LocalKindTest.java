package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas' work: on their own slices, averaged by weight, whatever the groups that slices come in. */
class LocalKindTest {

    private static final LinearModel MODEL = LinearModel.leastSquares(1, false);

    /** Two vectors and a report: how the replica finds its table. */
    private record Census() implements ReplicaWork {

        @Override
        public Outcome run(GradientSource rows, int replica) {
            GradientSum sum = rows.sum(new SumRequest(rows.allRows(), List.of(DenseVector.of(0))));
            DenseVector first = sum.gradients().get(0).times(1 / rows.totalWeight());
            double count = (double) rows.rows();
            DenseVector second = DenseVector.of(1, count, rows.slices().slices());
            return new Outcome(List.of(first, second), DenseVector.of(replica, count, rows.totalWeight()));
        }

        @Override
        public long numbersShipped() {
            return 4;
        }

        @Override
        public long numbersReturned() {
            return 4;
        }
    }

    /** Rows with x = 1 and these labels: at w = 0 their mean gradient is the mean label, negative. */
    private static RowBlock slice(double weight, double... labels) {
        double[] ones = new double[labels.length];
        double[] weights = new double[labels.length];
        Arrays.fill(ones, 1);
        Arrays.fill(weights, weight);
        return new DenseRows(1, ones, labels, weights);
    }

    /** Weights 4, 2, 0, 2 and 8 rows in quarters of two slices; the third quarter has a row that weighs nothing. */
    private static final RowBlock[] SLICES = {
        slice(1, -1, -3),
        slice(2, -4),
        slice(1),
        slice(0.5, 1, 1, 1, 1),
        slice(1),
        slice(0, 7),
        slice(1, -6),
        slice(1, -10)
    };

    private static final GradientSource TABLE = new InMemoryGradientSource(MODEL, new SliceGroup(0, SLICES));

    private static LocalRequest request(int replicas) {
        return new LocalRequest(replicas, TABLE.totalWeight(), new Census());
    }

    @Test
    void vectorsAreAveragedByWeight() {
        LocalMean mean = TABLE.local(request(4));
        assertThat(TABLE.totalWeight()).isEqualTo(8);
        assertThat(mean.vectors())
                .containsExactly(
                        DenseVector.of((4 * 3 + 2 * -1 + 2 * 8) / 8.0),
                        DenseVector.of(1, (4 * 3 + 2 * 4 + 2 * 2) / 8.0, 2));
        assertThat(mean.reports())
                .containsExactly(
                        DenseVector.of(0, 3, 4), DenseVector.of(1, 4, 2), DenseVector.of(), DenseVector.of(3, 2, 2));
    }

    @Test
    void oneReplicaHasTheTable() {
        LocalMean all = TABLE.local(request(1));
        assertThat(all.vectors()).containsExactly(DenseVector.of(26 / 8.0), DenseVector.of(1, 10, 8));
        assertThat(all.reports()).containsExactly(DenseVector.of(0, 10, 8));
    }

    @Test
    void slicesWithoutRowsAreReplicasThatSayNothing() {
        LocalMean each = TABLE.local(request(8));
        assertThat(each.reports()).extracting(DenseVector::size).containsExactly(3, 3, 0, 3, 0, 0, 3, 3);
        assertThat(each.vectors().get(0)).isEqualTo(DenseVector.of(26 / 8.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void groupsOfWholeReplicasMergeToTheSameBits(int replicas) {
        int[] sizes = {9, 0, 1, 4, 7, 7, 0, 0, 12, 3, 5, 8, 2, 20, 6, 11};
        RowBlock[] slices =
                GeneratedRows.of(341, 95, 1, LabelKind.REGRESSION, 0, true).slices(sizes, false);
        GradientSource table = new InMemoryGradientSource(MODEL, new SliceGroup(0, slices));
        LocalRequest local = new LocalRequest(replicas, table.totalWeight(), new Census());
        SumRequest sum = new SumRequest(table.allRows(), List.of(DenseVector.of(0.5)));
        List<GradientRequest> requests = List.of(sum, local);
        List<GradientAnswer> expected = table.answer(requests);
        SplittableRandom random = new SplittableRandom(342);
        for (int round = 0; round < 20; round++) {
            RequestWork total = new RequestWork(MODEL, SliceTree.of(sizes), requests);
            for (SliceGroup group : shuffledGroups(slices, replicas, random)) {
                RequestWork work = new RequestWork(MODEL, SliceTree.of(sizes), requests);
                work.add(group);
                total.sums()[0].merge(work.sums()[0]);
                total.sums()[1].merge(work.sums()[1]);
            }
            assertThat(total.answers()).isEqualTo(expected);
        }
    }

    /** Runs of one to three replicas, in a random order. */
    private static List<SliceGroup> shuffledGroups(RowBlock[] slices, int replicas, SplittableRandom random) {
        int each = slices.length / replicas;
        List<SliceGroup> groups = new ArrayList<>();
        for (int from = 0; from < slices.length; ) {
            int to = Math.min(slices.length, from + each * random.nextInt(1, 4));
            groups.add(new SliceGroup(from, Arrays.copyOfRange(slices, from, to)));
            from = to;
        }
        for (int i = groups.size() - 1; i > 0; i--) {
            Collections.swap(groups, i, random.nextInt(i + 1));
        }
        return groups;
    }

    @Test
    void groupsThatCutAReplicaAreRefused() {
        for (int[] cut : new int[][] {{0, 3}, {1, 5}, {2, 4}, {4, 7}}) {
            RequestWork work = new RequestWork(MODEL, TABLE.slices(), List.of(request(2)));
            SliceGroup group = new SliceGroup(cut[0], Arrays.copyOfRange(SLICES, cut[0], cut[1]));
            assertThatThrownBy(() -> work.add(group))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("slices %d to %d hold no whole replicas of 4 slices", cut[0], cut[1] - 1);
        }
    }

    @Test
    void aReplicaThatIsMissingIsFoundOut() {
        RequestWork work = new RequestWork(MODEL, TABLE.slices(), List.of(request(4)));
        work.add(new SliceGroup(0, Arrays.copyOfRange(SLICES, 0, 6)));
        assertThatThrownBy(work::answers).hasMessageContaining("not complete");
    }

    @Test
    void numbersOfReplicasAreChecked() {
        assertThatThrownBy(() -> TABLE.local(request(16))).hasMessage("16 replicas of a table in 8 slices");
        for (int replicas : IntStream.of(-1, 0, 3, 12, Integer.MIN_VALUE).toArray()) {
            assertThatThrownBy(() -> request(replicas))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("replicas = %d: must be a power of two", replicas);
        }
    }
}
