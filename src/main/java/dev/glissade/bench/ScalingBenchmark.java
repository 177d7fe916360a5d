package dev.glissade.bench;

import dev.glissade.bench.CostGrid.Point;
import dev.glissade.bench.Forecast.Workload;
import dev.glissade.bench.StepShape.Work;
import dev.glissade.config.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How steps scale: full passes on two executors beside one; a cost model of a step, fitted to some measured steps and checked
 * against others; and what it predicts for up to a thousand executors.
 */
final class ScalingBenchmark implements Benchmark {

    private static final int WORKERS = 2;
    private static final String MEMORY = "3g";
    private static final long ROWS = 2_000_000;
    private static final int FEATURES = 100;
    private static final int MOST_FEATURES = 1000;

    /** Of the grid's usual table to the rows that one executor holds in full. */
    private static final double SHARE_OF_GRID = 0.2;

    private static final long MANY = 100_000_000;
    private static final int WIDE = 1_000_000;
    private static final int SLICES_OF_MANY = 1024;

    private final Sessions sessions;

    ScalingBenchmark(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public String what() {
        return "full passes on two executors beside one; a cost model of a step, and its prediction for up to 1,000";
    }

    @Override
    public void run(Bench bench) {
        long rows = bench.settings().rows().orElse(ROWS);
        int features = bench.settings().features().orElse(FEATURES);
        if (features > MOST_FEATURES) {
            throw new UserError(
                    "features = %d: scaling takes %d at most, and multiplies them".formatted(features, MOST_FEATURES));
        }
        String glissade = bench.glissade();
        try (Workers workers = sessions.workers(WORKERS, MEMORY)) {
            if (!workers.areProcesses()) {
                bench.note(name() + ": where Spark's jars are, is not known, so executors are threads of one process:"
                        + " set SPARK_HOME, or start through scripts/glissade");
            }
            FullPasses passes = new FullPasses(bench, workers, rows, features);
            passes.compare();
            CostGrid grid = CostGrid.of(
                    Math.round(SHARE_OF_GRID * rows), features, bench.settings().nonZeros());
            Map<Point, MeasuredStep> measured = new LinkedHashMap<>();
            for (int executors = WORKERS; executors >= 1; executors--) {
                List<Point> points = grid.on(executors);
                bench.progress("scaling: %d kinds of steps on %d executors".formatted(points.size(), executors));
                workers.with(executors, session -> measured.putAll(GridRounds.measured(bench.on(session), points)));
            }
            CostCheck check = check(passes, measured);
            String settings = "logistic loss, sgd; %d fitted, %d not"
                    .formatted(check.fitted().size(), check.heldOut().size());
            bench.result(check.steps(settings, glissade, bench.settings()));
            bench.result(check.errors(settings, glissade, bench.settings()));
            bench.forecast(forecast(bench, check, passes.measured(), grid, measured));
        }
    }

    /** The full passes are held out too: they are longer than any other step. */
    private static CostCheck check(FullPasses passes, Map<Point, MeasuredStep> measured) {
        Map<Boolean, List<MeasuredStep>> byUse = measured.keySet().stream()
                .collect(Collectors.partitioningBy(
                        Point::heldOut, Collectors.mapping(measured::get, Collectors.toList())));
        List<MeasuredStep> heldOut = new ArrayList<>(byUse.get(true));
        heldOut.addAll(passes.measured());
        return CostCheck.of(byUse.get(false), heldOut);
    }

    private static Forecast forecast(
            Bench bench, CostCheck check, List<MeasuredStep> passes, CostGrid grid, Map<Point, MeasuredStep> measured) {
        Network network =
                Network.of(bench.settings().bandwidth(), bench.settings().latency());
        List<Workload> workloads = List.of(
                here(passes.subList(0, WORKERS)),
                here(List.of(measured.get(grid.fewRows(1)), measured.get(grid.fewRows(WORKERS)))),
                here(List.of(measured.get(grid.sparsePass(1)), measured.get(grid.sparsePass(WORKERS)))),
                ahead("1 % of 10⁸ × 100", Work.allDense(MANY, FEATURES).drawing(MANY / 100), network),
                ahead("all of 10⁸ × 100", Work.allDense(MANY, FEATURES), network),
                ahead(
                        "all of 10⁸ × 10⁶ with %d non-zeros"
                                .formatted(bench.settings().nonZeros()),
                        Work.allSparse(MANY, bench.settings().nonZeros(), WIDE),
                        network));
        return new Forecast("scaling, forecast", check.model(), workloads, assumptions(network, check));
    }

    /** What was measured on one executor and on two, a partition each, over the loopback. */
    private static Workload here(List<MeasuredStep> byExecutors) {
        SortedMap<Integer, Double> measured = new TreeMap<>();
        byExecutors.forEach(step -> measured.put(step.shape().layout().executors(), step.seconds()));
        MeasuredStep one = byExecutors.get(0);
        return new Workload(
                one.name().substring(0, one.name().indexOf(", P")) + ", here",
                one.shape().work(),
                one.shape().layout().slices(),
                Network.LOOPBACK,
                measured);
    }

    private static Workload ahead(String name, Work work, Network network) {
        return Workload.ahead("%s, %s".formatted(name, network), work, SLICES_OF_MANY, network);
    }

    private static List<String> assumptions(Network network, CostCheck check) {
        return List.of(
                check.worth(),
                "Executors have one core each, which is as fast as one here, and a partition of even size each, in memory.",
                "What was measured here ran on this machine's loopback; the other steps pay that, and beside it a network of "
                        + network + ", the driver's link being as wide as any other.",
                "Nothing overlaps: shipping, work, return and merging follow one after another. No task lags or fails.",
                "The driver starts tasks, and takes in and merges sums, one after the other; what it ships goes to each executor"
                        + " up to 4 MiB, of what is larger than that 1 + log₂ E times (executors help each other).",
                "Sums and parameters are dense and travel whole; stages of aggregation are those that the engine chooses.",
                "Slices are as many as the table has here, 1,024 of 10⁸ rows, or a power of two that leaves no core without one.",
                "Prices were fitted on one executor and on two: what lies beyond is worked out, not measured.");
    }
}
