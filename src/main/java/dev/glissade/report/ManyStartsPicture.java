package dev.glissade.report;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.colors.XChartSeriesColors;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of {@link ManyStarts}: the function, where the runs start, the way each goes, and where it ends. */
public final class ManyStartsPicture {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;
    private static final double EDGE = 7.2;
    private static final int POINTS = 600;

    private ManyStartsPicture() {}

    /** Writes a PNG image. */
    public static void write(List<ManyStarts.Run> runs, OutputStream out) throws IOException {
        System.setProperty("java.awt.headless", "true"); // also where there is a display: nothing is shown
        BitmapEncoder.saveBitmap(chart(runs), out, BitmapFormat.PNG);
    }

    private static XYChart chart(List<ManyStarts.Run> runs) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Descent on w²/10 + sin 3w from %d starts".formatted(runs.size()))
                .xAxisTitle("w")
                .yAxisTitle("f(w)")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideN).setMarkerSize(9);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        double[] all = IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> -EDGE + 2 * EDGE * i / POINTS)
                .toArray();
        XYSeries curve = chart.addSeries("f", all, values(all));
        curve.setMarker(SeriesMarkers.NONE);
        curve.setLineColor(Color.GRAY);
        addWays(chart, runs);
        addPoints(chart, "starts", runs.stream().mapToDouble(ManyStarts.Run::start))
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(XChartSeriesColors.BLUE);
        addPoints(chart, "ends", runs.stream().mapToDouble(ManyStarts.Run::end))
                .setMarker(SeriesMarkers.DIAMOND)
                .setMarkerColor(XChartSeriesColors.RED);
        return chart;
    }

    /** The ways lie on the curve itself, so each is drawn as the stretch of it that the run has covered. */
    private static void addWays(XYChart chart, List<ManyStarts.Run> runs) {
        for (int run = 0; run < runs.size(); run++) {
            double[] path = runs.get(run).path().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            XYSeries way = chart.addSeries("way " + run, path, values(path));
            way.setMarker(SeriesMarkers.NONE);
            way.setLineColor(XChartSeriesColors.ORANGE);
            way.setShowInLegend(false);
        }
    }

    private static XYSeries addPoints(XYChart chart, String name, DoubleStream positions) {
        double[] at = positions.toArray();
        XYSeries points = chart.addSeries(name, at, values(at));
        points.setLineStyle(SeriesLines.NONE);
        return points;
    }

    private static double[] values(double[] positions) {
        return DoubleStream.of(positions).map(ManyStarts::value).toArray();
    }
}
