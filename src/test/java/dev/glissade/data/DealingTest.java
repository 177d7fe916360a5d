package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LabelKind;
import dev.glissade.sampling.SliceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How rows are dealt to slices: evenly, copies too. */
class DealingTest {

    @TempDir
    Path directory;

    private SlicedTable load(List<String> lines, LabelKind kind, TableOptions options) {
        String path = SampleTable.write(directory.resolve("table.svm"), lines);
        return Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, kind, options);
    }

    private static void assertBalanced(SliceTree sizes, double tolerance) {
        double even = (double) sizes.rows() / sizes.slices();
        for (int slice = 0; slice < sizes.slices(); slice++) {
            assertThat((double) sizes.sliceSize(slice))
                    .as("slice %d of %d", slice, sizes.slices())
                    .isBetween((1 - tolerance) * even, (1 + tolerance) * even);
        }
    }

    @Test
    void copiesOfOneRowAreDealtRoundTheSlices() {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < 36_000; row++) {
            lines.add("1 1:0.25 3:7");
        }
        for (int row = 0; row < 4000; row++) {
            lines.add("0 2:" + row);
        }
        try (SlicedTable table = load(lines, LabelKind.BINARY, TableOptions.defaults())) {
            assertThat(table.rows()).isEqualTo(40_000);
            assertBalanced(table.sizes(), 0.1);
            for (int slice = 0; slice < 64; slice++) {
                RowBlock block = table.collect().slice(slice);
                long copies = IntStream.range(0, block.size())
                        .filter(row -> block.label(row) == 1)
                        .count();
                assertThat(copies).isBetween(562L, 563L);
            }
        }
    }

    /** As in a log of network attacks: a few contents make up most rows, thousands of others come in small numbers. */
    @Test
    void aTableOfMostlyCopiesIsBalanced() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> lines = new ArrayList<>();
        int[] copies = {47_000, 8300, 6500, 1300, 900, 700, 500, 300, 200, 100, 100, 100};
        for (int content = 0; content < copies.length; content++) {
            for (int copy = 0; copy < copies[content]; copy++) {
                lines.add(content % 3 + " 1:" + content);
            }
        }
        for (int content = 0; content < 34_000; content++) {
            String line = content % 3 + " 2:" + content;
            for (int copy = 1 + random.nextInt(3) * random.nextInt(4); copy > 0; copy--) {
                lines.add(line);
            }
        }
        try (SlicedTable table = load(lines, LabelKind.MULTICLASS, TableOptions.defaults())) {
            assertThat(table.rows()).isEqualTo(lines.size());
            assertBalanced(table.sizes(), 0.1);
        }
    }

    @Test
    void onlyCopiesMakeSlicesThatDifferByOneRow() {
        SampleTable copies = SampleTable.copies(4, 500, 501);
        try (SlicedTable table = load(copies.libsvmLines(), LabelKind.BINARY, TableOptions.defaults())) {
            for (int slice = 0; slice < 64; slice++) {
                assertThat(table.sizes().sliceSize(slice)).isBetween(14, 16);
            }
        }
    }

    @Test
    void thereMayBeFewerRowsThanSlices() {
        for (int partitions : new int[] {3, 64}) {
            try (SlicedTable table = load(
                    List.of("1 1:1", "0 2:1", "1 1:1"),
                    LabelKind.BINARY,
                    TableOptions.defaults().withPartitions(partitions))) {
                assertThat(table.sizes().slices()).isEqualTo(64);
                assertThat(table.rows()).isEqualTo(3);
                assertThat(table.collect().size()).isEqualTo(64);
                assertThat(table.features()).isEqualTo(2);
            }
        }
    }

    /** The smallest power of two from 64 on with slices below 128 MiB. */
    @ParameterizedTest
    @CsvSource({"0, 64", "8589934591, 64", "8589934592, 128", "17179869183, 128", "1e12, 8192", "1e18, 1048576"})
    void theNumberOfSlicesFollowsFromTheBytes(double bytes, int slices) {
        assertThat(SlicePlan.automaticSlices(bytes)).isEqualTo(slices);
    }

    @Test
    void oneSliceWorks() {
        try (SlicedTable table = load(
                List.of("1 1:1", "0 2:1", "1 1:1"),
                LabelKind.BINARY,
                TableOptions.defaults().withSlices(1))) {
            assertThat(table.collect().size()).isEqualTo(1);
            assertThat(table.collect().slice(0).size()).isEqualTo(3);
        }
    }

    @Test
    void theShuffleSeedDealsAnewButTheFingerprintStays() {
        List<String> lines = SampleTable.random(300, 5, 0.5, List.of("0", "1")).libsvmLines();
        try (SlicedTable first = load(lines, LabelKind.BINARY, TableOptions.defaults());
                SlicedTable second =
                        load(lines, LabelKind.BINARY, TableOptions.defaults().withShuffleSeed(1))) {
            assertThat(TableBits.of(first.collect())).isNotEqualTo(TableBits.of(second.collect()));
            assertThat(first.fingerprint()).isEqualTo(second.fingerprint()).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void theFingerprintIsOfTheContent() {
        String fingerprint = fingerprint(List.of("0 1:1", "1 2:1"));
        assertThat(fingerprint(List.of("1 2:1", "0 1:1.0 2:0"))).isEqualTo(fingerprint);
        assertThat(fingerprint(List.of("1 1:1", "0 2:1"))).isNotEqualTo(fingerprint);
        assertThat(fingerprint(List.of("2 2:1", "0 1:1"))).isNotEqualTo(fingerprint);
        assertThat(fingerprint(List.of("0 1:1", "1 2:1", "1 2:1"))).isNotEqualTo(fingerprint);
    }

    @Test
    void theFingerprintCountsTheWeights() {
        String path = SampleTable.write(directory.resolve("table.csv"), "y,x,v,w\n1,2,1,1\n0,3,1,0.5\n");
        List<String> fingerprints = Stream.of("v", "w")
                .map(weight -> TableOptions.defaults()
                        .withLabelColumn("y")
                        .withFeatureColumns(List.of("x"))
                        .withWeightColumn(weight))
                .map(options -> {
                    try (SlicedTable table =
                            Tables.load(SharedSpark.session(), path, TableFormat.CSV, LabelKind.BINARY, options)) {
                        return table.fingerprint();
                    }
                })
                .toList();
        assertThat(fingerprints).doesNotHaveDuplicates();
    }

    private String fingerprint(List<String> lines) {
        try (SlicedTable table = load(lines, LabelKind.BINARY, TableOptions.defaults())) {
            return table.fingerprint();
        }
    }

    @Test
    void asReadKeepsTheOrderOfTheRows() {
        List<String> lines = IntStream.range(0, 1000)
                .mapToObj(row -> row + " 1:" + (row % 10 + 1))
                .toList();
        TableOptions options = TableOptions.defaults().withOrder(RowOrder.AS_READ);
        String whole = SampleTable.write(directory.resolve("whole.svm"), lines);
        String split = SampleTable.split(directory.resolve("split"), List.of(), lines, 7, ".svm");
        for (String path : List.of(whole, split)) {
            for (int partitions : new int[] {1, 3}) {
                try (SlicedTable table = Tables.load(
                        SharedSpark.session(),
                        path,
                        TableFormat.LIBSVM,
                        LabelKind.REGRESSION,
                        options.withPartitions(partitions))) {
                    assertThat(labels(table))
                            .isEqualTo(IntStream.range(0, 1000)
                                    .mapToObj(row -> (double) row)
                                    .toList());
                    assertBalanced(table.sizes(), 0.05);
                }
            }
        }
    }

    private static List<Double> labels(SlicedTable table) {
        return IntStream.range(0, table.sizes().slices())
                .mapToObj(table.collect()::slice)
                .flatMap(block -> IntStream.range(0, block.size()).mapToObj(block::label))
                .toList();
    }

    @Test
    void emptyPartitionsAndEmptyFilesWork() {
        SampleTable.write(directory.resolve("parts-1.svm"), List.of("1 1:1", "", "# nothing", "0 2:1"));
        SampleTable.write(directory.resolve("parts-2.svm"), "");
        SampleTable.write(directory.resolve("parts-3.svm"), "\n\n");
        String pattern = directory.resolve("parts-*.svm").toString();
        try (SlicedTable table = Tables.load(
                SharedSpark.session(), pattern, TableFormat.LIBSVM, LabelKind.BINARY, TableOptions.defaults())) {
            assertThat(table.rows()).isEqualTo(2);
        }
        SampleTable sample = SampleTable.copies(2, 1, 2);
        try (SlicedTable table = Tables.load(
                sample.vectors().repartition(20),
                LabelKind.BINARY,
                TableOptions.defaults().withLabelColumn(SampleTable.LABEL))) {
            assertThat(table.rows()).isEqualTo(3);
            assertThat(table.labels().classes()).containsExactly("a", "b");
        }
    }
}
