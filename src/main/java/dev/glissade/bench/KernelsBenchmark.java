package dev.glissade.bench;

/** Kernels under JMH, in a virtual machine of their own. */
final class KernelsBenchmark implements Benchmark {

    /** JMH's list of benchmarks, which its annotation processor writes. */
    private static final String LIST = "/META-INF/BenchmarkList";

    @Override
    public String name() {
        return "kernels";
    }

    @Override
    public String what() {
        return "the kernels by themselves, under JMH";
    }

    @Override
    public void run(Bench bench) {
        if (!Peers.JMH.isThere()) {
            bench.note(Peers.JMH.missing());
        } else if (KernelsBenchmark.class.getResource(LIST) == null) {
            bench.note("kernels: these classes were compiled without JMH's annotation processor");
        } else {
            bench.progress("kernels: JMH starts a virtual machine for each");
            bench.result(KernelRuns.measured(
                    name(), bench.settings().warmup(), bench.settings().repeats()));
        }
    }
}
