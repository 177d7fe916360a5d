package dev.glissade.bench;

import java.util.Comparator;
import java.util.stream.DoubleStream;

/** MLlib's {@code GradientDescent} on all rows at the best of a few step sizes; its effort is iterations. */
final class MllibPeer implements Peer {

    static final String NAME = "MLlib GradientDescent";

    private static final double[] STEP_SIZES = {0.1, 1, 10, 100};
    private static final int TRIAL = 10;

    private final MllibDescent descent;
    private final String version;

    /** Caches the rows and tries the step sizes. */
    MllibPeer(Problem problem) {
        version = "Spark " + problem.table().groups().context().version();
        MllibDescent first = new MllibDescent(
                MllibRows.pairs(problem.table()), problem.table().features(), 1, 1, problem.l2());
        descent = DoubleStream.of(STEP_SIZES)
                .mapToObj(size -> new MllibDescent(first.rows(), first.features(), size, 1, first.l2()))
                .min(Comparator.comparingDouble(trial -> problem.objective(trial.weights(TRIAL))))
                .orElseThrow();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String setting(int effort) {
        return "numIterations %d, stepSize %s (the best of 0.1, 1, 10, 100 after %d), miniBatchFraction 1, convergenceTol 0"
                .formatted(effort, Figures.plain(descent.stepSize()), TRIAL);
    }

    @Override
    public int mostEffort() {
        return 1 << 20;
    }

    @Override
    public double[] weights(int effort) {
        return descent.weights(effort);
    }

    @Override
    public void close() {
        descent.rows().unpersist(false);
    }
}
