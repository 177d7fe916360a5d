package dev.glissade.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.UserError;
import dev.glissade.data.ColumnStages;
import dev.glissade.data.RawColumns;
import dev.glissade.files.Directory;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import dev.glissade.model.ModelKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code model.json} of a {@link SavedModel}: all of it but the parameters and the stages, and checksums. */
final class ModelHeader {

    static final String FILE = "model.json";

    private static final String FORMAT = "glissade-model";
    private static final int VERSION = 1;

    /** Of models with stages, which a reader of the first version would take for others. */
    private static final int VERSION_WITH_STAGES = 2;

    /** Both a field and the directory of the stages. */
    static final String STAGES = "columns";

    private static final String CHECKSUM = "headerSha256";

    /** What stands in the place of the header's checksum while that is taken. */
    private static final String NO_CHECKSUM = "0".repeat(64);

    private final Directory directory;
    private final JsonNode fields;

    private ModelHeader(Directory directory, JsonNode fields) {
        this.directory = directory;
        this.fields = fields;
    }

    /**
     * Reads that of a model's directory.
     *
     * @throws UserError if there is none, or not the one that was written
     */
    static ModelHeader read(Directory directory) throws IOException {
        byte[] bytes;
        try {
            bytes = directory.read(FILE);
        } catch (FileNotFoundException missing) {
            throw new UserError("%s: no model there (%s is missing)".formatted(directory, FILE), missing);
        }
        ModelHeader header = new ModelHeader(directory, parsed(directory, bytes));
        header.requireKnown();
        if (!isSealed(bytes)) {
            throw header.broken("%s is not what was written: its checksum (%s) differs".formatted(FILE, CHECKSUM));
        }
        return header;
    }

    private static JsonNode parsed(Directory directory, byte[] bytes) {
        try {
            return Json.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException unreadable) {
            throw broken(directory, "%s is not JSON".formatted(FILE));
        }
    }

    private void requireKnown() {
        if (!FORMAT.equals(fields.path("format").asText())) {
            throw broken("%s is not the header of a model".formatted(FILE));
        }
        int version = whole("formatVersion");
        if (version < VERSION || version > VERSION_WITH_STAGES) {
            throw broken(
                    "format version %d, this program reads %d and %d".formatted(version, VERSION, VERSION_WITH_STAGES));
        }
    }

    ModelFamily family() {
        Optional<String> lossClass = optionalText("loss");
        if (lossClass.isPresent()) {
            return new ModelFamily(Optional.empty(), lossClass, Optional.empty());
        }
        String kind = field("kind").asText();
        if (!ModelKind.names().contains(kind)) {
            throw broken("kind \"%s\" is none of %s".formatted(kind, ModelKind.names()));
        }
        Optional<Double> delta = fields.hasNonNull("huberDelta")
                ? Optional.of(fields.get("huberDelta").asDouble())
                : Optional.empty();
        return new ModelFamily(Optional.of(kind), Optional.empty(), delta);
    }

    LabelCoding labels() {
        LabelKind labelKind = family().labelKind();
        if (labelKind == LabelKind.REGRESSION) {
            return LabelCoding.regression();
        }
        try {
            return LabelCoding.classes(labelKind, strings(field("classes")));
        } catch (IllegalArgumentException wrong) {
            throw broken(wrong.getMessage());
        }
    }

    SavedModel.Columns columns() {
        return new SavedModel.Columns(
                optionalText("labelColumn"),
                optionalText("weightColumn"),
                strings(field("featureColumns")),
                strings(field("featureNames")));
    }

    /** As the header describes them, of the directory beside it. */
    Optional<ColumnStages> stages() {
        if (!fields.hasNonNull(STAGES)) {
            return Optional.empty();
        }
        ModelHeader raw = new ModelHeader(directory, fields.get(STAGES));
        RawColumns columns = new RawColumns(
                strings(raw.field("names")),
                strings(raw.field("numeric")),
                strings(raw.field("categorical")),
                strings(raw.field("hashed")),
                raw.whole("hashSize"));
        List<List<String>> categories = new ArrayList<>();
        raw.field("categories").forEach(values -> categories.add(strings(values)));
        if (categories.size() != columns.categorical().size()) {
            throw broken("%s has categories of other columns".formatted(FILE));
        }
        return Optional.of(ColumnStages.saved(directory.child(STAGES).toString(), columns, categories));
    }

    int features() {
        return whole("features");
    }

    boolean intercept() {
        return field("intercept").asBoolean();
    }

    /** Of the file of the parameters. */
    String parameterChecksum() {
        return field("parameters").path("sha256").asText();
    }

    Map<String, String> provenance() {
        Map<String, String> provenance = new LinkedHashMap<>();
        fields.path("provenance")
                .properties()
                .forEach(
                        entry -> provenance.put(entry.getKey(), entry.getValue().asText()));
        return provenance;
    }

    private JsonNode field(String name) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            throw broken("%s has no \"%s\"".formatted(FILE, name));
        }
        return value;
    }

    private Optional<String> optionalText(String name) {
        return fields.hasNonNull(name) ? Optional.of(fields.get(name).asText()) : Optional.empty();
    }

    private int whole(String name) {
        JsonNode value = field(name);
        if (!value.canConvertToInt() || value.asInt() < 0) {
            throw broken("%s has \"%s\": %s".formatted(FILE, name, value));
        }
        return value.asInt();
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(node -> strings.add(node.asText()));
        return strings;
    }

    private UserError broken(String what) {
        return broken(directory, what);
    }

    static UserError broken(Directory directory, String what) {
        return new UserError("%s: this model cannot be used: %s".formatted(directory, what));
    }

    /** What is written for a model with these parameters in their file. */
    static byte[] of(SavedModel saved, byte[] parameters) {
        return sealed(Json.document(fields(saved, parameters)));
    }

    private static Map<String, Object> fields(SavedModel saved, byte[] parameters) {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("file", SavedModel.PARAMETER_FILE);
        stored.put("count", saved.parameters().size());
        stored.put("encoding", "IEEE 754 doubles, big-endian");
        stored.put("order", "output by output: the weights of the features, then the intercept if there is one");
        stored.put("sha256", ParameterBytes.sha256(parameters));
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("format", FORMAT);
        header.put("formatVersion", saved.stages().isPresent() ? VERSION_WITH_STAGES : VERSION);
        header.put("kind", saved.family().kind().orElse(null));
        saved.family().lossClass().ifPresent(name -> header.put("loss", name));
        saved.family().huberDelta().ifPresent(delta -> header.put("huberDelta", delta));
        header.put("features", saved.features());
        header.put("intercept", saved.intercept());
        header.put("classes", saved.labels().classes());
        header.put("labelColumn", saved.columns().label().orElse(null));
        header.put("weightColumn", saved.columns().weight().orElse(null));
        header.put("featureColumns", saved.columns().features());
        header.put("featureNames", saved.columns().names());
        saved.stages().ifPresent(raw -> header.put(STAGES, fields(raw)));
        header.put("parameters", stored);
        header.put("provenance", saved.provenance());
        header.put(CHECKSUM, NO_CHECKSUM);
        return header;
    }

    private static Map<String, Object> fields(ColumnStages stages) {
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
        String field = "\"" + CHECKSUM + "\" : \"";
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
}
