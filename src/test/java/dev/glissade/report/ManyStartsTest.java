package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ManyStartsTest {

    private static final List<ManyStarts.Run> RUNS = ManyStarts.standard().runs();

    @Test
    void eachEndsAtAMinimumInItsOwnValley() {
        assertThat(RUNS).hasSize(20);
        for (ManyStarts.Run run : RUNS) {
            double slope = (ManyStarts.value(run.end() + 1e-6) - ManyStarts.value(run.end() - 1e-6)) / 2e-6;
            assertThat(slope).isCloseTo(0, within(1e-6));
            double curvature = 0.2 - 9 * Math.sin(3 * run.end());
            assertThat(curvature).isPositive();
            double highest = Math.max(ManyStarts.value(run.start()), run.value());
            run.path().forEach(w -> assertThat(ManyStarts.value(w)).isLessThanOrEqualTo(highest + 1e-15));
        }
    }

    @Test
    void aFifthFindsTheLowest() {
        assertThat(ManyStarts.shareAtTheLowest(RUNS)).isEqualTo(0.2);
        assertThat(RUNS.stream().mapToDouble(ManyStarts.Run::end).distinct().count())
                .isGreaterThanOrEqualTo(7);
    }

    @Test
    void thePageShowsTheseRuns() throws IOException {
        Path home = Path.of(System.getProperty("glissade.home"));
        String page = Files.readString(home.resolve("src/site/markdown/many-starts.md"));
        for (ManyStarts.Run run : RUNS) {
            assertThat(page)
                    .contains(String.format(Locale.ROOT, "%7.3f  %7.4f  %9.6f%n", run.start(), run.end(), run.value()));
        }
        assertThat(page).contains("20% ended at the lowest minimum");
        assertThat(ImageIO.read(home.resolve("src/site/resources/images/many-starts.png")
                        .toFile()))
                .extracting(BufferedImage::getWidth)
                .isEqualTo(1000);
    }

    /** Text is drawn in the machine's fonts, so of the picture only its size and its colours are looked at. */
    @Test
    void thePictureShowsCurveWaysStartsAndEnds() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ManyStartsPicture.write(RUNS, bytes);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(image.getWidth()).isEqualTo(1000);
        long reddish = count(image, 180, 0, 60);
        long bluish = count(image, 0, 180, 60);
        assertThat(reddish).isGreaterThan(7 * 20L);
        assertThat(bluish).isGreaterThan(20 * 20L);
    }

    /** Pixels with at least so much red and blue and at most so much green. */
    private static long count(BufferedImage image, int red, int blue, int green) {
        long count = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                int colour = image.getRGB(x, y);
                boolean matches = (colour >> 16 & 255) >= red && (colour & 255) >= blue;
                boolean notWhite = (colour >> 8 & 255) <= green || (blue > 0 && (colour >> 16 & 255) < 120);
                count += matches && notWhite ? 1 : 0;
            }
        }
        return count;
    }
}
