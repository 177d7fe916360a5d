package dev.glissade.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The picture of a result: a bar a contestant, as high as its median, with a line as long as the farthest figure is away. */
final class BarChart {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;

    /** Of the greatest over the least, beyond which short bars are not to be seen. */
    private static final double FAR_APART = 30;

    /** An empty name cannot be drawn. */
    private static final List<String> NO_CATEGORY = List.of(" ");

    /** Where the least is 0, or nearly. */
    private static final double MOST_BY_FACTOR = 10;

    private static final BasicStroke SOLID = new BasicStroke(1);

    private BarChart() {}

    /** Whether there is anything to be drawn. */
    static boolean shows(Result result) {
        return result.lines().stream().anyMatch(line -> line.spread().isPresent());
    }

    /** Writes a PNG image. */
    static void write(Result result, OutputStream out) throws IOException {
        System.setProperty("java.awt.headless", "true"); // also where there is a display: nothing is shown
        BitmapEncoder.saveBitmap(chart(result), out, BitmapFormat.PNG);
    }

    private static CategoryChart chart(Result result) {
        List<Line> shown = result.lines().stream()
                .filter(line -> line.spread().isPresent())
                .toList();
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(result.what())
                .yAxisTitle(result.unit())
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(new Color(0xEC, 0xEC, 0xEC)).setPlotGridLinesStroke(SOLID);
        boolean logarithmic = farApart(shown);
        chart.getStyler().setYAxisLogarithmic(logarithmic);
        double lowest = Double.POSITIVE_INFINITY;
        for (Line line : shown) {
            Spread spread = line.spread().orElseThrow();
            double median = spread.median();
            double drawn = logarithmic ? farthestByFactor(spread) : farthest(spread);
            lowest = logarithmic ? Math.min(lowest, median / drawn) : 0;
            chart.addSeries(line.name(), NO_CATEGORY, List.of(median), List.of(drawn));
        }
        if (logarithmic) { // else it would begin at 0
            chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(lowest))));
        }
        return chart;
    }

    private static double farthest(Spread spread) {
        return Math.max(spread.greatest() - spread.median(), spread.median() - spread.least());
    }

    /** On a logarithmic axis XChart adds the logarithms of the median and of this, and takes the one off the other. */
    private static double farthestByFactor(Spread spread) {
        double factor = Math.max(spread.greatest() / spread.median(), spread.median() / spread.least());
        return Math.min(factor, MOST_BY_FACTOR);
    }

    private static boolean farApart(List<Line> lines) {
        double[] medians = lines.stream()
                .mapToDouble(line -> line.spread().orElseThrow().median())
                .sorted()
                .toArray();
        return medians[0] > 0 && medians[medians.length - 1] > FAR_APART * medians[0];
    }
}
