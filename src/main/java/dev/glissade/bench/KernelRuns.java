package dev.glissade.bench;

import dev.glissade.bench.kernels.KernelBenchmarks;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH measure the kernels. To be touched only where JMH is there. */
final class KernelRuns {

    private static final TimeValue ITERATION = TimeValue.milliseconds(500);

    private KernelRuns() {}

    static Result measured(String name, int warmup, int repeats) {
        OptionsBuilder options = new OptionsBuilder();
        options.include(KernelBenchmarks.class.getName())
                .forks(1)
                .warmupIterations(warmup)
                .warmupTime(ITERATION)
                .measurementIterations(repeats)
                .measurementTime(ITERATION)
                .verbosity(VerboseMode.SILENT);
        try {
            List<Line> lines = new Runner(options.build())
                    .run().stream().map(KernelRuns::line).toList();
            return new Result(
                    name,
                    "Kernels by themselves, a row each",
                    "blocks of %d rows in the cache: dense of %d features, sparse of %d non-zeros in %d features, %d classes"
                            .formatted(
                                    KernelBenchmarks.ROWS,
                                    KernelBenchmarks.FEATURES,
                                    KernelBenchmarks.NON_ZEROS,
                                    KernelBenchmarks.WIDE,
                                    KernelBenchmarks.CLASSES),
                    "one thread",
                    "ns",
                    "iterations of half a second in a virtual machine of their own",
                    warmup,
                    repeats,
                    lines);
        } catch (RunnerException failed) {
            throw new IllegalStateException("JMH does not run: " + failed.getMessage(), failed);
        }
    }

    private static Line line(RunResult run) {
        List<Double> scores = new ArrayList<>();
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                scores.add(iteration.getPrimaryResult().getScore());
            }
        }
        String name = run.getParams().getBenchmark();
        return new Line(name.substring(name.lastIndexOf('.') + 1), "", Peers.JMH.version(), scores, List.of(), "");
    }
}
