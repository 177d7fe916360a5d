package dev.glissade.report;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The picture of a field from above. Each dot has the colour of its level, which is that of the function between the corners of
 * the grid; where two levels meet there is a line.
 */
final class ContourPicture {

    private static final int LEFT = 90;
    private static final int TOP = 44;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 440;
    private static final int SCALE_LEFT = LEFT + WIDTH + 40;
    private static final int SCALE_WIDTH = 22;
    private static final int SCALE_HEIGHT = 300;
    private static final int LEVELS = 16;

    private final Field field;
    private final Grid grid;
    private final Field.Heights heights;
    private final Canvas canvas;

    private ContourPicture(Field field) {
        this.field = field;
        this.grid = field.grid();
        this.heights = field.heights();
        this.canvas = new Canvas(field.title());
    }

    static BufferedImage of(Field field) {
        ContourPicture picture = new ContourPicture(field);
        picture.fill();
        picture.axes();
        picture.scale();
        List<Drawn> series = field.drawn();
        picture.canvas.series(
                series, new Canvas.Place(point -> picture.across(point.x()), point -> picture.down(point.y())));
        picture.canvas.legend(series, SCALE_LEFT, TOP + SCALE_HEIGHT + 60);
        return picture.canvas.done();
    }

    private double across(double x) {
        return LEFT + WIDTH * (x - grid.left()) / (grid.right() - grid.left());
    }

    private double down(double y) {
        return TOP + HEIGHT * (grid.top() - y) / (grid.top() - grid.bottom());
    }

    private void fill() {
        int[] above = new int[WIDTH];
        for (int row = 0; row < HEIGHT; row++) {
            double y = grid.top() - (grid.top() - grid.bottom()) * (row + 0.5) / HEIGHT;
            int before = -1;
            for (int column = 0; column < WIDTH; column++) {
                double x = grid.left() + (grid.right() - grid.left()) * (column + 0.5) / WIDTH;
                double value = grid.at(x, y);
                int level = Double.isFinite(value) ? level(heights.of(value)) : -1;
                boolean border = (column > 0 && level != before) || (row > 0 && level != above[column]);
                if (level >= 0) {
                    var color = Palette.scale((level + 0.5) / LEVELS);
                    canvas.dot(LEFT + column, TOP + row, border ? color.darker() : color);
                }
                before = level;
                above[column] = level;
            }
        }
    }

    private static int level(double height) {
        return Math.min(LEVELS - 1, (int) (height * LEVELS));
    }

    private void axes() {
        canvas.color(Palette.TEXT);
        for (double tick : Ticks.between(grid.left(), grid.right(), 7)) {
            canvas.hairline(across(tick), TOP + HEIGHT, across(tick), TOP + HEIGHT + 5);
            canvas.text(Ticks.label(tick), across(tick), TOP + HEIGHT + 19, 0.5);
        }
        for (double tick : Ticks.between(grid.bottom(), grid.top(), 6)) {
            canvas.hairline(LEFT - 5, down(tick), LEFT, down(tick));
            canvas.text(Ticks.label(tick), LEFT - 8, down(tick) + 4, 1);
        }
        canvas.text(field.axes().x().title(), LEFT + WIDTH / 2.0, TOP + HEIGHT + 42, 0.5);
        canvas.uprightText(field.axes().y().title(), 24, TOP + HEIGHT / 2.0);
    }

    private void scale() {
        for (int row = 0; row < SCALE_HEIGHT; row++) {
            int level = level(1 - (row + 0.5) / SCALE_HEIGHT);
            for (int column = 0; column < SCALE_WIDTH; column++) {
                canvas.dot(SCALE_LEFT + column, TOP + 20 + row, Palette.scale((level + 0.5) / LEVELS));
            }
        }
        canvas.color(Palette.TEXT);
        canvas.text(field.axes().value().title(), SCALE_LEFT, TOP + 8, 0);
        for (int quarter = 0; quarter <= 4; quarter++) {
            double height = quarter / 4.0;
            double at = TOP + 20 + SCALE_HEIGHT * (1 - height);
            canvas.text(Ticks.label(heights.value(height)), SCALE_LEFT + SCALE_WIDTH + 6, at + 4, 0);
        }
    }
}
