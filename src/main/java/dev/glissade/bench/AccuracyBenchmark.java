package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableOptions;
import dev.glissade.model.LabelKind;
import dev.glissade.model.ModelKind;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Seconds from cached rows to within a given distance of the minimum, beside other trainers of the same objective. */
final class AccuracyBenchmark implements Benchmark {

    private static final long ROWS = 400_000;
    private static final int FEATURES = 100;
    private static final String LOGISTIC = "logistic";
    private static final String SOFTMAX = "softmax";

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String what() {
        return "seconds from cached rows to (F - F*)/F* = 1e-3 and 1e-4, beside spark.ml, MLlib, liblinear-java and"
                + " OpenNLP";
    }

    @Override
    public void run(Bench bench) {
        BenchSettings settings = bench.settings();
        if (settings.data().isEmpty()) {
            long rows = settings.rows().orElse(ROWS);
            int features = settings.features().orElse(FEATURES);
            measure(bench, LOGISTIC, options -> bench.dense(rows, features, options));
        }
        for (String path : settings.data()) {
            String kind = kind(bench, path);
            measure(bench, kind, options -> bench.read(path, ModelKind.labelKind(kind), options));
        }
    }

    /** Of a table with more than two classes softmax, unless the settings say what. */
    private static String kind(Bench bench, String path) {
        return bench.settings().model().map(BenchSettings.Model::word).orElseGet(() -> {
            try (SlicedTable table = bench.read(path, LabelKind.MULTICLASS, options -> options)) {
                return table.labels().classCount() == 2 ? LOGISTIC : SOFTMAX;
            }
        });
    }

    private void measure(Bench bench, String kind, Function<UnaryOperator<TableOptions>, SlicedTable> loader) {
        OurRuns ours = new OurRuns(bench.settings(), bench.cores(), kind);
        UnaryOperator<TableOptions> whole =
                options -> ours.replicas().map(options::withReplicas).orElse(options);
        try (SlicedTable table = loader.apply(whole)) {
            Problem problem = new Problem(
                    table,
                    ModelKind.create(kind, table.labels().classCount(), table.features(), false),
                    bench.settings().l2());
            try (Race race = new Race(bench, name(), problem, ours)) {
                bench.settings().targetsFromTheLoosest().forEach(race::to);
            }
        }
    }
}
