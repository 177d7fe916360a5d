package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableFormat;
import dev.glissade.data.TableOptions;
import dev.glissade.data.Tables;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.model.LabelKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs to look at every value of 400,000 rows, as a share of the time to load them. No part of the build, since it
 * measures time:
 *
 * <pre>mvn test -Dtest=DataGuardCost -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>The check is one comparison behind the parsing of each number, and cannot be taken out of it. So it is measured by
 * itself, as a Spark job that looks at all values of the cached table: that costs more, since it reads them from memory
 * again. Loads, checks and the pass that looks for wild scales take turns; the figures are medians.
 */
class DataGuardCost {

    private static final int ROWS = 400_000;
    private static final int FEATURES = 20;
    private static final int WARM_UPS = 3;
    private static final int REPETITIONS = 11;

    @TempDir
    private Path directory;

    private final List<Double> loads = new ArrayList<>();
    private final List<Double> checks = new ArrayList<>();
    private final List<Double> scales = new ArrayList<>();

    @Test
    void isSmall() throws IOException {
        Path file = write();
        Configuration configuration = Configurations.of(directory, "model.kind = logistic");
        for (int repetition = 0; repetition < WARM_UPS + REPETITIONS; repetition++) {
            long start = System.nanoTime();
            try (SlicedTable table = Tables.load(
                    SharedSpark.session(),
                    file.toString(),
                    TableFormat.CSV,
                    LabelKind.BINARY,
                    TableOptions.defaults().withLabelColumn("y"))) {
                loads.add(seconds(start));
                start = System.nanoTime();
                long bad = table.groups().map(new NotFinite()).collect().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                checks.add(seconds(start));
                assertThat(bad).isZero();
                start = System.nanoTime();
                Optional<String> warning =
                        ScaleWarning.of(configuration, ModelFamily.of(configuration.model()), table, 0);
                scales.add(seconds(start));
                assertThat(warning).isEmpty();
            }
        }
        double load = median(loads);
        print("load of %,d rows of %d features: %.3f s", ROWS, FEATURES, load);
        print("look at every value: %.4f s, %.2f%% of the load", median(checks), 100 * median(checks) / load);
        print("look for wild scales: %.4f s, %.2f%% of the load", median(scales), 100 * median(scales) / load);
        assertThat(median(checks) / load).isLessThan(0.05);
    }

    private Path write() throws IOException {
        Path file = directory.resolve("large.csv");
        SplittableRandom random = new SplittableRandom(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("y");
            for (int feature = 0; feature < FEATURES; feature++) {
                out.write(",x" + feature);
            }
            for (int row = 0; row < ROWS; row++) {
                out.write("\n" + row % 2);
                for (int feature = 0; feature < FEATURES; feature++) {
                    out.write(String.format(Locale.ROOT, ",%d.%04d", random.nextInt(10), random.nextInt(10_000)));
                }
            }
        }
        return file;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> all) {
        List<Double> measured =
                all.subList(WARM_UPS, all.size()).stream().sorted().toList();
        return measured.get(measured.size() / 2);
    }

    private static void print(String format, Object... figures) {
        System.out.println(String.format(Locale.ROOT, format, figures));
    }

    /** The task that counts values that are not finite. */
    private static final class NotFinite implements Function<SliceGroup, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long call(SliceGroup group) {
            long bad = 0;
            for (int slice = 0; slice < group.size(); slice++) {
                DenseRows rows = (DenseRows) group.slice(slice);
                for (double value : rows.values().toArray()) {
                    bad += Double.isFinite(value) ? 0 : 1;
                }
                for (int row = 0; row < rows.size(); row++) {
                    bad += Double.isFinite(rows.label(row)) && Double.isFinite(rows.weight(row)) ? 0 : 1;
                }
            }
            return bad;
        }
    }
}
