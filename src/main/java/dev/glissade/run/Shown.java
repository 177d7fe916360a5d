package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.data.SlicedTable;
import dev.glissade.files.Directory;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelKind;
import dev.glissade.model.ParameterLayout;
import dev.glissade.penalty.Penalty;
import dev.glissade.spark.SparkGradientSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a run writes down for its report while it has the data: of a model with at most two parameters their path, of one with two
 * the objective around it, and of a regression with one feature some rows.
 */
final class Shown {

    /** A path of more cannot be drawn. */
    private static final int MOST_PARAMETERS = 2;

    /** Beyond it squares overflow. */
    private static final double FAR = 1e100;

    private final Configuration configuration;
    private final TrainingTables tables;
    private final ModelFamily family;
    private final ParameterLayout layout;

    Shown(Configuration configuration, TrainingTables tables, ModelFamily family, ParameterLayout layout) {
        this.configuration = configuration;
        this.tables = tables;
        this.family = family;
        this.layout = layout;
    }

    /** What a line of metrics says of the weights: those for the features as they were read. */
    Optional<UnaryOperator<DenseVector>> weights() {
        return layout.size() <= MOST_PARAMETERS
                ? Optional.of(weights -> tables.toOriginal(layout, weights))
                : Optional.empty();
    }

    /**
     * Writes the files, of a run that has come to its end.
     *
     * @param check is run before each job; fails if there is to be none
     */
    void write(Directory directory, SparkGradientSource data, Penalty penalty, Runnable check) throws IOException {
        SlicedTable table = tables.training();
        if (layout.size() == MOST_PARAMETERS) {
            List<DenseVector> path = RecordedRun.path(RecordedRun.lines(directory)).stream()
                    .filter(at -> Math.abs(at.get(0)) < FAR && Math.abs(at.get(1)) < FAR)
                    .toList();
            if (!path.isEmpty()) {
                var origin = new ObjectiveMap.Origin(data, penalty, weights -> tables.toTraining(layout, weights));
                directory.write(
                        ObjectiveMap.NAME,
                        ObjectiveMap.around(path, names(table), origin, check).json());
            }
        }
        if (isLine(table)) {
            check.run();
            String label = configuration.data().label().orElse("y");
            directory.write(
                    RowSample.NAME,
                    RowSample.of(table, label, x -> tables.toOriginal(0, x)).json());
        }
    }

    /** Whether its predictions are a line over one feature. */
    private boolean isLine(SlicedTable table) {
        return layout.features() == 1
                && layout.outputs() == 1
                && !family.isOfWholeRows()
                && table.labels().kind() == LabelKind.REGRESSION;
    }

    private List<String> names(SlicedTable table) {
        List<String> names = new ArrayList<>();
        boolean ofFeatures = !family.isOfWholeRows() && layout.outputs() == 1;
        for (int parameter = 0; parameter < layout.size(); parameter++) {
            if (!ofFeatures) {
                names.add("parameter %d".formatted(parameter));
            } else if (parameter == layout.features()) {
                names.add("intercept");
            } else {
                names.add("weight of "
                        + (table.featureNames().isEmpty()
                                ? "feature %d".formatted(parameter)
                                : table.featureNames().get(parameter)));
            }
        }
        return names;
    }
}
