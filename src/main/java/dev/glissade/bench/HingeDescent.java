package dev.glissade.bench;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.run.ConfiguredTraining;
import java.util.List;
import java.util.Locale;

/**
 * Our own descent on a loss with a kink, which no full gradient leads down: local SGD whose rate falls in a straight line to 0
 * at the end, so that its effort, in epochs, has to be known before it begins. The rate begins at 1/‖x‖², the mean
 * of the rows' squared norms: a step of that length moves a row's margin by 1.
 */
final class HingeDescent implements Peer {

    static final String NAME = "our local SGD";

    private static final String METHOD = """
            data { train = measured, standardize = false }
            model { kind = hinge, intercept = false }
            penalty.l2 = %s
            gradient { kind = mini-batch, batch-size = %d }
            engine { sync-every = auto, replicas = %d }
            learning-rate { initial = %s, decay = polynomial }
            stop.max-epochs = %d
            """;

    private final Problem problem;
    private final int replicas;
    private final long batch;
    private final double rate;
    private final String version;

    /**
     * @param replicas a power of two
     * @param batch rows of a step
     * @param rate of the first step
     */
    HingeDescent(Problem problem, int replicas, long batch, double rate, String version) {
        this.problem = problem;
        this.replicas = replicas;
        this.batch = batch;
        this.rate = rate;
        this.version = version;
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
        return String.format(
                Locale.ROOT,
                "%d replicas, batches of %d, rate from %.2g down to 0, %d epochs",
                replicas,
                batch,
                rate,
                effort);
    }

    @Override
    public int mostEffort() {
        return 100_000;
    }

    @Override
    public double[] weights(int effort) {
        Configuration configuration = new ConfigurationLoader(ModelKind.names())
                .loadText(
                        METHOD.formatted(problem.l2(), batch, replicas, rate, effort), "the bench's method", List.of());
        return ConfiguredTraining.train(configuration, problem.source())
                .weights()
                .toArray();
    }
}
