package dev.glissade.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The picture of a chart. A line with gaps is several series of XChart's, of which the first is in the legend; an interval is
 * a line of its own, as XChart's error bars are symmetric and wrong on a logarithmic axis.
 */
final class ChartPicture {

    private static final int MARKER = 6;
    private static final int MANY_MARKERS = 4;
    private static final int MANY = 200;

    /** Marks whose dashes are told apart. */
    private static final int MARKS = 4;

    /** Of the legend's names: more does not fit in a line below the chart. */
    private static final int LETTERS = 110;

    private static final BasicStroke SOLID = new BasicStroke(1);
    private static final BasicStroke LINE = new BasicStroke(1.8f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 4}, 0);

    private final XYChart picture;
    private final Set<String> names = new HashSet<>();

    private ChartPicture(Chart chart) {
        picture = new XYChartBuilder()
                .width(Canvas.WIDTH)
                .height(Canvas.HEIGHT)
                .title(chart.title())
                .xAxisTitle(chart.x().title())
                .yAxisTitle(chart.y().title())
                .build();
        picture.getStyler().setChartBackgroundColor(Color.WHITE);
        picture.getStyler().setPlotGridLinesColor(Palette.GRID).setPlotGridLinesStroke(SOLID);
        picture.getStyler()
                .setXAxisLogarithmic(chart.x().logarithmic())
                .setYAxisLogarithmic(chart.y().logarithmic());
    }

    static BufferedImage of(Chart chart) {
        ChartPicture drawing = new ChartPicture(chart);
        List<Drawn> all = chart.drawn();
        all.stream().filter(Drawn::isBand).forEach(drawing::addAreas);
        List<Series> marks = chart.drawnMarks();
        for (int i = 0; i < marks.size(); i++) {
            drawing.addMark(marks.get(i), i);
        }
        all.forEach(drawing::addIntervals);
        all.forEach(drawing::addSeries);
        drawing.placeLegend();
        drawing.limit(chart);
        return BitmapEncoder.getBufferedImage(drawing.picture);
    }

    /** How a series looks. */
    private record Look(Color color, boolean line, boolean dashed, boolean markers) {}

    private void addSeries(Drawn drawn) {
        Series series = drawn.series();
        boolean line = series.form() != Series.Form.MARKERS;
        boolean first = true;
        List<List<Point>> stretches = line ? drawn.stretches() : List.of(drawn.points());
        if (series.points().size() > MANY) {
            picture.getStyler().setMarkerSize(MANY_MARKERS);
        }
        for (List<Point> stretch : stretches) {
            boolean alone = stretch.size() == 1; // a line of one point is not to be seen
            Look look = new Look(Palette.color(drawn.color()), line, series.dashed(), alone || series.hasMarkers());
            add(series.name(), stretch, look, first);
            first = false;
        }
    }

    /** Each with dashes of its own. */
    private void addMark(Series mark, int number) {
        XYSeries line = add(mark.name(), mark.points(), new Look(Palette.MARK, true, true, false), true);
        float length = 2 + 4f * (number % MARKS);
        line.setLineStyle(
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {length, 3}, 0));
    }

    private XYSeries add(String name, List<Point> points, Look look, boolean inLegend) {
        XYSeries series = picture.addSeries(unique(name), xs(points), ys(points));
        series.setLabel(name);
        series.setShowInLegend(inLegend);
        series.setLineColor(look.color());
        series.setMarkerColor(look.color());
        series.setLineStyle(look.line() ? look.dashed() ? DASHED : LINE : SeriesLines.NONE);
        series.setMarker(look.markers() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        return series;
    }

    private void addAreas(Drawn drawn) {
        for (List<Point> stretch : drawn.stretches()) {
            List<Point> around = new ArrayList<>();
            stretch.stream().filter(Point::hasInterval).forEach(point -> around.add(Point.of(point.x(), point.high())));
            List<Point> back = new ArrayList<>();
            stretch.stream().filter(Point::hasInterval).forEach(point -> back.add(0, Point.of(point.x(), point.low())));
            around.addAll(back);
            if (around.size() > 2) {
                Color shade = Palette.shade(drawn.color());
                XYSeries area = add(drawn.series().name(), around, new Look(shade, false, false, false), false);
                area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
                area.setFillColor(shade);
            }
        }
    }

    private void addIntervals(Drawn drawn) {
        if (drawn.isBand()) {
            return;
        }
        for (Point point : drawn.series().points()) {
            if (point.hasInterval()) {
                List<Point> ends = List.of(Point.of(point.x(), point.low()), Point.of(point.x(), point.high()));
                add(drawn.series().name(), ends, new Look(Palette.color(drawn.color()), true, false, false), false);
            }
        }
    }

    /** XChart knows series by their names. */
    private String unique(String name) {
        String free = name;
        while (!names.add(free)) {
            free = name + " " + names.size();
        }
        return free;
    }

    private void placeLegend() {
        int letters = picture.getSeriesMap().values().stream()
                .filter(XYSeries::isShowInLegend)
                .mapToInt(series -> series.getLabel().length() + 8)
                .sum();
        picture.getStyler().setMarkerSize(Math.min(picture.getStyler().getMarkerSize(), MARKER));
        if (letters <= LETTERS) {
            picture.getStyler().setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        } else {
            picture.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
        }
    }

    /** A single value has no range to be drawn in. */
    private void limit(Chart chart) {
        List<Point> all =
                chart.drawn().stream().flatMap(drawn -> drawn.points().stream()).toList();
        DoubleStream.Builder ys = DoubleStream.builder();
        all.forEach(point -> DoubleStream.of(point.y(), point.low(), point.high())
                .filter(Double::isFinite)
                .forEach(ys::add));
        chart.drawnMarks().forEach(mark -> mark.points().forEach(point -> ys.add(point.y())));
        double[] values = ys.build().sorted().toArray();
        double least = values[0];
        double greatest = values[values.length - 1];
        if (chart.y().logarithmic()) {
            picture.getStyler().setYAxisMin(StrictMath.pow(10, Math.floor(StrictMath.log10(least))));
            picture.getStyler().setYAxisMax(StrictMath.pow(10, Math.floor(StrictMath.log10(greatest)) + 1));
        } else if (least == greatest) {
            double margin = least == 0 ? 1 : Math.abs(least) / 2;
            picture.getStyler().setYAxisMin(least - margin).setYAxisMax(greatest + margin);
        }
    }

    private static double[] xs(List<Point> points) {
        return points.stream().mapToDouble(Point::x).toArray();
    }

    private static double[] ys(List<Point> points) {
        return points.stream().mapToDouble(Point::y).toArray();
    }
}
