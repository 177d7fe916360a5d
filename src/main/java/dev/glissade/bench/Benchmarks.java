package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import java.util.List;

/** All benchmarks, in the order in which they run. */
public final class Benchmarks {

    private Benchmarks() {}

    /** A new one goes here. */
    static List<Benchmark> all(Sessions sessions) {
        return List.of(
                new StepBenchmark(),
                new ClusterStepBenchmark(sessions),
                new MllibBenchmark(),
                new PassBenchmark(),
                new SamplingBenchmark(),
                new NoiseBenchmark(),
                new SparseBenchmark(),
                new LockstepBenchmark(),
                new TuningBenchmark(),
                new ScalingBenchmark(sessions),
                new MemoryBenchmark(),
                new AccuracyBenchmark(),
                new SvmBenchmark(),
                new KernelsBenchmark());
    }

    /**
     * Those of these names, each once, in the order of their names; all if there is none.
     *
     * @throws dev.glissade.config.UserError if one does not exist
     */
    static List<Benchmark> named(List<String> names, Sessions sessions) {
        List<Benchmark> all = all(sessions);
        if (names.isEmpty()) {
            return all;
        }
        List<String> known = all.stream().map(Benchmark::name).toList();
        return names.stream()
                .distinct()
                .map(name -> all.stream()
                        .filter(benchmark -> benchmark.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> BenchSettings.unknownBenchmark(name, known)))
                .toList();
    }
}
