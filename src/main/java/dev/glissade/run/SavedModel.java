package dev.glissade.run;

import dev.glissade.config.UserError;
import dev.glissade.data.ColumnStages;
import dev.glissade.files.Directory;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.Model;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * A trained model in a directory of two files: {@code model.json} says what it is and where it comes from, {@code
 * parameters.bin} holds its parameters as big-endian doubles. The header has a checksum of each, so that no model but the
 * one that was written is ever read.
 *
 * @param family what it is: {@code model.kind}, or the class of a user's loss
 * @param labels the classes and their order
 * @param columns the columns that the model reads
 * @param stages make features of raw columns; empty where columns are features
 * @param features number of features
 * @param intercept whether there are intercepts
 * @param parameters in the model's order, on the scale of the original features
 * @param provenance where the model comes from, by name
 */
public record SavedModel(
        ModelFamily family,
        LabelCoding labels,
        Columns columns,
        Optional<ColumnStages> stages,
        int features,
        boolean intercept,
        DenseVector parameters,
        Map<String, String> provenance) {

    static final String PARAMETER_FILE = "parameters.bin";

    /**
     * Columns of tables that have names.
     *
     * @param label of the label; empty if none was named
     * @param weight of the row weights; empty if all rows weigh 1
     * @param features the columns asked for, which may hold vectors; empty for all but label and weight
     * @param names a name a feature, in order; empty if they have none
     */
    public record Columns(Optional<String> label, Optional<String> weight, List<String> features, List<String> names) {}

    /** The model that the parameters belong to. */
    public Model model() {
        return family.create(labels.classCount(), features, intercept);
    }

    /** Writes the directory {@code model}, complete or not at all. */
    void write(Directory parent) throws IOException {
        Directory unfinished = parent.child("model.part");
        unfinished.create();
        byte[] bytes = ParameterBytes.of(parameters);
        unfinished.write(PARAMETER_FILE, bytes);
        if (stages.isPresent()) {
            stages.get().write(unfinished.child(ModelHeader.STAGES).toString());
        }
        unfinished.write(ModelHeader.FILE, ModelHeader.of(this, bytes));
        unfinished.renameTo(parent.child("model"));
    }

    /**
     * Reads a model's directory.
     *
     * @param location the directory, or a run directory with a {@code model} inside
     * @throws UserError if there is no model or it is not whole
     */
    public static SavedModel read(String location, Configuration hadoop) {
        return at(location, hadoop, SavedModel::read);
    }

    /**
     * What the model of a directory is; no class of the user's is loaded for it.
     *
     * @throws UserError if there is no model or its header is not whole
     */
    public static ModelFamily family(String location, Configuration hadoop) {
        return at(location, hadoop, directory -> ModelHeader.read(directory).family());
    }

    private interface Reading<T> {
        T of(Directory directory) throws IOException;
    }

    private static <T> T at(String location, Configuration hadoop, Reading<T> reading) {
        try {
            Directory given = Directory.at(location, hadoop);
            if (!given.exists()) {
                throw new UserError("%s: no such model directory".formatted(location));
            }
            Directory inside = given.child("model");
            return reading.of(inside.exists() ? inside : given);
        } catch (IOException failed) {
            throw new UserError("%s: cannot read the model: %s".formatted(location, failed.getMessage()), failed);
        }
    }

    private static SavedModel read(Directory directory) throws IOException {
        ModelHeader header = ModelHeader.read(directory);
        SavedModel saved = new SavedModel(
                header.family(),
                header.labels(),
                header.columns(),
                header.stages(),
                header.features(),
                header.intercept(),
                parameters(directory, header.parameterChecksum()),
                header.provenance());
        int expected = saved.model().layout().size();
        if (saved.parameters.size() != expected) {
            throw ModelHeader.broken(
                    directory, "%d parameters where the model has %d".formatted(saved.parameters.size(), expected));
        }
        return saved;
    }

    private static DenseVector parameters(Directory directory, String checksum) throws IOException {
        byte[] bytes;
        try {
            bytes = directory.read(PARAMETER_FILE);
        } catch (FileNotFoundException missing) {
            throw new UserError("%s: %s is missing".formatted(directory, PARAMETER_FILE), missing);
        }
        if (!ParameterBytes.sha256(bytes).equals(checksum)) {
            throw ModelHeader.broken(
                    directory, "%s does not have the checksum that its header gives".formatted(PARAMETER_FILE));
        }
        DenseVector parameters = ParameterBytes.read(bytes);
        if (!parameters.isFinite()) {
            throw ModelHeader.broken(directory, "%s holds a number that is not finite".formatted(PARAMETER_FILE));
        }
        return parameters;
    }
}
