package dev.glissade.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON text from ordered maps and back, by the Jackson that Spark ships. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /** One line. */
    static String line(Map<String, ?> fields) {
        return write(MAPPER.writer(), fields);
    }

    /** Several indented lines, the last one ended. */
    public static String document(Map<String, ?> fields) {
        return write(PRETTY, fields) + "\n";
    }

    private static String write(ObjectWriter writer, Map<String, ?> fields) {
        try {
            return writer.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of strings and numbers are always JSON", impossible);
        }
    }

    /** The number, or null where JSON has none: for NaN and the infinities. */
    public static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** What {@link #line} made a line of. */
    static Map<String, Object> fields(String line) {
        try {
            return MAPPER.readValue(line, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException notWritten) {
            throw new IllegalArgumentException("no line of JSON: " + line, notWritten);
        }
    }

    /** @throws JsonProcessingException if the text is not JSON */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }
}
