package dev.glissade.config;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of {@code bench}, all of them on its command line. What is empty, each benchmark has a default of its own for.
 *
 * @param rows of the generated data
 * @param features of the generated data
 * @param nonZeros a row of the generated sparse data
 * @param zipf whether sparse features follow Zipf's law, not the uniform one
 * @param data files to measure on in place of generated data, where a benchmark takes any
 * @param seed of the generated data and of what is drawn
 * @param partitions Spark partitions of all data
 * @param repeats rounds that are counted
 * @param warmup rounds before those
 * @param batch rows of a mini-batch step
 * @param steps taken in a round
 * @param l2 of the objective
 * @param targets relative suboptimality (F − F*)/F* to be reached
 * @param optimum F*; empty to find it first
 * @param capSeconds after which whoever has not reached a target is given up
 * @param method a configuration whose method is measured for accuracy
 * @param model what is trained for accuracy; empty for logistic, and for softmax where there are more than two classes
 * @param bandwidth of the network of a forecast, in gigabits a second
 * @param latency of that network, in milliseconds there and back
 * @param dir where results go
 */
public record BenchSettings(
        Optional<Long> rows,
        Optional<Integer> features,
        Integer nonZeros,
        Boolean zipf,
        List<String> data,
        Long seed,
        Optional<Integer> partitions,
        Integer repeats,
        Integer warmup,
        Integer batch,
        Optional<Integer> steps,
        Double l2,
        List<Double> targets,
        Optional<Double> optimum,
        Double capSeconds,
        Optional<String> method,
        Optional<Model> model,
        Double bandwidth,
        Double latency,
        Optional<String> dir) {

    /** What is trained for accuracy. */
    public enum Model implements Word {
        /** Logistic regression of two classes. */
        LOGISTIC,
        /** Softmax regression of several. */
        SOFTMAX
    }

    private static final String OF_EACH = "each benchmark's own";

    static final Key<Optional<Long>> ROWS =
            Key.optional("rows", Form.wholeNumber(Range.between(2, 1e9)), OF_EACH, "rows of the generated data");
    static final Key<Optional<Integer>> FEATURES =
            Key.optional("features", Form.count(1, 100_000_000), OF_EACH, "features of the generated data");
    static final Key<Integer> NON_ZEROS =
            Key.withDefault("non-zeros", Form.count(1, 10_000), 40, "non-zeros a row of the generated sparse data");
    static final Key<Boolean> ZIPF = Key.withDefault(
            "zipf", Form.flag(), false, "whether the features of sparse rows follow Zipf's law, not the uniform one");
    static final Key<List<String>> DATA = Key.withDefault(
            "data",
            Form.listOf(
                    "a path or URL with no password in it, or a list of them such as [a.svm, b.svm]", Form.location()),
            List.of(),
            "tables to measure accuracy, svm and memory on in place of the generated ones, read as train reads them");
    static final Key<Long> SEED =
            Key.withDefault("seed", Form.wholeNumber(Range.any()), 0L, "of the generated data and of what is drawn");
    static final Key<Optional<Integer>> PARTITIONS =
            Key.optional("partitions", Form.count(1, 1_000_000), "one a core", "Spark partitions of the data");
    static final Key<Integer> REPEATS =
            Key.withDefault("repeats", Form.count(1, 1000), 5, "rounds that count: figures are their medians");
    static final Key<Integer> WARMUP =
            Key.withDefault("warmup", Form.count(0, 1000), 2, "rounds before those, which do not count");
    static final Key<Integer> BATCH =
            Key.withDefault("batch", Form.count(1, 1_000_000_000), 1000, "rows of a mini-batch step");
    static final Key<Optional<Integer>> STEPS =
            Key.optional("steps", Form.count(1, 1_000_000), OF_EACH, "steps, passes or jobs taken in a round");
    static final Key<Double> L2 =
            Key.withDefault("l2", Form.number(Range.above(0)), 1e-4, "weight of the penalty (l2/2)·‖w‖²");
    static final Key<List<Double>> TARGETS = Key.withDefault(
            "targets",
            Form.listOf("a number above 0, or a list of them such as [1e-3, 1e-4]", Form.number(Range.above(0))),
            List.of(1e-3, 1e-4),
            "how near to the optimum: (F - F*)/F*");
    static final Key<Optional<Double>> OPTIMUM = Key.optional(
            "optimum", Form.number(Range.above(0)), "found first", "F*, the least value of the objective of accuracy");
    static final Key<Double> CAP_SECONDS = Key.withDefault(
            "cap-seconds",
            Form.number(Range.above(0)),
            60.0,
            "who takes longer for one training than that is said not to reach the target");
    static final Key<Optional<String>> METHOD = Key.optional(
            "method",
            Form.location(),
            "local SVRG, a replica a core",
            "a configuration as train takes it, whose method is measured for accuracy");
    static final Key<Optional<Model>> MODEL = Key.optional(
            "model", Form.wordOf(Model.class), "logistic, or softmax by the classes", "what is trained for accuracy");
    static final Key<Double> BANDWIDTH = Key.withDefault(
            "bandwidth",
            Form.number(Range.above(0)),
            10.0,
            "gigabits a second of each link of the network that scaling is predicted for");
    static final Key<Double> LATENCY = Key.withDefault(
            "latency",
            Form.number(Range.atLeast(0)),
            0.2,
            "milliseconds that a message and its answer take on that network");
    static final Key<Optional<String>> DIR = Key.optional(
            "dir", Form.location(), "a new directory runs/bench-TIME", "directory of the results, new or empty");

    private static final Group<BenchSettings> GROUP = Group.of(BenchSettings.class);

    /** @throws InvalidSettingException if a value is out of bounds */
    public BenchSettings {
        ROWS.check(rows);
        FEATURES.check(features);
        NON_ZEROS.check(nonZeros);
        ZIPF.check(zipf);
        DATA.check(data);
        SEED.check(seed);
        PARTITIONS.check(partitions);
        REPEATS.check(repeats);
        WARMUP.check(warmup);
        BATCH.check(batch);
        STEPS.check(steps);
        L2.check(l2);
        TARGETS.check(targets);
        OPTIMUM.check(optimum);
        CAP_SECONDS.check(capSeconds);
        METHOD.check(method);
        MODEL.check(model);
        BANDWIDTH.check(bandwidth);
        LATENCY.check(latency);
        DIR.check(dir);
        data = List.copyOf(data);
        targets = List.copyOf(targets);
    }

    /** The targets in the order in which they are measured: what served a looser one, a contestant begins with. */
    public List<Double> targetsFromTheLoosest() {
        return targets.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** All keys, in the order in which they are listed. */
    public static List<Key<?>> keys() {
        return GROUP.keys();
    }

    /**
     * Reads the assignments {@code key=value} of a command line; the last of one key counts.
     *
     * @throws UserError if one is none, a key is unknown, or a value is of another form or out of bounds
     */
    public static BenchSettings read(List<String> assignments) {
        Givens givens = Givens.of(Overrides.parse(assignments).root(), Place.COMMAND_LINE);
        Set<String> known = new HashSet<>();
        GROUP.keys().forEach(key -> known.add(key.path()));
        for (Given given : givens.inReadingOrder()) {
            if (!known.contains(given.path())) {
                throw new UserError("%s: %s".formatted(given.place(), unknown(given.path())));
            }
        }
        try {
            return GROUP.read(givens);
        } catch (InvalidSettingException wrong) {
            throw new UserError("%s: %s".formatted(Place.COMMAND_LINE, wrong.getMessage()), wrong);
        }
    }

    private static String unknown(String path) {
        List<String> names = GROUP.keys().stream().map(Key::path).toList();
        String shown = Given.oneLine(path);
        return Nearest.of(path, names)
                .map(name -> "unknown key %s; did you mean %s?".formatted(shown, name))
                .orElseGet(() -> "unknown key %s; there are %s".formatted(shown, String.join(", ", names)));
    }

    /** The name that was meant, among some, for one that there is not. */
    public static UserError unknownBenchmark(String name, List<String> names) {
        String shown = Given.oneLine(name);
        return new UserError(Nearest.of(name, names)
                .map(meant -> "%s: there is no such benchmark; did you mean %s?".formatted(shown, meant))
                .orElseGet(() -> "%s: there is no such benchmark, only %s".formatted(shown, String.join(", ", names))));
    }
}
