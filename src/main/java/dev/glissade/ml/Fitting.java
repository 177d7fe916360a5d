package dev.glissade.ml;

import static org.apache.spark.sql.functions.col;

import dev.glissade.config.UserError;
import dev.glissade.data.TableSchema;
import dev.glissade.model.LabelKind;
import dev.glissade.model.ModelKind;
import dev.glissade.run.Completed;
import dev.glissade.run.DatasetRows;
import dev.glissade.run.Variation;
import dev.glissade.run.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits of estimators over one table, which is loaded once, in lockstep.
 *
 * @param dataset the rows
 * @param first one of them; what it needs of the table, all do
 */
record Fitting(Dataset<?> dataset, FitRequest first) {

    private static final Logger LOG = LoggerFactory.getLogger(Fitting.class);

    /**
     * Does them.
     *
     * @param requests asked for when the table is there
     * @return what each came to, in their order
     * @throws UserError if the data are not good
     */
    List<Fitted> fit(Supplier<List<FitRequest>> requests) {
        Dataset<Row> rows = columns();
        Optional<ClassCount> counted = need().family().map(family -> ClassCount.of(rows, label(), features()));
        String kind = counted.map(count -> LossChoice.kind(need(), count.classes()))
                .orElseGet(() -> need().model().kind().orElseThrow());
        LabelKind labels = ModelKind.labelKind(kind);
        DatasetRows split = split(rows, counted.map(count -> count.schema(labels)));
        try (Workbench bench = Workbench.over(split, first.configuration().withModelKind(kind), LOG::warn)) {
            List<FitRequest> all = requests.get();
            counted.ifPresent(count -> all.forEach(request -> request.requireClasses(count.classes())));
            return over(bench, kind, all);
        }
    }

    private List<Fitted> over(Workbench bench, String kind, List<FitRequest> requests) {
        double penalised = penalised(bench);
        List<Variation> variations =
                requests.stream().map(request -> request.over(bench, penalised)).toList();
        List<Completed> completed = bench.train(variations, LOG::warn);
        List<Fitted> fitted = new ArrayList<>();
        for (int at = 0; at < completed.size(); at++) {
            Completed each = completed.get(at);
            fitted.add(new Fitted(
                    bench.data().model().layout(),
                    bench.toOriginal(each.result().weights()),
                    kind,
                    each,
                    bench.skippedRows(),
                    divergence(bench, variations.get(at), each)));
        }
        return fitted;
    }

    /**
     * spark.ml's deviations are those of a sample, √(n/(n − 1)) times those that the table is standardised by, and so is w there; n
     * by the weights of the rows.
     */
    private double penalised(Workbench bench) {
        if (!need().data().standardize()) {
            return 1;
        }
        double rows = need().data().weight().isPresent()
                ? bench.effectiveRows()
                : (double) bench.data().rows();
        return rows > 1 ? Math.sqrt(rows / (rows - 1)) : 1;
    }

    /** Where it diverged, and why. */
    private static Optional<String> divergence(Workbench bench, Variation variation, Completed completed) {
        if (!completed.result().stopReason().diverged()) {
            return Optional.empty();
        }
        String cause = bench.causes(variation, completed).stream()
                .findFirst()
                .map(likely -> "; likely cause: " + likely)
                .orElse("");
        return Optional.of("training diverged at %s%s"
                .formatted(completed.result().stopReason().detail(), cause));
    }

    private FitRequest.Need need() {
        return first.need();
    }

    /** Those that are read, as numbers where numbers are meant; each with its name and metadata. */
    private Dataset<Row> columns() {
        Stream<Column> numbers = Stream.concat(Stream.of(label()), need().data().weight().stream())
                .map(name -> given(name).cast(DataTypes.DoubleType).as(name, metadata(name)));
        Stream<Column> others = Stream.concat(Stream.of(features()), need().validationColumn().stream())
                .map(name -> given(name).as(name, metadata(name)));
        return dataset.select(Stream.concat(numbers, others).toArray(Column[]::new));
    }

    /** A column of the Dataset, or a field of one. */
    private Column given(String name) {
        return Arrays.asList(dataset.columns()).contains(name) ? column(name) : col(name);
    }

    private Metadata metadata(String name) {
        return dataset.select(given(name)).schema().apply(0).metadata();
    }

    private DatasetRows split(Dataset<Row> rows, Optional<TableSchema> schema) {
        if (need().validationColumn().isEmpty()) {
            return new DatasetRows(rows, Optional.empty(), schema);
        }
        Column heldOut = column(need().validationColumn().get());
        requireTold(rows, need().validationColumn().get());
        return new DatasetRows(rows.filter(functions.not(heldOut)), Optional.of(rows.filter(heldOut)), schema);
    }

    /** A row that is neither trained on nor held out would be lost without a word. */
    private void requireTold(Dataset<Row> rows, String name) {
        long untold = rows.schema().apply(name).nullable()
                ? rows.filter(column(name).isNull()).count()
                : 0;
        if (untold > 0) {
            throw new UserError(
                    "column \"%s\" (validationIndicatorCol) is null in %d rows: must be true or false in each"
                            .formatted(name, untold));
        }
    }

    private static Column column(String name) {
        return col(ClassCount.quoted(name));
    }

    private String label() {
        return need().data().label().orElseThrow();
    }

    private String features() {
        return need().data().features().get(0);
    }
}
