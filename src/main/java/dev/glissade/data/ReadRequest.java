package dev.glissade.data;

import dev.glissade.model.LabelKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a table is read, and how; for the driver only.
 *
 * @param purpose what the rows are for
 * @param kind what the labels stand for
 * @param schema what the model expects; empty when one is to be learned
 * @param options the user's
 */
record ReadRequest(Purpose purpose, LabelKind kind, Optional<TableSchema> schema, TableOptions options) {

    /** What the rows are for. */
    enum Purpose {
        /** Classes and number of features are found. */
        TRAINING,
        /** The model's classes and number of features hold. */
        EVALUATION,
        /** So they do; labels and weights are not read, and there need not be any. */
        PREDICTION
    }

    static ReadRequest training(LabelKind kind, TableOptions options) {
        return new ReadRequest(Purpose.TRAINING, kind, Optional.empty(), options);
    }

    static ReadRequest evaluation(TableSchema schema, TableOptions options) {
        return new ReadRequest(Purpose.EVALUATION, schema.labels().kind(), Optional.of(schema), options);
    }

    static ReadRequest prediction(TableSchema schema, TableOptions options) {
        return new ReadRequest(Purpose.PREDICTION, schema.labels().kind(), Optional.of(schema), options);
    }

    /** The same where the features are one column of vectors that stages make; their names are none of columns. */
    ReadRequest ofVectors(String column) {
        return new ReadRequest(
                purpose,
                kind,
                schema.map(known -> new TableSchema(known.labels(), known.features(), List.of())),
                options.withFeatureColumns(List.of(column)));
    }

    RowRule rowRule() {
        return new RowRule(labelRule(), onBadRow(), options.storage());
    }

    LabelRule labelRule() {
        return switch (purpose) {
            case TRAINING -> LabelRule.learned(kind);
            case EVALUATION -> LabelRule.known(schema.orElseThrow().labels());
            case PREDICTION -> LabelRule.ignored();
        };
    }

    /** Predictions stand beside the number of their row, so none may be missing. */
    private BadRows onBadRow() {
        return purpose == Purpose.PREDICTION ? BadRows.FAIL : options.onBadRow();
    }

    FeatureLimit featureLimit() {
        if (schema.isPresent()) {
            return FeatureLimit.ofModel(schema.get().features());
        }
        OptionalInt configured = options.numFeatures();
        return configured.isPresent() ? FeatureLimit.configured(configured.getAsInt()) : FeatureLimit.NONE;
    }
}
