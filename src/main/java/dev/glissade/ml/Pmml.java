package dev.glissade.ml;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.ModelKind;
import dev.glissade.pmml.PmmlDocument;
import dev.glissade.run.ModelFamily;
import dev.glissade.run.SavedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Fitted models as PMML, for programs that score rows without Spark. */
final class Pmml {

    /** Which loss a model of numbers was fitted by plays no part in what it predicts. */
    private static final String OF_NUMBERS = "linear";

    private Pmml() {}

    /** Of a classifier: its classes are {@code 0}, {@code 1}, … */
    static String ofClassifier(LinearWeights weights, int classes, String label, List<String> names) {
        List<String> numbers =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return text(
                weights,
                weights.kind(),
                LabelCoding.classes(ModelKind.labelKind(weights.kind()), numbers),
                label,
                names);
    }

    /** Of a regressor. */
    static String ofRegressor(LinearWeights weights, String label, List<String> names) {
        return text(weights, OF_NUMBERS, LabelCoding.regression(), label, names);
    }

    private static String text(
            LinearWeights weights, String kind, LabelCoding labels, String label, List<String> names) {
        if (!names.isEmpty() && names.size() != weights.features()) {
            throw new IllegalArgumentException(
                    "%d names of features, and the model has %d".formatted(names.size(), weights.features()));
        }
        SavedModel saved = new SavedModel(
                new ModelFamily(Optional.of(kind), Optional.empty(), Optional.empty()),
                labels,
                new SavedModel.Columns(Optional.of(label), Optional.empty(), List.of(), names),
                Optional.empty(),
                weights.features(),
                true,
                DenseVector.wrap(weights.flat(true)),
                Map.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new PmmlDocument(saved).writeTo(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
