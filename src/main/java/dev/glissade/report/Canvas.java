package dev.glissade.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A white sheet with a title, for what XChart does not draw. Coordinates are dots, from the upper left corner. */
final class Canvas {

    static final int WIDTH = 1000;
    static final int HEIGHT = 560;

    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Stroke HAIRLINE = new BasicStroke(1);
    private static final Stroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Stroke OUTLINE = new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final int DOT = 11;
    private static final int LEGEND_LINE = 20;

    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D pen = image.createGraphics();

    Canvas(String title) {
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setColor(Palette.TEXT);
        pen.setFont(TITLE);
        text(title, WIDTH / 2.0, 24, 0.5);
        pen.setFont(TEXT);
    }

    /** A sheet that says that there is nothing on it. */
    static BufferedImage ofNothing(String title) {
        Canvas canvas = new Canvas(title);
        canvas.text(Figure.NOTHING, WIDTH / 2.0, HEIGHT / 2.0, 0.5);
        return canvas.done();
    }

    BufferedImage done() {
        pen.dispose();
        return image;
    }

    void dot(int x, int y, Color color) {
        image.setRGB(x, y, color.getRGB());
    }

    void color(Color color) {
        pen.setColor(color);
    }

    /**
     * Text on a base line.
     *
     * @param share of its width that is left of x: 0 where it begins there, 1 where it ends there
     */
    void text(String text, double x, double y, double share) {
        double width = pen.getFontMetrics().stringWidth(text);
        pen.drawString(text, (float) (x - share * width), (float) y);
    }

    /** Text that is read from below, centred at a place. */
    void uprightText(String text, double x, double y) {
        AffineTransform before = pen.getTransform();
        pen.translate(x, y);
        pen.rotate(-StrictMath.PI / 2);
        text(text, 0, 0, 0.5);
        pen.setTransform(before);
    }

    void hairline(double fromX, double fromY, double toX, double toY) {
        pen.setStroke(HAIRLINE);
        pen.draw(new Line2D.Double(fromX, fromY, toX, toY));
    }

    void fill(Path2D area, Color color, Color border) {
        pen.setColor(color);
        pen.fill(area);
        pen.setColor(border);
        pen.setStroke(HAIRLINE);
        pen.draw(area);
    }

    /** What a place on the sheet is of a point. */
    record Place(ToDoubleFunction<Point> x, ToDoubleFunction<Point> y) {}

    /** Series on whatever is there, with a white edge that sets them off. */
    void series(List<Drawn> all, Place place) {
        for (Drawn drawn : all) {
            if (drawn.series().form() != Series.Form.MARKERS) {
                drawn.stretches().forEach(stretch -> line(stretch, place, Palette.color(drawn.color() + 1)));
            }
        }
        for (Drawn drawn : all) {
            if (drawn.series().hasMarkers()) {
                int size = drawn.series().form() == Series.Form.MARKERS ? DOT : DOT / 2;
                for (Point point : drawn.points()) {
                    marker(
                            place.x().applyAsDouble(point),
                            place.y().applyAsDouble(point),
                            size,
                            Palette.color(drawn.color() + 1));
                }
            }
        }
    }

    private void line(List<Point> points, Place place, Color color) {
        Path2D path = new Path2D.Double();
        for (Point point : points) {
            double x = place.x().applyAsDouble(point);
            double y = place.y().applyAsDouble(point);
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        pen.setStroke(OUTLINE);
        pen.setColor(Color.WHITE);
        pen.draw(path);
        pen.setStroke(LINE);
        pen.setColor(color);
        pen.draw(path);
    }

    private void marker(double x, double y, double size, Color color) {
        pen.setColor(Color.WHITE);
        pen.fill(new Ellipse2D.Double(x - size / 2 - 1.5, y - size / 2 - 1.5, size + 3, size + 3));
        pen.setColor(color);
        pen.fill(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
    }

    /** Names of series, one below the other. */
    void legend(List<Drawn> all, double x, double y) {
        double at = y;
        for (Drawn drawn : all) {
            Color color = Palette.color(drawn.color() + 1);
            if (drawn.series().form() != Series.Form.MARKERS) {
                pen.setStroke(LINE);
                pen.setColor(color);
                pen.draw(new Line2D.Double(x, at - 4, x + 22, at - 4));
            }
            if (drawn.series().hasMarkers()) {
                marker(x + 11, at - 4, DOT - 2, color);
            }
            pen.setColor(Palette.TEXT);
            text(drawn.series().name(), x + 30, at, 0);
            at += LEGEND_LINE;
        }
    }
}
