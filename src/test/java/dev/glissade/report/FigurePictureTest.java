package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is drawn in the machine's fonts, so of pictures only size and colours are looked at. */
class FigurePictureTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyFormIsSeenOnBothKindsOfAxes(boolean logarithmic) throws IOException {
        BufferedImage image = drawn(FigureSamples.everything(logarithmic));
        for (int color = 0; color < 4; color++) {
            assertThat(count(image, Palette.color(color).getRGB()))
                    .as("colour " + color)
                    .isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource(Field.View.class)
    void aFieldShowsItsLevelsAndThePathOnThem(Field.View view) throws IOException {
        BufferedImage image = drawn(FigureSamples.bowl(view));
        assertThat(count(image, Palette.color(1).getRGB())).as("path").isGreaterThan(200);
        assertThat(count(image, Palette.color(2).getRGB())).as("start").isGreaterThan(50);
        long colors = IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
        assertThat(colors).isGreaterThan(30);
    }

    @Test
    void ofNothingItSaysSo() throws IOException {
        BufferedImage image = drawn(FigureSamples.nothing());
        assertThat(count(image, 0xFFFFFFFF)).isBetween(500_000L, 1000L * 560 - 300);
    }

    @Test
    void aPointBetweenTwoGapsIsSeen() throws IOException {
        List<Point> alone = IntStream.range(0, 200)
                .mapToObj(i -> Point.of(i, i == 100 ? 1 : Double.NaN))
                .toList();
        BufferedImage image =
                drawn(Chart.of("dot", "Dot", Axis.linear("x"), Axis.linear("y")).with(Series.plainLine("dot", alone)));
        assertThat(count(image, Palette.color(0).getRGB())).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -5, 1e-300, 1e300})
    void whateverTheValueItIsDrawn(double value) throws IOException {
        for (boolean logarithmic : new boolean[] {true, false}) {
            Chart chart = Chart.of(
                            "one", "One", Axis.linear("x"), logarithmic ? Axis.logarithmic("y") : Axis.linear("y"))
                    .with(Series.line("constant", FigureSamples.points(i -> value)))
                    .with(Mark.horizontal(value, "there"))
                    .with(Mark.vertical(4, "here"));
            assertThat(count(drawn(chart), Palette.color(0).getRGB()))
                    .isGreaterThan(logarithmic && value <= 0 ? -1 : 100);
        }
    }

    private static BufferedImage drawn(Figure figure) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FigurePicture.write(figure, bytes);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(image.getWidth()).isEqualTo(1000);
        assertThat(image.getHeight()).isEqualTo(560);
        return image;
    }

    private static long count(BufferedImage image, int color) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == color)
                .count();
    }
}
