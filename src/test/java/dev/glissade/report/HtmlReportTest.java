package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final String WHOLE = FigureSamples.report().html();

    /** Without the libraries. */
    private static final String HTML = WHOLE.substring(0, WHOLE.indexOf("</main>"));

    @Test
    void whatIsTextStaysText() {
        assertThat(HTML)
                .contains("<title>A run &lt;of&gt; &quot;mine&quot; &amp; &#39;yours&#39;</title>")
                .contains("<p class=\"line\">made &lt;here&gt;</p>")
                .contains("<h2>Words &lt;here&gt;</h2>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("aria-label=\"Every form, &lt;b&gt;once&lt;/b&gt;\"")
                .doesNotContain("<i>")
                .doesNotContain("<script>alert");
    }

    @Test
    void everyChartHasItsDataItsCaptionAndThePictureToFallBackTo() {
        assertThat(Pattern.compile("type=\"application/json\"").matcher(HTML).results())
                .hasSize(3);
        assertThat(HTML).contains("<figcaption>A path into it.</figcaption>");
        for (Figure figure : FigureSamples.report().figures()) {
            assertThat(HTML).contains("<noscript>", "plots/%s.png".formatted(figure.id()));
        }
        assertThat(HTML).contains("<p class=\"nothing\">nothing to show</p>");
    }

    /** Styles, scripts and data are in it. */
    @Test
    void itRefersToNothingOutside() {
        String own = WHOLE;
        for (String library : List.of(Resource.CARTESIAN, Resource.SURFACES)) {
            assertThat(own.contains(Resource.text(library))).as(library).isTrue();
            own = own.replace(Resource.text(library), "");
        }
        assertThat(own)
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContain("src=")
                .doesNotContain("@import");
        assertThat(Resource.text("report.js")).contains("\"sendChartToCloud\""); // taken away
    }

    @Test
    void theLibraryOfSurfacesComesWithSurfacesOnly() {
        String contour = with(FigureSamples.bowl(Field.View.CONTOUR));
        assertThat(contour.contains(Resource.text(Resource.CARTESIAN))).isTrue();
        assertThat(contour.contains(Resource.text(Resource.SURFACES))).isFalse();
        String surface = with(FigureSamples.bowl(Field.View.SURFACE));
        assertThat(surface.contains(Resource.text(Resource.CARTESIAN))).isFalse();
        assertThat(surface.contains(Resource.text(Resource.SURFACES))).isTrue();
        assertThat(with(FigureSamples.nothing())).hasSizeLessThan(20_000);
    }

    private static String with(Figure figure) {
        return new HtmlReport("r", "", List.of(new Section("s", List.of(new Part.Drawing(figure))))).html();
    }

    @Test
    void theSameReportHasTheSameBytes() {
        assertThat(FigureSamples.report().html().equals(WHOLE)).isTrue();
    }

    /** Resource filtering, line ends or an editor would change them. */
    @Test
    void theLibrariesAreThoseThatTheNoticeNames() throws NoSuchAlgorithmException {
        String notice = Resource.text("plotly-NOTICE");
        for (String library : List.of(Resource.CARTESIAN, Resource.SURFACES)) {
            Matcher hash = Pattern.compile(Pattern.quote(library) + "\n.*\n  SHA-256  ([0-9a-f]{64})")
                    .matcher(notice);
            assertThat(hash.find()).as(library).isTrue();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Resource.bytes(library));
            assertThat(HexFormat.of().formatHex(digest)).as(library).isEqualTo(hash.group(1));
            String text = new String(Resource.bytes(library), StandardCharsets.UTF_8);
            assertThat(text.contains("</script") || text.contains("<!--"))
                    .as("it would end the script element that it stands in")
                    .isFalse();
        }
        assertThat(Resource.text("plotly-LICENSE")).startsWith("MIT License");
    }
}
