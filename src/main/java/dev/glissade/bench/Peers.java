package dev.glissade.bench;

import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Libraries that need not be on the class path. Their classes may only be touched where {@link #isThere}. */
enum Peers {
    LIBLINEAR("liblinear-java", "/de/bwaldvogel/liblinear/Linear.class", "de.bwaldvogel:liblinear"),
    OPENNLP("OpenNLP", "/opennlp/tools/ml/maxent/quasinewton/QNMinimizer.class", "org.apache.opennlp:opennlp-tools"),
    JMH("JMH", "/org/openjdk/jmh/runner/Runner.class", "org.openjdk.jmh:jmh-core");

    private static final Pattern JAR = Pattern.compile("-(\\d[^/]*)\\.jar!");

    private final String library;
    private final String probe;
    private final String coordinates;

    Peers(String library, String probe, String coordinates) {
        this.library = library;
        this.probe = probe;
        this.coordinates = coordinates;
    }

    boolean isThere() {
        return Peers.class.getResource(probe) != null;
    }

    /** Name and version, by the name of its jar. */
    String version() {
        URL place = Peers.class.getResource(probe);
        Matcher jar = JAR.matcher(place == null ? "" : place.toString());
        return library + " " + (jar.find() ? jar.group(1) : "of an unknown version");
    }

    /** One line that it is missing. */
    String missing() {
        return "%s (%s) is not on the class path; scripts/glissade has it there unless SPARK_HOME is set"
                .formatted(library, coordinates);
    }
}
