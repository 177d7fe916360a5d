package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.ModelSettings;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.loss.HuberLoss;
import dev.glissade.loss.PointwiseLoss;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.ModelKind;
import dev.glissade.model.RowObjective;
import dev.glissade.model.RowObjectiveModel;
import java.util.List;
import java.util.Optional;

/**
 * What is trained, before the size of the table is known: a kind of model by its name, or the class of a user's loss of the
 * margin ({@link PointwiseLoss}) or of a whole row ({@link RowObjective}).
 *
 * @param kind {@code model.kind}; empty with a user's loss
 * @param lossClass {@code model.loss}; empty with a kind
 * @param huberDelta the border between squares and lines; present exactly with the kind {@code huber}
 */
public record ModelFamily(Optional<String> kind, Optional<String> lossClass, Optional<Double> huberDelta) {

    private static final String HUBER = "huber";
    private static final List<Class<?>> LOSSES = List.of(PointwiseLoss.class, RowObjective.class);

    static ModelFamily of(ModelSettings settings) {
        return new ModelFamily(settings.kind(), settings.loss(), settings.huberDelta());
    }

    /** A user's loss by its class: a {@link PointwiseLoss} or a {@link RowObjective}. */
    public static Object userLoss(String name) {
        return UserClasses.make("model.loss", name, LOSSES);
    }

    /** What the labels are. */
    public LabelKind labelKind() {
        if (kind.isPresent()) {
            return ModelKind.labelKind(kind.get());
        }
        Object loss = userLoss(lossClass.orElseThrow());
        boolean forClasses =
                loss instanceof PointwiseLoss ofMargin ? ofMargin.forClasses() : ((RowObjective) loss).forClasses();
        return forClasses ? LabelKind.BINARY : LabelKind.REGRESSION;
    }

    /** Whether it is a user's objective of whole rows, whose parameters need not belong to features. */
    boolean isOfWholeRows() {
        return lossClass
                .map(ModelFamily::userLoss)
                .filter(RowObjective.class::isInstance)
                .isPresent();
    }

    /**
     * The model for a table.
     *
     * @param classes number of classes; 0 for a regression
     * @param features number of features
     * @param intercept whether each output has one; a row objective has its own say in that
     * @throws IllegalArgumentException if it would be too large
     */
    public Model create(int classes, int features, boolean intercept) {
        if (kind.isEmpty()) {
            return ofUserLoss(features, intercept);
        }
        return kind.get().equals(HUBER)
                ? new LinearModel(features, intercept, new HuberLoss(huberDelta.orElse(1.0)))
                : ModelKind.create(kind.get(), classes, features, intercept);
    }

    /**
     * The model for a table.
     *
     * @throws UserError if it would be too large
     */
    Model createFor(SlicedTable table, Configuration configuration) {
        try {
            return create(
                    table.labels().classCount(),
                    table.features(),
                    configuration.model().intercept());
        } catch (IllegalArgumentException tooLarge) {
            throw new UserError(
                    "%s cannot be trained on %s: %s; is a feature index in the data wrong?"
                            .formatted(this, configuration.data().train(), tooLarge.getMessage()),
                    tooLarge);
        }
    }

    private Model ofUserLoss(int features, boolean intercept) {
        Object loss = userLoss(lossClass.orElseThrow());
        return loss instanceof PointwiseLoss ofMargin
                ? new LinearModel(features, intercept, ofMargin)
                : ofRow((RowObjective) loss, features);
    }

    /**
     * The model of a user's row objective.
     *
     * @throws UserError if its layout is none, or too large
     */
    static RowObjectiveModel ofRow(RowObjective objective, int features) {
        try {
            return new RowObjectiveModel(objective, features);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(
                    "model.loss = %s: its layout for %d features is impossible: %s"
                            .formatted(objective.getClass().getName(), features, wrong.getMessage()),
                    wrong);
        }
    }

    /** The setting that names it, for messages. */
    @Override
    public String toString() {
        return kind.map(name -> "model.kind = " + name).orElseGet(() -> "model.loss = " + lossClass.orElseThrow());
    }
}
