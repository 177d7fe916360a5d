package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.statistics.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {

    @Test
    void cellsReadBackTheSame() {
        List<List<Object>> rows = List.of(
                Arrays.asList(1L, 0.1 + 0.2, "plain", null),
                Arrays.asList(2L, Double.NaN, "with, a \"quote\"", Double.POSITIVE_INFINITY));
        assertThat(new Findings(List.of("a", "b", "c", "d"), rows, Map.of(), "", List.of()).csv())
                .isEqualTo("a,b,c,d\n1,0.30000000000000004,plain,\n2,,\"with, a \"\"quote\"\"\",\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 | 0
        3 | 3
        0.05 | 0.0500
        2.456 | 2.46
        123.456 | 123.5
        32561 | 32,561
        0.0001234 | 1.23e-04
        123456789 | 1.23e+08
        NaN | –
        Infinity | ∞
        """)
    void numbersHaveThreeOrFourDigits(double value, String text) {
        assertThat(Verdict.number(value)).isEqualTo(text);
    }

    @Test
    void intervalsSayWhatIsKnown() {
        assertThat(Verdict.text(new Interval(512, 430, 610))).isEqualTo("512 (95 %: 430 to 610)");
        assertThat(Verdict.text(new Interval(512, 430, Double.POSITIVE_INFINITY)))
                .isEqualTo("at least 430 (95 %)");
        assertThat(Verdict.text(new Interval(5, Double.NEGATIVE_INFINITY, 9))).isEqualTo("at most 9 (95 %)");
        assertThat(Verdict.text(new Interval(5, 0, Double.POSITIVE_INFINITY))).isEqualTo("not known");
        assertThat(Verdict.json(new Interval(5, 0, Double.POSITIVE_INFINITY)))
                .containsEntry("estimate", 5.0)
                .containsEntry("low", 0.0)
                .containsEntry("high", null);
    }
}
