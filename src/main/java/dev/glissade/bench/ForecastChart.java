package dev.glissade.bench;

import dev.glissade.bench.Forecast.Workload;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a forecast: a line a workload, dots where it was measured; both axes are logarithmic. */
final class ForecastChart {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 640;
    private static final int DOT = 9;
    private static final BasicStroke SOLID = new BasicStroke(1);
    private static final BasicStroke LINE = new BasicStroke(2);

    private static final List<Color> COLORS = List.of(
            new Color(0x1F, 0x77, 0xB4),
            new Color(0xD6, 0x27, 0x28),
            new Color(0x2C, 0xA0, 0x2C),
            new Color(0x94, 0x67, 0xBD),
            new Color(0xFF, 0x7F, 0x0E),
            new Color(0x17, 0xBE, 0xCF));

    private ForecastChart() {}

    /** Writes a PNG image. */
    static void write(Forecast forecast, OutputStream out) throws IOException {
        System.setProperty("java.awt.headless", "true"); // also where there is a display: nothing is shown
        BitmapEncoder.saveBitmap(chart(forecast), out, BitmapFormat.PNG);
    }

    static XYChart chart(Forecast forecast) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Predicted time of a step by executors; dots are measured")
                .xAxisTitle("executors of one core")
                .yAxisTitle("ms a step")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(new Color(0xEC, 0xEC, 0xEC)).setPlotGridLinesStroke(SOLID);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setMarkerSize(DOT);
        int next = 0;
        for (Workload workload : forecast.workloads()) {
            Color color = COLORS.get(next++ % COLORS.size());
            addLine(chart, forecast, workload, color);
            if (!workload.measured().isEmpty()) {
                addDots(chart, workload, color);
            }
        }
        return chart;
    }

    private static void addLine(XYChart chart, Forecast forecast, Workload workload, Color color) {
        List<Double> milliseconds = Forecast.EXECUTORS.stream()
                .map(executors -> 1e3 * forecast.seconds(workload, executors))
                .toList();
        XYSeries line = chart.addSeries(workload.name(), Forecast.EXECUTORS, milliseconds);
        line.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(LINE);
    }

    private static void addDots(XYChart chart, Workload workload, Color color) {
        Map<Integer, Double> measured = workload.measured();
        XYSeries dots = chart.addSeries(
                workload.name() + ", measured",
                List.copyOf(measured.keySet()),
                measured.values().stream().map(seconds -> 1e3 * seconds).toList());
        dots.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color).setLineStyle(SeriesLines.NONE);
        dots.setShowInLegend(false);
    }
}
