package dev.glissade.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.UserError;
import dev.glissade.data.ColumnStages;
import dev.glissade.data.RawColumns;
import dev.glissade.files.Directory;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import dev.glissade.model.Model;
import dev.glissade.model.ModelKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    private static final String FORMAT = "glissade-model";
    private static final int VERSION = 1;

    /** Of models with stages, which a reader of the first version would take for others. */
    private static final int VERSION_WITH_STAGES = 2;

    private static final String STAGES = "columns";
    private static final String HEADER_FILE = "model.json";
    private static final String PARAMETER_FILE = "parameters.bin";
    private static final String HEADER_CHECKSUM = "headerSha256";

    /** What stands in the place of the header's checksum while that is taken. */
    private static final String NO_CHECKSUM = "0".repeat(64);

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
            stages.get().write(unfinished.child(STAGES).toString());
        }
        unfinished.write(HEADER_FILE, sealed(Json.document(header(bytes))));
        unfinished.renameTo(parent.child("model"));
    }

    /** The header with its own checksum in the place that is left for it, near its end. */
    static byte[] sealed(String header) {
        byte[] blank = header.getBytes(StandardCharsets.UTF_8);
        String text = latin(blank);
        int place = checksumPlace(text);
        return bytes(
                text.substring(0, place) + ParameterBytes.sha256(blank) + text.substring(place + NO_CHECKSUM.length()));
    }

    /** Where the checksum begins; −1 if there is none, or if it is cut. */
    private static int checksumPlace(String header) {
        String field = "\"" + HEADER_CHECKSUM + "\" : \"";
        int at = header.lastIndexOf(field);
        int place = at + field.length();
        return at < 0 || place + NO_CHECKSUM.length() > header.length() ? -1 : place;
    }

    private static boolean isSealed(byte[] header) {
        String text = latin(header);
        int place = checksumPlace(text);
        if (place < 0) {
            return false;
        }
        int end = place + NO_CHECKSUM.length();
        byte[] blank = bytes(text.substring(0, place) + NO_CHECKSUM + text.substring(end));
        return ParameterBytes.sha256(blank).equals(text.substring(place, end));
    }

    /** A character a byte, whatever the bytes are. */
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Map<String, Object> header(byte[] bytes) {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("file", PARAMETER_FILE);
        stored.put("count", parameters.size());
        stored.put("encoding", "IEEE 754 doubles, big-endian");
        stored.put("order", "output by output: the weights of the features, then the intercept if there is one");
        stored.put("sha256", ParameterBytes.sha256(bytes));
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("format", FORMAT);
        header.put("formatVersion", stages.isPresent() ? VERSION_WITH_STAGES : VERSION);
        header.put("kind", family.kind().orElse(null));
        family.lossClass().ifPresent(name -> header.put("loss", name));
        family.huberDelta().ifPresent(delta -> header.put("huberDelta", delta));
        header.put("features", features);
        header.put("intercept", intercept);
        header.put("classes", labels.classes());
        header.put("labelColumn", columns.label().orElse(null));
        header.put("weightColumn", columns.weight().orElse(null));
        header.put("featureColumns", columns.features());
        header.put("featureNames", columns.names());
        stages.ifPresent(raw -> header.put(STAGES, header(raw)));
        header.put("parameters", stored);
        header.put("provenance", provenance);
        header.put(HEADER_CHECKSUM, NO_CHECKSUM);
        return header;
    }

    private static Map<String, Object> header(ColumnStages stages) {
        RawColumns raw = stages.columns();
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("names", raw.names());
        header.put("numeric", raw.numeric());
        header.put("categorical", raw.categorical());
        header.put("categories", stages.categories());
        header.put("hashed", raw.hashed());
        header.put("hashSize", raw.hashSize());
        return header;
    }

    private static Optional<ColumnStages> stages(Directory directory, JsonNode header) {
        if (!header.hasNonNull(STAGES)) {
            return Optional.empty();
        }
        JsonNode raw = header.get(STAGES);
        RawColumns columns = new RawColumns(
                strings(directory, raw, "names"),
                strings(directory, raw, "numeric"),
                strings(directory, raw, "categorical"),
                strings(directory, raw, "hashed"),
                whole(directory, raw, "hashSize"));
        List<List<String>> categories = new ArrayList<>();
        field(directory, raw, "categories").forEach(values -> categories.add(strings(values)));
        if (categories.size() != columns.categorical().size()) {
            throw broken(directory, "%s has categories of other columns".formatted(HEADER_FILE));
        }
        return Optional.of(ColumnStages.saved(directory.child(STAGES).toString(), columns, categories));
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
        return at(location, hadoop, directory -> family(directory, header(directory)));
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
        JsonNode header = header(directory);
        ModelFamily family = family(directory, header);
        LabelCoding labels = labels(directory, family, strings(directory, header, "classes"));
        int features = whole(directory, header, "features");
        boolean intercept = field(directory, header, "intercept").asBoolean();
        DenseVector parameters = parameters(directory, field(directory, header, "parameters"));
        SavedModel saved = new SavedModel(
                family,
                labels,
                new Columns(
                        optionalText(header, "labelColumn"),
                        optionalText(header, "weightColumn"),
                        strings(directory, header, "featureColumns"),
                        strings(directory, header, "featureNames")),
                stages(directory, header),
                features,
                intercept,
                parameters,
                provenance(header));
        int expected = saved.model().layout().size();
        if (parameters.size() != expected) {
            throw broken(directory, "%d parameters where the model has %d".formatted(parameters.size(), expected));
        }
        return saved;
    }

    private static JsonNode header(Directory directory) throws IOException {
        try {
            byte[] bytes = directory.read(HEADER_FILE);
            JsonNode header = Json.parse(new String(bytes, StandardCharsets.UTF_8));
            if (!FORMAT.equals(header.path("format").asText())) {
                throw broken(directory, "%s is not the header of a model".formatted(HEADER_FILE));
            }
            int version = whole(directory, header, "formatVersion");
            if (version < VERSION || version > VERSION_WITH_STAGES) {
                throw broken(
                        directory,
                        "format version %d, this program reads %d and %d"
                                .formatted(version, VERSION, VERSION_WITH_STAGES));
            }
            if (!isSealed(bytes)) {
                throw broken(
                        directory,
                        "%s is not what was written: its checksum (%s) differs"
                                .formatted(HEADER_FILE, HEADER_CHECKSUM));
            }
            return header;
        } catch (FileNotFoundException missing) {
            throw new UserError("%s: no model there (%s is missing)".formatted(directory, HEADER_FILE), missing);
        } catch (JsonProcessingException unreadable) {
            throw broken(directory, "%s is not JSON".formatted(HEADER_FILE));
        }
    }

    private static ModelFamily family(Directory directory, JsonNode header) {
        Optional<String> lossClass = optionalText(header, "loss");
        if (lossClass.isPresent()) {
            return new ModelFamily(Optional.empty(), lossClass, Optional.empty());
        }
        String kind = text(directory, header, "kind");
        if (!ModelKind.names().contains(kind)) {
            throw broken(directory, "kind \"%s\" is none of %s".formatted(kind, ModelKind.names()));
        }
        Optional<Double> delta = header.hasNonNull("huberDelta")
                ? Optional.of(header.get("huberDelta").asDouble())
                : Optional.empty();
        return new ModelFamily(Optional.of(kind), Optional.empty(), delta);
    }

    private static LabelCoding labels(Directory directory, ModelFamily family, List<String> classes) {
        LabelKind labelKind = family.labelKind();
        if (labelKind == LabelKind.REGRESSION) {
            return LabelCoding.regression();
        }
        try {
            return LabelCoding.classes(labelKind, classes);
        } catch (IllegalArgumentException wrong) {
            throw broken(directory, wrong.getMessage());
        }
    }

    private static DenseVector parameters(Directory directory, JsonNode stored) throws IOException {
        byte[] bytes;
        try {
            bytes = directory.read(PARAMETER_FILE);
        } catch (FileNotFoundException missing) {
            throw new UserError("%s: %s is missing".formatted(directory, PARAMETER_FILE), missing);
        }
        if (!ParameterBytes.sha256(bytes).equals(stored.path("sha256").asText())) {
            throw broken(directory, "%s does not have the checksum that its header gives".formatted(PARAMETER_FILE));
        }
        DenseVector parameters = ParameterBytes.read(bytes);
        if (!parameters.isFinite()) {
            throw broken(directory, "%s holds a number that is not finite".formatted(PARAMETER_FILE));
        }
        return parameters;
    }

    private static Map<String, String> provenance(JsonNode header) {
        Map<String, String> provenance = new LinkedHashMap<>();
        header.path("provenance")
                .properties()
                .forEach(
                        entry -> provenance.put(entry.getKey(), entry.getValue().asText()));
        return provenance;
    }

    private static JsonNode field(Directory directory, JsonNode header, String name) {
        JsonNode value = header.get(name);
        if (value == null || value.isNull()) {
            throw broken(directory, "%s has no \"%s\"".formatted(HEADER_FILE, name));
        }
        return value;
    }

    private static String text(Directory directory, JsonNode header, String name) {
        return field(directory, header, name).asText();
    }

    private static Optional<String> optionalText(JsonNode header, String name) {
        return header.hasNonNull(name) ? Optional.of(header.get(name).asText()) : Optional.empty();
    }

    private static int whole(Directory directory, JsonNode header, String name) {
        JsonNode value = field(directory, header, name);
        if (!value.canConvertToInt() || value.asInt() < 0) {
            throw broken(directory, "%s has \"%s\": %s".formatted(HEADER_FILE, name, value));
        }
        return value.asInt();
    }

    private static List<String> strings(Directory directory, JsonNode header, String name) {
        return strings(field(directory, header, name));
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(node -> strings.add(node.asText()));
        return strings;
    }

    private static UserError broken(Directory directory, String what) {
        return new UserError("%s: this model cannot be used: %s".formatted(directory, what));
    }
}
