package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {

    private static double parse(String text) {
        byte[] line = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
        return new DecimalParser().parse(line, 1, line.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0",
                "1",
                "+1",
                "-1",
                "007",
                "1.",
                ".5",
                "-.5",
                "0.1",
                "3.14159",
                "1e0",
                "1E3",
                "1e+3",
                "1e-3",
                "9007199254740993",
                "123456789012345678901234567890",
                "0.011764705882352941",
                "1e22",
                "1e23",
                "1e-22",
                "1e-23",
                "4.9e-324",
                "2e-324",
                "1.7976931348623157e308",
                "0.000000000000000000000000000001",
                "8.5e-400",
                "0e99999999999",
                "179769313486231570000000000000000000000e270",
                "1e00000000000005"
            })
    void plainDecimalsAreTheNearestDouble(String text) {
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "-",
                ".",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1 2",
                " 1",
                "1 ",
                "1d",
                "1f",
                "1D",
                "1L",
                "0x10",
                "0x1p3",
                "NaN",
                "nan",
                "inf",
                "Infinity",
                "-Infinity",
                "1,5",
                "1_000",
                "--1",
                "+-1",
                "1..2",
                "1.2.3",
                "1e5.5",
                "٣",
                "½",
                "abc",
                "1e5e5"
            })
    void nothingElseIsANumber(String text) {
        assertThat(parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "-1e309", "1e999999999999999"})
    void whatIsTooLargeIsInfinite(String text) {
        assertThat(parse(text)).isInfinite();
    }

    @Test
    void everyWayToWriteRandomNumbersIsReadAsJavaReadsIt() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50_000; round++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = Double.toString(value);
                assertThat(parse(text)).as(text).isEqualTo(value);
            }
            String decimal = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(-5, 25))
                    .toPlainString();
            assertThat(parse(decimal)).as(decimal).isEqualTo(Double.parseDouble(decimal));
        }
    }
}
