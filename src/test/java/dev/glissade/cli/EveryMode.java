package dev.glissade.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Trains on sparse and dense data with every sampling, with reduced variance and by local steps, in one application,
 * and prints the lines of {@link #train}. Arguments: the master, a directory to work in, then {@code key=value}
 * settings of Spark.
 */
public final class EveryMode {

    private static final List<String> SAMPLINGS =
            List.of("epoch-shuffle", "without-replacement", "with-replacement", "bernoulli");

    private static final List<String> METHODS = List.of(
            "gradient.kind=svrg",
            "gradient.kind=saga",
            "engine.sync-every=5; optimizer.kind=momentum",
            "engine.sync-every=5; engine.replicas=4; optimizer.kind=sgd; gradient.kind=svrg");

    private EveryMode() {}

    public static void main(String[] arguments) throws IOException {
        List<String> settings = List.of(arguments).subList(2, arguments.length);
        try (SparkSession spark = Trainings.session("every mode", arguments[0], settings)) {
            train(spark, Path.of(arguments[1])).forEach(System.out::println);
        }
    }

    /**
     * A line {@code weights …} for each run, with the hash.
     *
     * @param directory with {@code sparse.conf} and {@code dense.conf}
     */
    static List<String> train(SparkSession spark, Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String table : List.of("sparse", "dense")) {
            for (String mode : modes(table.equals("sparse"))) {
                List<String> overrides = new ArrayList<>(List.of(mode.split("; ", -1)));
                overrides.add("run.dir=" + directory.resolve("run" + lines.size()));
                String hash = Trainings.weights(spark, directory.resolve(table + ".conf"), overrides);
                lines.add("weights %s %s %s".formatted(table, mode, hash));
            }
        }
        return lines;
    }

    /** Every second sampling goes in as many partitions as Spark likes, the others in more and by a deeper tree. */
    private static List<String> modes(boolean firstInMore) {
        List<String> modes = new ArrayList<>();
        boolean more = firstInMore;
        for (String sampling : SAMPLINGS) {
            String engine = more ? "; engine.partitions=8; engine.aggregation-depth=3" : "";
            modes.add("gradient.sampling=" + sampling + engine);
            more = !more;
        }
        modes.addAll(METHODS);
        return modes;
    }
}
