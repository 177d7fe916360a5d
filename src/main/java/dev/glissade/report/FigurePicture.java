package dev.glissade.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** A figure as a PNG image, drawn without a display. */
public final class FigurePicture {

    private FigurePicture() {}

    /** Writes a PNG image of 1000 by 560 dots. */
    public static void write(Figure figure, OutputStream out) throws IOException {
        System.setProperty("java.awt.headless", "true"); // also where there is a display: nothing is shown
        ImageIO.setUseCache(false); // no files on the side
        ImageIO.write(image(figure), "png", out);
    }

    private static BufferedImage image(Figure figure) {
        if (figure.isEmpty()) {
            return Canvas.ofNothing(figure.title());
        }
        if (figure instanceof Chart chart) {
            return ChartPicture.of(chart);
        }
        Field field = (Field) figure;
        return field.view() == Field.View.SURFACE ? SurfacePicture.of(field) : ContourPicture.of(field);
    }
}
