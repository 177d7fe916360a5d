package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.data.ColumnStages;
import dev.glissade.data.SkippedRows;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.FeatureStatistics;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.FeatureMoments;
import dev.glissade.model.FeatureScaling;
import dev.glissade.model.LabelKind;
import dev.glissade.model.MarginModel;
import dev.glissade.model.Model;
import dev.glissade.model.ParameterLayout;
import dev.glissade.spark.SparkGradientSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The tables of a run: the training set without what is held out for validation, both with standardised features where
 * asked for, and the test set as it was read.
 */
final class TrainingTables implements AutoCloseable {

    private SlicedTable training;
    private Optional<SlicedTable> validation = Optional.empty();
    private Optional<SlicedTable> test = Optional.empty();
    private Optional<FeatureScaling> scaling = Optional.empty();
    private Optional<ColumnStages> stages = Optional.empty();

    /** By the name of the set that they are missing from. */
    private final Map<String, SkippedRows> skipped = new LinkedHashMap<>();

    private TrainingTables(SlicedTable training) {
        this.training = training;
        skipped.put("train", training.skipped());
    }

    static TrainingTables read(TableReader reader, Configuration configuration, LabelKind labels) {
        TrainingTables tables = new TrainingTables(reader.training(labels));
        try {
            tables.prepare(reader, configuration);
            return tables;
        } catch (Throwable failed) { // of Spark too, whose failures Java does not see
            tables.close();
            throw failed;
        }
    }

    /** Those of rows that are there already; which of them validate is known. */
    static TrainingTables of(DatasetRows rows, Configuration configuration, LabelKind labels) {
        TrainingTables tables = new TrainingTables(rows.loadTraining(configuration, labels));
        try {
            tables.validation = rows.loadValidation(configuration, tables.training.schema());
            tables.validation.ifPresent(held -> tables.skipped.put("validation", held.skipped()));
            tables.standardize(configuration);
            return tables;
        } catch (Throwable failed) {
            tables.close();
            throw failed;
        }
    }

    private void prepare(TableReader reader, Configuration configuration) {
        stages = reader.stages();
        if (configuration.data().test().isPresent()) {
            SlicedTable read = reader.test(training);
            test = Optional.of(read);
            skipped.put("test", read.skipped());
        }
        if (configuration.data().validation() > 0) {
            SlicedTable.Split split = training.split(configuration.data().validation());
            training = split.training();
            validation = Optional.of(split.heldOut());
        }
        standardize(configuration);
    }

    private void standardize(Configuration configuration) {
        if (configuration.data().standardize()) {
            FeatureScaling found = scalingOf(training, configuration.model().intercept());
            training = training.scaled(found);
            validation = validation.map(rows -> rows.scaled(found));
            scaling = Optional.of(found);
        }
    }

    /**
     * Dense features are centred, if an intercept can make up for it; sparse ones would lose their zeros, so that the constant feature
     * is scaled for them instead. A feature that does not vary is left on its scale.
     */
    private static FeatureScaling scalingOf(SlicedTable table, boolean intercept) {
        FeatureMoments moments = new FeatureMoments(table.labels().kind(), table.features());
        FeatureStatistics statistics =
                FeatureStatistics.of(new SparkGradientSource(table, moments, OptionalInt.empty()));
        double[] scale = statistics.deviations().toArray();
        for (int feature = 0; feature < scale.length; feature++) {
            scale[feature] = scale[feature] == 0 ? 1 : scale[feature];
        }
        if (!intercept) {
            return FeatureScaling.withoutShift(DenseVector.wrap(scale));
        }
        return table.isDense()
                ? new FeatureScaling(statistics.means(), DenseVector.wrap(scale))
                : FeatureScaling.withoutShift(DenseVector.wrap(scale), statistics.means());
    }

    /**
     * The model of the training, of features on its scale.
     *
     * @throws dev.glissade.config.UserError if it would be too large
     */
    Model model(ModelFamily family, Configuration configuration) {
        Model asRead = family.createFor(training, configuration);
        return asRead instanceof MarginModel margins && asRead.layout().intercept() && scaling.isPresent()
                ? margins.withConstant(scaling.get().constant())
                : asRead;
    }

    /** All of them, that to train on first. */
    List<SlicedTable> all() {
        List<SlicedTable> all = new ArrayList<>(List.of(training));
        validation.ifPresent(all::add);
        test.ifPresent(all::add);
        return all;
    }

    SlicedTable training() {
        return training;
    }

    Optional<SlicedTable> validation() {
        return validation;
    }

    Optional<SlicedTable> test() {
        return test;
    }

    /** What made features of the columns; empty where columns are features. */
    Optional<ColumnStages> stages() {
        return stages;
    }

    /**
     * The bad rows that were left out, by the name of the set that they are missing from: train, with what was held out of it, test,
     * and validation where that is rows of its own.
     */
    Map<String, SkippedRows> skipped() {
        return Collections.unmodifiableMap(skipped);
    }

    /** Parameters for the features as they were read, from those of the training. */
    DenseVector toOriginal(ParameterLayout layout, DenseVector trained) {
        return scaling.map(of -> of.toOriginal(layout, trained)).orElse(trained);
    }

    /** Parameters of the training, from those for the features as they were read. */
    DenseVector toTraining(ParameterLayout layout, DenseVector original) {
        return scaling.map(of -> of.toScaled(layout, original)).orElse(original);
    }

    /** A feature's value as it was read, from that of the training. */
    double toOriginal(int feature, double trained) {
        return scaling.map(of -> trained * of.scale().get(feature) + of.shift().get(feature))
                .orElse(trained);
    }

    @Override
    public void close() {
        all().forEach(SlicedTable::close);
    }
}
