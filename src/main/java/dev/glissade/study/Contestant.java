package dev.glissade.study;

import dev.glissade.config.BatchSize;
import dev.glissade.config.Configuration;
import dev.glissade.config.EngineSettings;
import dev.glissade.config.GradientSettings;
import dev.glissade.config.GradientSettings.Kind;
import dev.glissade.config.GradientSettings.Sampling;
import dev.glissade.config.LearningRateSettings;
import dev.glissade.config.Momentum;
import dev.glissade.config.OptimizerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A method that is compared with others.
 *
 * @param name of it
 * @param likeness the name of a method that it is a variant of; empty if of none
 * @param needsSmoothLoss whether it comes to the minimum only of a loss without kinks
 * @param variation the configuration of a study with this method; fails as configurations do if it does not suit
 */
record Contestant(String name, String likeness, boolean needsSmoothLoss, UnaryOperator<Configuration> variation) {

    static final String FULL = "full-gradient";
    static final String SOLVER = "lbfgs";

    private static final String SGD = "sgd";
    private static final String SVRG = "svrg";

    /**
     * All of them. A learning rate that the configuration gives is that of plain steps, by the full gradient and by batches; the decaying one
     * halves in the first epoch, and is a third behind two. The others find theirs.
     *
     * @param base the configuration of the study
     * @param rows N
     */
    static List<Contestant> all(Configuration base, long rows) {
        Optional<BatchSize> size = base.gradient().batchSize().filter(of -> of instanceof BatchSize.Rows);
        long batch = size.isPresent() ? base.gradient().rowsPerStep(rows) : 0;
        long usual = Math.min(rows, batch > 0 ? batch : GradientSettings.DEFAULT_BATCH_SIZE);
        Made made = new Made(base.gradient().sampling(), size);
        LearningRateSettings plain = plain(base, LearningRateSettings.defaults());
        LearningRateSettings found = LearningRateSettings.defaults();
        List<Contestant> all = new ArrayList<>();
        all.add(made.full(FULL, "", OptimizerSettings.defaults(), plain));
        all.add(made.full("nesterov", FULL, nesterov(), found));
        List<BatchSize> sizes = base.study().batchSizes();
        if (sizes.isEmpty()) {
            all.add(made.batches(SGD, "", OptimizerSettings.Kind.SGD, plain));
        }
        for (BatchSize of : sizes) {
            if (of instanceof BatchSize.Rows given) {
                all.add(new Made(made.sampling(), Optional.of(of))
                        .batches(constantSteps(given.rows()), "", OptimizerSettings.Kind.SGD, plain));
            }
        }
        double epoch = Math.ceil((double) rows / usual);
        LearningRateSettings falling = plain(base, LearningRateSettings.inverseTime(1 / epoch));
        all.add(made.batches("sgd-inverse-time", constantSteps(sizes, usual), OptimizerSettings.Kind.SGD, falling));
        all.add(made.batches("momentum", "", OptimizerSettings.Kind.MOMENTUM, found));
        all.add(made.batches("adam", "", OptimizerSettings.Kind.ADAM, found));
        all.add(made.reduced(SVRG, "", Kind.SVRG, EngineSettings.defaults()));
        all.add(new Made(
                        made.sampling(),
                        Optional.of(BatchSize.rows(1))) // where steps cost no job, small ones go the furthest
                .reduced("local-svrg", SVRG, Kind.SVRG, localSteps(base)));
        all.add(made.reduced("saga", "", Kind.SAGA, EngineSettings.defaults()));
        all.add(made.solver());
        return all;
    }

    /** The method of constant steps that has batches of this size; empty if none has. */
    private static String constantSteps(List<BatchSize> sizes, long rows) {
        if (sizes.isEmpty()) {
            return SGD;
        }
        return sizes.contains(BatchSize.rows(rows)) ? constantSteps(rows) : "";
    }

    private static String constantSteps(long rows) {
        return "%s-%d".formatted(SGD, rows);
    }

    /** With the configuration's rate, where it gives one. */
    private static LearningRateSettings plain(Configuration base, LearningRateSettings shape) {
        return base.learningRate().initial().map(shape::withInitial).orElse(shape);
    }

    private static OptimizerSettings nesterov() {
        return new OptimizerSettings(
                OptimizerSettings.Kind.NESTEROV,
                Optional.of(Momentum.INCREASING),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static EngineSettings localSteps(Configuration base) {
        return new EngineSettings(
                base.engine().partitions(),
                base.engine().aggregationDepth(),
                Optional.empty(),
                base.engine().replicas());
    }

    /** Makes them, of batches drawn one way. */
    private record Made(Sampling sampling, Optional<BatchSize> size) {

        Contestant full(String name, String likeness, OptimizerSettings optimizer, LearningRateSettings learningRate) {
            GradientSettings all = gradient(Kind.FULL, Optional.empty(), Sampling.EPOCH_SHUFFLE);
            return new Contestant(
                    name,
                    likeness,
                    false,
                    base -> base.withMethod(all, optimizer, learningRate, EngineSettings.defaults()));
        }

        Contestant batches(
                String name, String likeness, OptimizerSettings.Kind optimizer, LearningRateSettings learningRate) {
            GradientSettings batches = gradient(Kind.MINI_BATCH, size, sampling);
            return new Contestant(
                    name,
                    likeness,
                    false,
                    base -> base.withMethod(
                            batches, OptimizerSettings.of(optimizer), learningRate, EngineSettings.defaults()));
        }

        Contestant reduced(String name, String likeness, Kind kind, EngineSettings engine) {
            GradientSettings batches = gradient(kind, size, sampling);
            return new Contestant(
                    name,
                    likeness,
                    true,
                    base -> base.withMethod(
                            batches, OptimizerSettings.defaults(), LearningRateSettings.defaults(), engine));
        }

        Contestant solver() {
            GradientSettings all = gradient(Kind.FULL, Optional.empty(), Sampling.EPOCH_SHUFFLE);
            return new Contestant(
                    SOLVER,
                    "",
                    true,
                    base -> base.withMethod(
                            all,
                            OptimizerSettings.of(OptimizerSettings.Kind.LBFGS),
                            LearningRateSettings.defaults(),
                            EngineSettings.defaults()));
        }

        private static GradientSettings gradient(Kind kind, Optional<BatchSize> size, Sampling sampling) {
            return new GradientSettings(
                    kind, size, sampling, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
