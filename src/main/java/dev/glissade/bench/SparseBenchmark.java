package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.FeaturesOfRows;
import dev.glissade.gradient.FeaturesRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.AdaGrad;
import dev.glissade.optimizer.LazySgd;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.spark.SparkGradientSource;
import java.util.ArrayList;
import java.util.List;

/** What a step on sparse rows costs by the number of features that there are, most of which no row of the batch has. */
final class SparseBenchmark implements Benchmark {

    private static final long ROWS = 1_000_000;
    private static final int NARROW = 100_000;
    private static final int TIMES = 100;
    private static final int BATCH = 10_000;
    private static final int STEPS = 30;
    private static final double L2 = 1e-4;
    private static final double EPSILON = 1e-8;

    /** How weights are updated. */
    private enum Rule {
        /** At the end of a step all weights shrink. */
        SGD("sgd with l2"),
        /** Weights shrink when they are needed. */
        LAZY_SGD("lazy sgd with l2"),
        /** Without a penalty, so that a step need not touch what no row has. */
        ADAGRAD("adagrad");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        private Penalty penalty(GradientSource data) {
            return new Penalty(0, this == ADAGRAD ? 0 : L2, data.model().layout());
        }

        private Optimizer optimizer(Penalty penalty) {
            return switch (this) {
                case SGD -> new Sgd();
                case LAZY_SGD -> new LazySgd(penalty);
                case ADAGRAD -> new AdaGrad(EPSILON);
            };
        }
    }

    @Override
    public String name() {
        return "sparse";
    }

    @Override
    public String what() {
        return "a step on sparse rows of 10^5 and of 10^7 features, in time and in bytes (features= is the smaller number)";
    }

    @Override
    public void run(Bench bench) {
        BenchSettings settings = bench.settings();
        int features = settings.features().orElse(NARROW);
        for (boolean zipf : new boolean[] {false, true}) {
            try (SlicedTable narrow = bench.sparse(ROWS, features, zipf);
                    SlicedTable wide = bench.sparse(ROWS, Math.multiplyExact(TIMES, features), zipf)) {
                new OfOneLaw(bench, narrow, wide, name() + (zipf ? ", Zipf" : ", uniform")).compare();
            }
        }
    }

    /** Tables whose features are distributed alike. */
    private static final class OfOneLaw {

        private final Bench bench;
        private final SlicedTable narrow;
        private final SlicedTable wide;
        private final String name;
        private final int steps;
        private final List<Contestant> times = new ArrayList<>();
        private final List<Contestant> bytes = new ArrayList<>();

        OfOneLaw(Bench bench, SlicedTable narrow, SlicedTable wide, String name) {
            this.bench = bench;
            this.narrow = narrow;
            this.wide = wide;
            this.name = name;
            this.steps = bench.steps(STEPS);
        }

        void compare() {
            String eager = enter(narrow, Rule.SGD);
            String lazy = enter(narrow, Rule.LAZY_SGD);
            String adaptive = enter(narrow, Rule.ADAGRAD);
            enter(wide, Rule.LAZY_SGD, eager, lazy);
            enter(wide, Rule.ADAGRAD, adaptive);
            tell("", "A step of %s sparse rows by the number of features", "ms", times);
            tell(
                    ", traffic",
                    "Bytes that a step of %s sparse rows sends, for each feature that its rows have",
                    "bytes a feature",
                    bytes);
        }

        private void tell(String more, String what, String unit, List<Contestant> contestants) {
            bench.compare(new Comparison(
                    name + more,
                    what.formatted(Bench.count(batch(narrow))),
                    Bench.describe(narrow) + "; the same with " + Bench.count(wide.features()) + " features",
                    "%s, the logistic loss, %d steps a round"
                            .formatted(bench.context().master(), steps),
                    unit,
                    contestants));
        }

        /** Has a rule take part on a table; it is to be fast beside all of the others, and so beside the fastest of them. */
        private String enter(SlicedTable table, Rule rule, String... others) {
            GradientSource data =
                    new SparkGradientSource(table, LinearModel.logistic(table.features(), false), Bench.anyDepth());
            Penalty penalty = rule.penalty(data);
            long seed = bench.settings().seed();
            Steps ours = Steps.ofBatches(data, batch(table), seed, penalty, rule.optimizer(penalty));
            String who = "%s, %s features".formatted(rule.words, Bench.count(table.features()));
            Contestant time = Contestant.of(who, bench.glissade(), () -> Timing.milliseconds(steps, ours::take));
            long distinct = distinctFeatures(data, batch(table), seed);
            Contestant sent = Contestant.of(who, bench.glissade(), () -> sent(ours) / distinct)
                    .with(Bench.count(distinct) + " features in a batch");
            for (String other : others) {
                time = time.beside(other, Bar.atMost(3.5));
                sent = sent.beside(other, Bar.atMost(2));
            }
            times.add(time);
            bytes.add(sent);
            return who;
        }

        private double sent(Steps ours) {
            long all = Traffic.of(bench.context(), () -> {
                for (int step = 0; step < steps; step++) {
                    ours.take();
                }
            });
            return (double) all / steps;
        }
    }

    private static long batch(SlicedTable table) {
        return Math.min(BATCH, table.rows());
    }

    /** Of the first batch, as of any other about. */
    private static long distinctFeatures(GradientSource data, long rows, long seed) {
        Batch batch = new Sampling(Sampling.Mode.EPOCH_SHUFFLE, seed).batch(0, 0, rows, data.rows());
        FeaturesOfRows answer = (FeaturesOfRows)
                data.answer(List.of(new FeaturesRequest(batch))).get(0);
        return answer.features().size();
    }
}
