package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.data.LocalTable;
import dev.glissade.report.ToTheOptimum.Point;
import dev.glissade.report.ToTheOptimum.Run;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToTheOptimumTest {

    private static final Path HOME = Path.of(System.getProperty("glissade.home"));
    private static final Path ADULT = HOME.resolve("src/main/data/adult/a9a.svm.gz");

    /** Found by Newton's method for the whole set, l2 = 10⁻⁴. */
    private static final double OPTIMUM = 0.3244130441119617;

    private static final int EPOCHS = 60;

    /** More pixels of one colour than the sample in the legend has. */
    private static final long WITHOUT_A_LINE = 200;

    private static ToTheOptimum few;
    private static List<Run> runs;

    /** One row of sixteen, under a penalty that is strong enough for so few of them. */
    @BeforeAll
    static void runOnFewRows(@TempDir Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader all = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(ADULT)), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = all.readLine(); line != null; line = all.readLine()) {
                if (number++ % 16 == 0) {
                    lines.add(line);
                }
            }
        }
        Path file = Files.write(directory.resolve("few.svm"), lines);
        few = new ToTheOptimum(LocalTable.libsvm(file, ToTheOptimum.REPLICAS), 1e-2, EPOCHS);
        runs = few.runs(few.optimum().evaluation().objective(), run -> {});
    }

    @Test
    void descentAtAConstantRateStopsShort() {
        assertThat(runs).hasSize(5);
        for (Run run : runs.subList(0, 4)) {
            assertThat(run.points()).as(run.name()).hasSize(1 + EPOCHS);
            double least = run.points().stream().mapToDouble(Point::gap).min().orElseThrow();
            assertThat(least).as(run.name()).isBetween(1e-4, 0.5);
        }
    }

    @Test
    void varianceReductionGoesOn() {
        Run svrg = runs.get(4);
        assertThat(svrg.points()).hasSize(1 + EPOCHS / 3);
        assertThat(svrg.gapAt(EPOCHS)).isBetween(-1e-12, 1e-9);
        assertThat(svrg.gapAt(EPOCHS / 4.0)).as("it takes its time").isBetween(1e-9, 1e-3);
    }

    @Test
    void aRunIsItsTableAndItsPicture() throws IOException {
        List<String> table = new ArrayList<>();
        Example.Picture picture = new ToTheOptimum(few.table(), few.l2(), 4).run(table::add);
        assertThat(table.get(0)).matches("F\\* = 0\\.\\d{12} by \\d+ steps of L-BFGS; L = 3\\.\\d{4}");
        assertThat(table.get(1)).isEqualTo("(F - F*)/F* at epoch           1        4");
        assertThat(table.subList(2, table.size())).hasSameSizeAs(runs);
        for (int run = 0; run < runs.size(); run++) {
            assertThat(few.line(runs.get(run))).startsWith(table.get(2 + run) + " ");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        picture.write(bytes);
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes.toByteArray())).getHeight())
                .isEqualTo(560);
    }

    /** The first epochs of a run do not depend on how many follow, so a short run tells whether the page is right. */
    @Test
    void thePageShowsTheRunsOnTheWholeSet() throws IOException {
        String page = Files.readString(HOME.resolve("src/site/markdown/optimum.md"));
        ToTheOptimum whole = ToTheOptimum.standard(LocalTable.libsvm(ADULT, ToTheOptimum.REPLICAS));
        ToTheOptimum beginning = new ToTheOptimum(whole.table(), whole.l2(), 4);
        for (Run run : beginning.runs(OPTIMUM, run -> {})) {
            assertThat(page).contains("\n" + beginning.line(run) + " ");
        }
        assertThat(page)
                .contains("\n(F - F*)/F* at epoch           1        4       10       25       40       70      100\n");
        assertThat(ImageIO.read(
                        HOME.resolve("src/site/resources/images/optimum.png").toFile()))
                .extracting(BufferedImage::getWidth)
                .isEqualTo(1000);
    }

    /** Text is drawn in the machine's fonts, so of the picture only its size and its colours are looked at. */
    @Test
    void thePictureShowsEveryRun() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ToTheOptimumPicture.write(runs, bytes);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(image.getWidth()).isEqualTo(1000);
        for (int run = 0; run < runs.size(); run++) {
            assertThat(count(image, ToTheOptimumPicture.COLORS.get(run)))
                    .as(runs.get(run).name())
                    .isGreaterThan(WITHOUT_A_LINE);
        }
    }

    private static long count(BufferedImage image, Color color) {
        long count = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
            }
        }
        return count;
    }
}
