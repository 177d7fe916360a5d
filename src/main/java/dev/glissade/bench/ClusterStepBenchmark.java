package dev.glissade.bench;

/** {@link StepBenchmark} on a real cluster of two workers, which is started for it and stopped behind it. */
final class ClusterStepBenchmark implements Benchmark {

    private static final int WORKERS = 2;

    private final Sessions sessions;

    ClusterStepBenchmark(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "step-cluster";
    }

    @Override
    public String what() {
        return "step on a standalone cluster of two workers with a core each, started for it on this machine";
    }

    @Override
    public void run(Bench bench) {
        if (!Sessions.canStartClusters()) {
            bench.note(name()
                    + ": where Spark's jars are, is not known: set SPARK_HOME, or start through scripts/glissade");
            return;
        }
        sessions.onCluster(WORKERS, spark -> StepBenchmark.run(bench.on(spark), name(), Bar.atMost(1.2)));
    }
}
