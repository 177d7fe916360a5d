import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies pages to where the site is made of them: {@code java SitePages.java FROM TO}.
 *
 * <p>Pages are written to be read in the repository. Three things are different on the site: comments to those who run the pages'
 * commands are left out, as XML's may not hold everything; what lies above {@code src/site} and in
 * {@code src/site/resources} lies beside the pages there; and Doxia gives headings other anchors than repositories do, so those
 * that links go to are put in. (Doxia itself makes {@code x.html} of {@code x.md}.)
 */
public final class SitePages {

    private static final Pattern FOR_TESTS =
            Pattern.compile("^<!-- (?:prepare|not run|needs|serves):.*?-->\n", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FENCE = Pattern.compile("^\\s*```.*");
    private static final Pattern HEADING = Pattern.compile("^(##+) +(.*)$");
    private static final Pattern LINK_UPWARDS =
            Pattern.compile("\\]\\(((?:\\.\\./)*)\\.\\./(?:resources|\\.\\./\\.\\.)/(?!\\.\\.)");
    private static final Pattern LINK_FROM_THE_ROOT = Pattern.compile("\\]\\(src/site/(?:markdown|resources)/");

    private SitePages() {}

    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[0]);
        Path to = Path.of(arguments[1]);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                Path page = to.resolve(from.relativize(file).toString());
                Files.createDirectories(page.getParent());
                String text = FOR_TESTS.matcher(Files.readString(file)).replaceAll("");
                Files.write(page, forTheSite(text.lines().toList()));
            }
        }
    }

    private static List<String> forTheSite(List<String> lines) {
        Set<String> anchors = new HashSet<>();
        boolean[] code = {false};
        return lines.stream()
                .map(line -> {
                    if (FENCE.matcher(line).matches()) {
                        code[0] = !code[0];
                    }
                    return code[0] ? line : forTheSite(line, anchors);
                })
                .toList();
    }

    private static String forTheSite(String line, Set<String> anchors) {
        String upwards = LINK_UPWARDS.matcher(line).replaceAll("]($1");
        String linked = LINK_FROM_THE_ROOT.matcher(upwards).replaceAll("](");
        Matcher heading = HEADING.matcher(linked);
        return heading.matches()
                ? "%s <a id=\"%s\"></a>%s"
                        .formatted(heading.group(1), anchor(heading.group(2), anchors), heading.group(2))
                : linked;
    }

    /** As in repositories: lower case, no punctuation, hyphens for blanks, and a number where it was there before. */
    private static String anchor(String heading, Set<String> taken) {
        String text = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceAll("<[^>]*>", "");
        String plain = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                .replace(' ', '-');
        String anchor = plain;
        for (int copy = 1; !taken.add(anchor); copy++) {
            anchor = plain + "-" + copy;
        }
        return anchor;
    }
}
