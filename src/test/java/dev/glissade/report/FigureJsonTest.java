package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FigureJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aChartIsWhatTheScriptReads() throws IOException {
        Chart chart = Chart.of("loss", "Loss", Axis.linear("epochs"), Axis.logarithmic("loss a row"))
                .with(Series.band(
                                "noise",
                                List.of(
                                        Point.of(0, Double.NaN),
                                        new Point(1, 2, 1, 4),
                                        Point.of(2, 0),
                                        Point.of(3, Double.POSITIVE_INFINITY),
                                        new Point(4, 1 / 3.0, -1, 1),
                                        Point.of(5, -3)))
                        .withDashes())
                .with(Series.markers("gone", List.of(Point.of(Double.NaN, 1))))
                .with(Series.markers("dot", List.of(Point.of(1e300, 1e-300))))
                .with(Mark.vertical(2.5, "2/L"))
                .with(Mark.horizontal(0, "below the axis"));
        assertThat(JSON.readTree(FigureJson.of(chart))).isEqualTo(JSON.readTree("""
                {"kind": "chart", "id": "loss", "title": "Loss", "empty": false,
                 "x": {"title": "epochs", "logarithmic": false},
                 "y": {"title": "loss a row", "logarithmic": true},
                 "series": [
                  {"name": "noise", "form": "band", "color": 0, "dashed": true,
                   "x": [1.0, 2.0, 4.0], "y": [2.0, null, 0.33333333], "low": [1.0, null, null], "high": [4.0, null, null]},
                  {"name": "dot", "form": "markers", "color": 2, "dashed": false, "x": [1e300], "y": [1e-300]}],
                 "marks": [{"name": "2/L", "x": [2.5, 2.5], "y": [1e-300, 4.0]}]}
                """));
    }

    @Test
    void whatIsBelowTheLeastOfAnAxisIsNotDrawn() {
        Chart chart = Chart.of("x", "X", Axis.linear("x"), Axis.logarithmic("y").from(1e-8))
                .with(Series.line("falls", List.of(Point.of(0, 1), Point.of(1, 1e-8), Point.of(2, 1e-30))));
        assertThat(chart.drawn().get(0).points()).containsExactly(Point.of(0, 1), Point.of(1, 1e-8));
    }

    @Test
    void aSeriesHasTheColourOfAnotherAndAllOthersTheirOwn() throws IOException {
        JsonNode series =
                JSON.readTree(FigureJson.of(FigureSamples.everything(true))).get("series");
        assertThat(series.findValuesAsText("color")).containsExactly("0", "1", "2", "3", "1");
    }

    @ParameterizedTest
    @EnumSource(Field.View.class)
    void aFieldHasItsGridRowByRowAndItsPathOnTheSurface(Field.View view) throws IOException {
        JsonNode json = JSON.readTree(FigureJson.of(FigureSamples.bowl(view)));
        assertThat(json.get("kind").asText()).isEqualTo(view == Field.View.SURFACE ? "surface" : "contour");
        assertThat(json.get("xs")).hasSize(21);
        assertThat(json.get("values")).hasSize(21);
        assertThat(json.get("values").get(0).get(0).isNull()).isTrue();
        assertThat(json.get("values").get(5).get(15).asDouble()).isEqualTo(0.5); // at (1, −1)
        assertThat(json.get("series").get(0).has("z")).isEqualTo(view == Field.View.SURFACE);
    }

    @Test
    void nothingInItEndsTheScriptThatItStandsIn() throws IOException {
        String json = FigureJson.of(FigureSamples.everything(false));
        assertThat(json).doesNotContain("<").doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(JSON.readTree(json).get("series").get(0).get("name").asText())
                .isEqualTo("a line </script>");
    }

    @Test
    void anIdNamesAFile() {
        assertThatThrownBy(() -> Chart.of("../loss", "Loss", Axis.linear("x"), Axis.linear("y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../loss");
    }
}
