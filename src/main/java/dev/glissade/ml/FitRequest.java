package dev.glissade.ml;

import dev.glissade.config.Configuration;
import dev.glissade.config.DataSettings;
import dev.glissade.config.ModelSettings;
import dev.glissade.config.PenaltySettings;
import dev.glissade.config.UserError;
import dev.glissade.linalg.DenseVector;
import dev.glissade.run.Variation;
import dev.glissade.run.Workbench;
import java.util.Optional;
import org.apache.spark.ml.param.shared.HasThresholds;

/**
 * A fit as the params of an estimator ask for it.
 *
 * @param uid of the estimator
 * @param need the table that it is trained on; fits of the same table can be trained together
 * @param configuration all else
 * @param initial the weights to start from, for the features as they are
 * @param thresholds how many there are; empty for none
 */
record FitRequest(
        String uid,
        Need need,
        Configuration configuration,
        Optional<DenseVector> initial,
        Optional<Integer> thresholds) {

    /**
     * What decides a table, and how many of its columns there are.
     *
     * @param data columns, standardisation and how rows are dealt
     * @param model with a kind that may yet change with the number of classes
     * @param family of a classifier; empty for a regressor
     * @param replicas that partitions hold whole
     * @param partitions how many
     * @param validationColumn tells rows that are not trained on
     */
    record Need(
            DataSettings data,
            ModelSettings model,
            Optional<String> family,
            Optional<Integer> replicas,
            Optional<Integer> partitions,
            Optional<String> validationColumn) {}

    /** That of a stage. */
    static FitRequest of(SGDParams stage, Configuration configuration) {
        Optional<String> family = stage instanceof SGDClassifierParams classifier
                ? Optional.of(classifier.getFamily())
                : Optional.empty();
        Need need = new Need(
                configuration.data(),
                configuration.model(),
                family,
                configuration.engine().replicas(),
                configuration.engine().partitions(),
                ParamSettings.column(stage, stage.validationIndicatorCol()));
        Optional<DenseVector> initial = stage.isDefined(stage.initialWeights())
                ? Optional.of(DenseVector.of(stage.getInitialWeights()))
                : Optional.empty();
        return new FitRequest(stage.uid(), need, configuration, initial, thresholds(stage));
    }

    private static Optional<Integer> thresholds(SGDParams stage) {
        return stage instanceof HasThresholds with && stage.isDefined(with.thresholds())
                ? Optional.of(with.getThresholds().length)
                : Optional.empty();
    }

    /** @throws UserError if there is not a threshold for each class */
    void requireClasses(int classes) {
        thresholds.filter(count -> count != classes).ifPresent(count -> {
            throw new UserError("%s thresholds: %d numbers, but there are %d classes".formatted(uid, count, classes));
        });
    }

    /**
     * The training over a table.
     *
     * @param penalised what the penalty is multiplied by, l2 with its square, where that is of another scale than the table
     */
    Variation over(Workbench bench, double penalised) {
        PenaltySettings penalty = configuration.penalty();
        PenaltySettings scaled = new PenaltySettings(penalised * penalty.l1(), penalised * penalised * penalty.l2());
        return new Variation(
                configuration.withPenalty(scaled),
                initial.map(weights -> bench.toTraining(checked(weights, bench)))
                        .orElseGet(bench::initial));
    }

    private DenseVector checked(DenseVector weights, Workbench bench) {
        int size = bench.data().model().layout().size();
        if (weights.size() != size) {
            throw new UserError("%s initialWeights: %d numbers, but the model has %d parameters"
                    .formatted(uid, weights.size(), size));
        }
        if (!weights.isFinite()) {
            throw new UserError("%s initialWeights: one of the numbers is not finite".formatted(uid));
        }
        return weights;
    }
}
