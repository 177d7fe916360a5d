package dev.glissade.report;

import dev.glissade.report.ToTheOptimum.Point;
import dev.glissade.report.ToTheOptimum.Run;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of {@link ToTheOptimum}: what is left to the minimum, by epochs; a straight line is a linear rate. */
final class ToTheOptimumPicture {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;
    private static final double LEAST = 1e-10;
    private static final double MOST = 10;

    private static final BasicStroke SOLID = new BasicStroke(1);

    /** From light to dark as the rate falls; the last stands out. */
    static final List<Color> COLORS = List.of(
            new Color(0x9E, 0xCA, 0xE1),
            new Color(0x57, 0xA0, 0xCE),
            new Color(0x21, 0x71, 0xB5),
            new Color(0x08, 0x30, 0x6B),
            new Color(0xD6, 0x27, 0x28));

    private ToTheOptimumPicture() {}

    /** Writes a PNG image. */
    static void write(List<Run> runs, OutputStream out) throws IOException {
        System.setProperty("java.awt.headless", "true"); // also where there is a display: nothing is shown
        BitmapEncoder.saveBitmap(chart(runs), out, BitmapFormat.PNG);
    }

    private static XYChart chart(List<Run> runs) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("SGD stops short of the minimum at any constant rate, SVRG does not")
                .xAxisTitle("epochs: rows visited, in units of the table")
                .yAxisTitle("objective above its minimum, (F − F*)/F*")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideSW).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(new Color(0xEC, 0xEC, 0xEC)).setPlotGridLinesStroke(SOLID);
        chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(LEAST).setYAxisMax(MOST);
        chart.getStyler().setYAxisDecimalPattern("0E0");
        for (int run = 0; run < runs.size(); run++) {
            addLine(chart, runs.get(run)).setLineColor(COLORS.get(run));
        }
        return chart;
    }

    /** Up to where it leaves the picture. */
    private static XYSeries addLine(XYChart chart, Run run) {
        List<Point> points =
                run.points().stream().takeWhile(point -> point.gap() >= LEAST).toList();
        double[] epochs = points.stream().mapToDouble(Point::epoch).toArray();
        double[] gaps = points.stream().mapToDouble(Point::gap).toArray();
        XYSeries line = chart.addSeries(run.name(), epochs, gaps);
        line.setMarker(SeriesMarkers.NONE);
        return line;
    }
}
