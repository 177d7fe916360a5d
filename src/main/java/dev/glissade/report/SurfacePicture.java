package dev.glissade.report;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The picture of a field from the side: a mesh over the square [−1, 1]², as high as the function, seen from above one corner.
 * Its pieces are drawn from the back to the front, so that the nearer ones cover those behind; the path lies on all of them.
 */
final class SurfacePicture {

    private static final double TURN = StrictMath.toRadians(35);
    private static final double TILT = StrictMath.toRadians(32);
    private static final double SINE_OF_TURN = StrictMath.sin(TURN);
    private static final double COSINE_OF_TURN = StrictMath.cos(TURN);
    private static final double SINE_OF_TILT = StrictMath.sin(TILT);
    private static final double COSINE_OF_TILT = StrictMath.cos(TILT);

    private static final double MIDDLE_X = 450;
    private static final double MIDDLE_Y = 370;
    private static final double UNIT = 190;
    private static final double TALL = 1.1;

    private final Field field;
    private final Grid grid;
    private final Field.Heights heights;
    private final Canvas canvas;

    private SurfacePicture(Field field) {
        this.field = field;
        this.grid = field.grid();
        this.heights = field.heights();
        this.canvas = new Canvas(field.title());
    }

    static BufferedImage of(Field field) {
        SurfacePicture picture = new SurfacePicture(field);
        picture.floor();
        picture.mesh();
        picture.labels();
        List<Drawn> series = field.drawn();
        picture.canvas.series(
                series,
                new Canvas.Place(
                        point -> picture.on(point.x(), point.y()).across(),
                        point -> picture.on(point.x(), point.y()).down()));
        picture.canvas.legend(series, 780, 80);
        return picture.canvas.done();
    }

    /** A place on the sheet, with how far from the eye it is. */
    private record Spot(double across, double down, double depth) {}

    /** On the surface. */
    private Spot on(double x, double y) {
        return at(x, y, grid.at(x, y));
    }

    private Spot at(double x, double y, double value) {
        double across = 2 * (x - grid.left()) / (grid.right() - grid.left()) - 1;
        double back = 2 * (y - grid.bottom()) / (grid.top() - grid.bottom()) - 1;
        double span = heights.greatest() - heights.least();
        double up = span > 0 ? TALL * (value - heights.least()) / span : 0;
        double turned = across * COSINE_OF_TURN + back * SINE_OF_TURN;
        double away = back * COSINE_OF_TURN - across * SINE_OF_TURN;
        double high = up * COSINE_OF_TILT + away * SINE_OF_TILT;
        return new Spot(MIDDLE_X + UNIT * turned, MIDDLE_Y - UNIT * high, away * COSINE_OF_TILT - up * SINE_OF_TILT);
    }

    private void floor() {
        canvas.color(Palette.GRID);
        double low = heights.least();
        for (double x : Ticks.between(grid.left(), grid.right(), 6)) {
            line(at(x, grid.bottom(), low), at(x, grid.top(), low));
        }
        for (double y : Ticks.between(grid.bottom(), grid.top(), 6)) {
            line(at(grid.left(), y, low), at(grid.right(), y, low));
        }
    }

    private void line(Spot from, Spot to) {
        canvas.hairline(from.across(), from.down(), to.across(), to.down());
    }

    /** A piece of the mesh. */
    private record Piece(List<Spot> corners, double height) {

        double depth() {
            return corners.stream().mapToDouble(Spot::depth).average().orElseThrow();
        }
    }

    private void mesh() {
        List<Piece> pieces = new ArrayList<>();
        for (int row = 0; row + 1 < grid.ys().size(); row++) {
            for (int column = 0; column + 1 < grid.xs().size(); column++) {
                List<Spot> corners = List.of(
                        corner(column, row),
                        corner(column + 1, row),
                        corner(column + 1, row + 1),
                        corner(column, row + 1));
                double mean = (grid.value(column, row)
                                + grid.value(column + 1, row)
                                + grid.value(column + 1, row + 1)
                                + grid.value(column, row + 1))
                        / 4;
                if (Double.isFinite(mean)) {
                    pieces.add(new Piece(corners, heights.of(mean)));
                }
            }
        }
        pieces.sort(Comparator.comparingDouble(Piece::depth).reversed());
        for (Piece piece : pieces) {
            Color color = Palette.scale(piece.height());
            canvas.fill(outline(piece.corners()), color, color.darker());
        }
    }

    private Spot corner(int column, int row) {
        return at(grid.xs().get(column), grid.ys().get(row), grid.value(column, row));
    }

    private static Path2D outline(List<Spot> corners) {
        Path2D outline = new Path2D.Double();
        outline.moveTo(corners.get(0).across(), corners.get(0).down());
        corners.stream().skip(1).forEach(corner -> outline.lineTo(corner.across(), corner.down()));
        outline.closePath();
        return outline;
    }

    /** Along the two edges of the floor that are in front, and up the edge at the left. */
    private void labels() {
        canvas.color(Palette.TEXT);
        double low = heights.least();
        for (double x : Ticks.between(grid.left(), grid.right(), 5)) {
            Spot spot = at(x, grid.bottom(), low);
            canvas.text(Ticks.label(x), spot.across() - 4, spot.down() + 18, 1);
        }
        for (double y : Ticks.between(grid.bottom(), grid.top(), 5)) {
            Spot spot = at(grid.right(), y, low);
            canvas.text(Ticks.label(y), spot.across() + 8, spot.down() + 16, 0);
        }
        Spot front = at((grid.left() + grid.right()) / 2, grid.bottom(), low);
        canvas.text(field.axes().x().title(), front.across() - 40, front.down() + 48, 0.5);
        Spot side = at(grid.right(), (grid.bottom() + grid.top()) / 2, low);
        canvas.text(field.axes().y().title(), side.across() + 40, side.down() + 46, 0);
        line(at(grid.left(), grid.bottom(), low), at(grid.left(), grid.bottom(), heights.greatest()));
        for (double value : Ticks.between(low, heights.greatest(), 5)) {
            Spot spot = at(grid.left(), grid.bottom(), value);
            canvas.text(Ticks.label(value), spot.across() - 8, spot.down() + 4, 1);
        }
        Spot top = at(grid.left(), grid.bottom(), heights.greatest());
        canvas.text(field.axes().value().title(), top.across(), top.down() - 14, 0.5);
    }
}
