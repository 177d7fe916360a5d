package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import dev.glissade.config.UserError;
import dev.glissade.data.MadeTable;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableFormat;
import dev.glissade.data.TableOptions;
import dev.glissade.data.TableSchema;
import dev.glissade.data.Tables;
import dev.glissade.linalg.Storage;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** What a benchmark measures with: settings, Spark, tables, and whoever takes the results. */
public final class Bench {

    /** Takes what comes of a benchmark, as soon as it is there. */
    interface Audience {

        /** Where it stands. */
        void progress(String line);

        /** A comparison is through. */
        void result(Result result);

        /** What further steps will take was worked out. */
        void forecast(Forecast forecast);

        /** Something was left out. */
        void note(String line);
    }

    private final BenchSettings settings;
    private final SparkSession spark;
    private final Audience audience;

    Bench(BenchSettings settings, SparkSession spark, Audience audience) {
        this.settings = settings;
        this.spark = spark;
        this.audience = audience;
    }

    BenchSettings settings() {
        return settings;
    }

    SparkSession spark() {
        return spark;
    }

    SparkContext context() {
        return spark.sparkContext();
    }

    /** Tasks that run at once. */
    int cores() {
        return context().defaultParallelism();
    }

    /** The library's version that our own contestants are of. */
    String glissade() {
        return "Glissade " + dev.glissade.run.Version.current();
    }

    /** Spark's version. */
    String sparkVersion() {
        return "Spark " + spark.version();
    }

    void progress(String line) {
        audience.progress(line);
    }

    /** Tells that something is left out. */
    void note(String line) {
        audience.note(line);
    }

    /** Tells what came of a comparison that was measured elsewhere. */
    void result(Result result) {
        audience.result(result);
    }

    /** Tells what further steps will take. */
    void forecast(Forecast forecast) {
        audience.forecast(forecast);
    }

    /** Measures all contestants in turns, and tells what came of it. */
    void compare(Comparison comparison) {
        audience.result(comparison.measured(settings.warmup(), settings.repeats(), audience::progress));
    }

    /** Generated dense rows of two classes, of these sizes unless the settings say otherwise. */
    SlicedTable dense(long rows, int features) {
        return dense(rows, features, Storage.AUTO);
    }

    /** The same, kept in so many bytes. */
    SlicedTable dense(long rows, int features, Storage storage) {
        return dense(
                settings.rows().orElse(rows),
                settings.features().orElse(features),
                options -> options.withStorage(storage));
    }

    /** Generated dense rows of exactly these sizes. */
    SlicedTable dense(long rows, int features, UnaryOperator<TableOptions> more) {
        return made(new DenseMaker(features, settings.seed()), rows, more);
    }

    /** Generated sparse rows of two classes, of these sizes unless the settings say otherwise. */
    SlicedTable sparse(long rows, int features) {
        return sparse(rows, settings.features().orElse(features), settings.zipf());
    }

    /** The same of exactly so many features. */
    SlicedTable sparse(long rows, int width, boolean zipf) {
        return made(sparseMaker(width, zipf), settings.rows().orElse(rows), options -> options);
    }

    private SparseMaker sparseMaker(int width, boolean zipf) {
        int nonZeros = settings.nonZeros();
        if (2 * nonZeros > width) {
            throw new UserError("non-zeros = %d: must be at most half of the %d features".formatted(nonZeros, width));
        }
        return new SparseMaker(width, nonZeros, zipf, settings.seed());
    }

    /** Generated rows of a grid. */
    SlicedTable made(CostGrid.Table table) {
        MadeTable.Maker maker = table.sparse()
                ? sparseMaker(table.features(), settings.zipf())
                : new DenseMaker(table.features(), settings.seed());
        return made(maker, table.rows(), options -> options.withPartitions(table.partitions()));
    }

    private SlicedTable made(MadeTable.Maker maker, long rows, UnaryOperator<TableOptions> more) {
        progress("making " + maker + ", " + count(rows) + " rows");
        TableSchema schema =
                new TableSchema(LabelCoding.classes(LabelKind.BINARY, List.of("-1", "1")), maker.features(), List.of());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(context());
        return MadeTable.cached(context, maker, rows, schema, more.apply(options()));
    }

    /** A table that the user gave. */
    SlicedTable read(String path, LabelKind labels, UnaryOperator<TableOptions> more) {
        progress("reading " + path);
        return Tables.load(spark, path, TableFormat.ofPath(path), labels, more.apply(options()));
    }

    private TableOptions options() {
        TableOptions defaults = TableOptions.defaults();
        return settings.partitions().map(defaults::withPartitions).orElse(defaults);
    }

    /** A table in a few words. */
    static String describe(SlicedTable table) {
        String what = table.groups().name();
        String name = what.substring(what.lastIndexOf('/') + 1);
        String size = table.isDense()
                ? "%s × %s".formatted(count(table.rows()), count(table.features()))
                : "%s × %s with %s non-zeros"
                        .formatted(count(table.rows()), count(table.features()), count(table.nonZeros()));
        return "%s, %s, %d partitions of %d slices"
                .formatted(name, size, table.partitions(), table.sizes().slices());
    }

    /** Its file's name, or "generated". */
    static String shortName(SlicedTable table) {
        String name = table.groups().name();
        return name.startsWith("generated") ? "generated" : name.substring(name.lastIndexOf('/') + 1);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** No depth given: by size. */
    static OptionalInt anyDepth() {
        return OptionalInt.empty();
    }

    /** The steps of a round, unless the settings have another number. */
    int steps(int usual) {
        return settings.steps().orElse(usual);
    }

    /** Spark jobs that were begun so far. */
    long jobs() {
        return context().dagScheduler().nextJobId().get();
    }

    /** The same with another session. */
    Bench on(SparkSession other) {
        return new Bench(settings, other, audience);
    }
}
