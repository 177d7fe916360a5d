package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.Listening;
import dev.glissade.SharedSpark;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.report.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The report of every study, of small ones, in a headless Chromium. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StudiesInBrowserTest {

    private static final Pattern CAPTION = Pattern.compile("<figcaption>([^<]*)</figcaption>");

    @TempDir
    private Path folder;

    static Stream<String> studies() {
        return Studies.names().stream();
    }

    @ParameterizedTest
    @MethodSource("studies")
    void allChartsAreDrawnAndNothingIsSaidOnTheConsole(String study) throws IOException, InterruptedException {
        var configuration = new ConfigurationLoader(ModelKind.names())
                .loadText(
                        """
                        data { train = "%s", test = "%s", label = y }
                        model.kind = linear
                        learning-rate.initial = 0.1
                        gradient.batch-size = 8
                        stop.max-steps = 100
                        study { batch-sizes = [2, 4, 8, 16, all], rates = [0.05, 0.1, 0.2, 3], seeds = 2, draws = 40 }
                        run.dir = "%s"
                        """.formatted(rows("train", 621), rows("test", 622), folder.resolve("study")),
                        "the test's configuration",
                        List.of());
        Path directory = Path.of(new StudyRun(study, configuration).execute(SharedSpark.session(), new Listening()));
        Path report = directory.resolve("report.html");
        Browser.Look look = Browser.at(report);
        assertThat(look.status()).as(look.said()).isZero();
        Matcher captions = CAPTION.matcher(Files.readString(report));
        int count = 0;
        while (captions.find()) {
            count++;
            assertThat(captions.group(1)).isNotBlank();
        }
        assertThat(count).isGreaterThanOrEqualTo(2);
    }

    private Path rows(String name, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder csv = new StringBuilder("y,a,b\n");
        for (int i = 0; i < 300; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            csv.append("%s,%s,%s%n".formatted(2 * a - b + random.nextGaussian(), a, b));
        }
        return Files.writeString(folder.resolve(name + ".csv"), csv);
    }
}
