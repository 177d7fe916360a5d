package dev.glissade.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.glissade.linalg.RowSelection;
import dev.glissade.sampling.Sampling.Mode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows belong to a batch: exact sizes, every row once an epoch, equal chances, cost by the rows drawn. */
class BatchTest {

    private static final SliceTree UNEQUAL = SliceTree.of(new int[] {0, 1, 1_000, 0, 17, 3, 0, 256});
    private static final SliceTree EQUAL =
            SliceTree.of(IntStream.generate(() -> 20).limit(64).toArray());
    private static final SliceTree FEW = SliceTree.of(
            IntStream.range(0, 64).map(slice -> slice % 3 == 0 ? 2 : 0).toArray());
    private static final SliceTree ONE = SliceTree.of(new int[] {130});

    /** Tables of 1 277, 1 280, 44 and 130 rows. */
    static List<SliceTree> trees() {
        return List.of(UNEQUAL, EQUAL, FEW, ONE);
    }

    private static long count(RowSelection[] selections) {
        return Arrays.stream(selections).mapToLong(RowSelection::count).sum();
    }

    private static int[] rows(RowSelection selection) {
        return IntStream.range(0, selection.count()).map(selection::row).toArray();
    }

    private static List<Long> sizes(SliceTree tree) {
        return List.of(1L, 7L, 63L, 64L, 100L, tree.rows() - 1, tree.rows()).stream()
                .filter(size -> size <= tree.rows())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void anEpochDrawsEachRowOnceInBatchesOfExactSize(SliceTree tree) {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 3);
        long total = tree.rows();
        for (long size : sizes(tree)) {
            long drawn = 0;
            for (int epoch = 0; epoch < 3; epoch++) {
                int[][] seen = new int[tree.slices()][];
                Arrays.setAll(seen, slice -> new int[tree.sliceSize(slice)]);
                long steps = 0;
                while (drawn < (epoch + 1) * total) {
                    RowSelection[] selections =
                            sampling.batch(steps, drawn, size, total).select(tree, 0, tree.slices());
                    assertThat(count(selections)).isEqualTo(Math.min(size, (epoch + 1) * total - drawn));
                    for (int slice = 0; slice < seen.length; slice++) {
                        for (int row : rows(selections[slice])) {
                            seen[slice][row]++;
                        }
                    }
                    drawn += count(selections);
                    steps++;
                }
                assertThat(steps).isEqualTo(sampling.steps(1, size, total));
                assertThat(Arrays.stream(seen).flatMapToInt(Arrays::stream)).containsOnly(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 63, 64, 100})
    void epochsDiffer(long size) {
        Batch first = new EpochShuffleBatch(3, 0, 0, size);
        Batch second = new EpochShuffleBatch(3, 1, 0, size);
        assertThat(places(first.select(EQUAL, 0, 64))).isNotEqualTo(places(second.select(EQUAL, 0, 64)));
    }

    private static List<String> places(RowSelection[] selections) {
        List<String> places = new ArrayList<>();
        for (int slice = 0; slice < selections.length; slice++) {
            for (int row : rows(selections[slice])) {
                places.add(slice + ":" + row);
            }
        }
        return places;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rowsAreInTheirSlicesInAscendingOrder(Mode mode) {
        for (SliceTree tree : trees()) {
            for (long size : sizes(tree)) {
                for (long step = 0; step < 5; step++) {
                    Batch batch = new Sampling(mode, 4).batch(step, step * size, size, tree.rows());
                    RowSelection[] selections = batch.select(tree, 0, tree.slices());
                    for (int slice = 0; slice < selections.length; slice++) {
                        int[] rows = rows(selections[slice]);
                        assertThat(rows).isSorted();
                        assertThat(Arrays.stream(rows)).allMatch(inside(tree.sliceSize(slice))::contains);
                        if (mode != Mode.WITH_REPLACEMENT) {
                            assertThat(rows).doesNotHaveDuplicates();
                        }
                    }
                    if (mode != Mode.BERNOULLI) {
                        assertThat(count(selections)).isEqualTo(batch.size());
                    }
                }
            }
        }
    }

    private static List<Integer> inside(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anyRunOfSlicesIsPartOfTheWhole(Mode mode) {
        for (SliceTree tree : trees()) {
            Batch batch = new Sampling(mode, 5).batch(2, 80, 40, tree.rows());
            RowSelection[] whole = batch.select(tree, 0, tree.slices());
            for (int first = 0; first < tree.slices(); first++) {
                for (int slices = 0; first + slices <= tree.slices(); slices += 1 + slices / 3) {
                    RowSelection[] part = batch.select(tree, first, slices);
                    assertThat(part).hasSize(slices);
                    for (int i = 0; i < slices; i++) {
                        assertThat(rows(part[i])).isEqualTo(rows(whole[first + i]));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"EPOCH_SHUFFLE", "WITHOUT_REPLACEMENT", "BERNOULLI"})
    void aBatchOfAllRowsIsAllRowsOnce(Mode mode) {
        for (SliceTree tree : trees()) {
            RowSelection[] selections =
                    new Sampling(mode, 6).batch(0, 0, tree.rows(), tree.rows()).select(tree, 0, tree.slices());
            RowSelection[] all = new AllRows(tree.rows()).select(tree, 0, tree.slices());
            for (int slice = 0; slice < tree.slices(); slice++) {
                assertThat(rows(selections[slice]))
                        .isEqualTo(rows(all[slice]))
                        .isEqualTo(IntStream.range(0, tree.sliceSize(slice)).toArray());
            }
        }
    }

    /** Rows 0 to 43 in slices of very different sizes: each is drawn equally often. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyRowIsEquallyLikely(Mode mode) {
        SliceTree tree = SliceTree.of(new int[] {1, 0, 30, 2, 0, 0, 11, 0});
        int rows = 44;
        int draws = 30_000;
        for (int size : new int[] {3, 10, 40}) {
            long[] counts = new long[rows];
            for (int draw = 0; draw < draws; draw++) {
                for (int row : tableRows(tree, nthBatch(mode, draw, size, rows))) {
                    counts[row]++;
                }
            }
            double share = (double) size / rows;
            double expected = draws * share;
            // the variance of a row's count, and how far the fixed size of the batch takes from it
            double excess = switch (mode) {
                case WITH_REPLACEMENT -> ChiSquare.excess(counts);
                case BERNOULLI ->
                    ChiSquare.excess(ChiSquare.squares(counts, expected) / (expected * (1 - share)), rows);
                case EPOCH_SHUFFLE, WITHOUT_REPLACEMENT ->
                    ChiSquare.excess(
                            ChiSquare.squares(counts, expected) / (expected * (1 - share)) * (rows - 1) / rows,
                            rows - 1);
            };
            assertThat(excess).as("batches of %d", size).isLessThan(5);
        }
    }

    /** In epoch shuffle the second batch of an epoch (or what is left for it), so that each is of another epoch. */
    private static Batch nthBatch(Mode mode, int draw, int size, int rows) {
        boolean fits = 2 * size <= rows;
        return mode == Mode.EPOCH_SHUFFLE
                ? new EpochShuffleBatch(8, draw, fits ? size : 0, fits ? 2 * size : size)
                : new Sampling(mode, 8).batch(draw, 0, size, rows);
    }

    private static int[] tableRows(SliceTree tree, Batch batch) {
        RowSelection[] selections = batch.select(tree, 0, tree.slices());
        IntStream.Builder drawn = IntStream.builder();
        int before = 0;
        for (int slice = 0; slice < selections.length; slice++) {
            for (int i = 0; i < selections[slice].count(); i++) {
                drawn.add(before + selections[slice].row(i));
            }
            before += tree.sliceSize(slice);
        }
        return drawn.build().toArray();
    }

    /** Two rows are drawn together as often as the scheme says, in one slice or in two. */
    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"WITHOUT_REPLACEMENT", "WITH_REPLACEMENT", "BERNOULLI"})
    void pairsOfRowsAreEquallyLikely(Mode mode) {
        SliceTree tree = SliceTree.of(new int[] {5, 0, 1, 6});
        int rows = 12;
        int size = 5;
        int draws = 60_000;
        long[][] together = new long[rows][rows];
        for (int draw = 0; draw < draws; draw++) {
            int[] drawn = Arrays.stream(tableRows(tree, nthBatch(mode, draw, size, rows)))
                    .distinct()
                    .toArray();
            for (int one : drawn) {
                for (int other : drawn) {
                    together[one][other]++;
                }
            }
        }
        double pair = switch (mode) {
            case WITHOUT_REPLACEMENT -> (double) size * (size - 1) / (rows * (rows - 1.0));
            case BERNOULLI -> (double) size * size / (rows * rows);
            // 1 − P(one missing) − P(other missing) + P(both missing)
            default -> 1 - 2 * StrictMath.pow(11.0 / 12, size) + StrictMath.pow(10.0 / 12, size);
        };
        double deviation = Math.sqrt(draws * pair * (1 - pair));
        for (int one = 0; one < rows; one++) {
            for (int other = 0; other < one; other++) {
                assertThat(Math.abs(together[one][other] - draws * pair) / deviation)
                        .as("rows %d and %d", one, other)
                        .isLessThan(4.5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theCostIsThatOfTheRowsDrawn(Mode mode) {
        SliceTree huge = SliceTree.of(
                IntStream.generate(() -> Integer.MAX_VALUE).limit(64).toArray());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Sampling sampling = new Sampling(mode, 9);
        sampling.batch(0, 0, 10, huge.rows()).select(huge, 0, 64); // classes loaded
        for (int size : new int[] {10, 10_000}) {
            Batch batch = sampling.batch(7, 7L * size, size, huge.rows());
            long before = threads.getThreadAllocatedBytes(thread);
            RowSelection[] selections = batch.select(huge, 0, 64);
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertThat((double) count(selections)).isBetween(size - 5 * Math.sqrt(size), size + 5 * Math.sqrt(size));
            assertThat(allocated).isLessThan(200_000 + 100L * size);
        }
    }
}
