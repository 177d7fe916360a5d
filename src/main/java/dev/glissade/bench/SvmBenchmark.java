package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableOptions;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import dev.glissade.loss.HingeLoss;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Seconds to a support vector machine near the best, beside other trainers of the same objective. */
final class SvmBenchmark implements Benchmark {

    private static final long ROWS = 400_000;
    private static final int FEATURES = 100;
    private static final int BATCH_OF_DENSE_ROWS = 10;
    private static final double PART_OF_A_TARGET = 0.1;

    @Override
    public String name() {
        return "svm";
    }

    @Override
    public String what() {
        return "the same with the hinge loss, beside spark.ml's LinearSVC and liblinear-java";
    }

    @Override
    public void run(Bench bench) {
        BenchSettings settings = bench.settings();
        if (settings.data().isEmpty()) {
            long rows = settings.rows().orElse(ROWS);
            int features = settings.features().orElse(FEATURES);
            measure(bench, options -> bench.dense(rows, features, options));
        }
        for (String path : settings.data()) {
            measure(bench, options -> bench.read(path, LabelKind.BINARY, options));
        }
    }

    private void measure(Bench bench, Function<UnaryOperator<TableOptions>, SlicedTable> loader) {
        int replicas = Integer.highestOneBit(bench.cores());
        try (SlicedTable table = loader.apply(options -> options.withReplicas(replicas))) {
            Problem problem = new Problem(
                    table,
                    new LinearModel(table.features(), false, new HingeLoss()),
                    bench.settings().l2());
            SliceGroup rows = table.collect();
            Optional<Peer> liblinear = liblinear(bench, problem, rows);
            HingeMinimum minimum = minimum(bench, problem);
            int batch = table.isDense() ? BATCH_OF_DENSE_ROWS : 1;
            Peer ours = new HingeDescent(problem, replicas, batch, rate(rows), bench.glissade());
            try (Peer theirs = new LinearSvcPeer(bench.spark(), problem)) {
                List<Peer> others = new ArrayList<>(List.of(theirs));
                liblinear.ifPresent(others::add);
                race(bench, new Entrants(bench, name(), problem, minimum.upper(), told(minimum)), ours, others);
            }
        }
    }

    private static Optional<Peer> liblinear(Bench bench, Problem problem, SliceGroup rows) {
        if (Peers.LIBLINEAR.isThere()) {
            return Optional.of(LiblinearPeer.hinge(rows, problem));
        }
        bench.note(Peers.LIBLINEAR.missing());
        return Optional.empty();
    }

    private HingeMinimum minimum(Bench bench, Problem problem) {
        bench.progress(name() + ": looking for the minimum");
        double tightest = bench.settings()
                .targetsFromTheLoosest()
                .get(bench.settings().targets().size() - 1);
        HingeMinimum minimum = HingeMinimum.of(problem, PART_OF_A_TARGET * tightest);
        if (minimum.doubt() > PART_OF_A_TARGET * tightest) {
            bench.note("%s: F* may be less than was found by a share of %s, which is much beside the target %s"
                    .formatted(name(), Figures.scientific(minimum.doubt()), Figures.scientific(tightest)));
        }
        return minimum;
    }

    private static String told(HingeMinimum minimum) {
        return "hinge (F* known to %s of it)".formatted(Figures.scientific(minimum.doubt()));
    }

    private static void race(Bench bench, Entrants entrants, Peer ours, List<Peer> others) {
        for (double gap : bench.settings().targetsFromTheLoosest()) {
            entrants.opens(gap);
            entrants.add(ours, contestant -> contestant);
            others.forEach(other -> entrants.add(other, contestant -> contestant.beside(ours.name())));
            entrants.compare();
        }
    }

    /** 1/‖x‖², the mean of the squared norms. */
    private static double rate(SliceGroup rows) {
        double squares = 0;
        for (int slice = 0; slice < rows.size(); slice++) {
            RowBlock block = rows.slice(slice);
            for (int row = 0; row < block.size(); row++) {
                RowValues values = RowValues.of(block, row);
                for (int i = 0; i < values.count(); i++) {
                    squares += values.value(i) * values.value(i);
                }
            }
        }
        return squares == 0 ? 1 : rows.rows() / squares;
    }
}
