package dev.glissade.run;

import dev.glissade.files.Directory;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import dev.glissade.model.ModelKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/** Models that nobody trained. */
public final class SavedModels {

    private SavedModels() {}

    /**
     * With parameters around 0, some of which are 0.
     *
     * @param kind by its name
     * @param classes of the label; none for a regression
     * @param label its column
     * @param names of the features; empty where they have none
     */
    public static SavedModel any(
            String kind, List<String> classes, Optional<String> label, List<String> names, int features) {
        LabelKind labels = ModelKind.labelKind(kind);
        LabelCoding coding =
                labels == LabelKind.REGRESSION ? LabelCoding.regression() : LabelCoding.classes(labels, classes);
        ModelFamily family = new ModelFamily(Optional.of(kind), Optional.empty(), Optional.empty());
        boolean intercept = !kind.equals("smooth-hinge");
        SplittableRandom random = new SplittableRandom(3);
        double[] parameters = random.doubles(family.create(classes.size(), features, intercept)
                        .layout()
                        .size())
                .map(value -> value < 0.2 ? 0 : 4 * value - 2.4)
                .toArray();
        return of(family, coding, new SavedModel.Columns(label, Optional.empty(), List.of(), names), features)
                .with(intercept, parameters);
    }

    /** Of a user's loss. */
    public static SavedModel ofUser(String lossClass, int features) {
        ModelFamily family = new ModelFamily(Optional.empty(), Optional.of(lossClass), Optional.empty());
        SavedModel.Columns columns =
                new SavedModel.Columns(Optional.of("y"), Optional.empty(), List.of(), List.of("a", "b"));
        return of(family, LabelCoding.regression(), columns, features).with(false, new double[features]);
    }

    private interface Rest {
        SavedModel with(boolean intercept, double[] parameters);
    }

    private static Rest of(ModelFamily family, LabelCoding labels, SavedModel.Columns columns, int features) {
        return (intercept, parameters) -> new SavedModel(
                family,
                labels,
                columns,
                Optional.empty(),
                features,
                intercept,
                DenseVector.wrap(parameters),
                Map.of("name", "a name"));
    }

    /** Writes the folder {@code model} into a directory. */
    public static void write(SavedModel saved, Path directory) throws IOException {
        saved.write(Directory.at(directory.toString(), new Configuration()));
    }
}
