package dev.glissade.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the fields of the JSON object that a line holds. The text of a value is read as a field of CSV is: bytes
 * in UTF-8, without the blanks around them. Belongs to one thread.
 *
 * <p>By Jackson, line by line: Spark's own reader does not tell which line was bad.
 */
final class JsonLine {

    /** What a field holds. */
    enum Kind {
        NUMBER,
        TEXT,
        BOOLEAN,
        NULL,
        OBJECT,
        ARRAY
    }

    // NaN and the infinities are no JSON; they are taken as numbers here, to be refused by their column and name.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // UTF-8, as all text here
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonParser parser;
    private String name;
    private Kind kind;
    private String problem;
    private byte[] text = new byte[64];
    private int from;
    private int to;

    /** Whether a line holds nothing but blanks. */
    static boolean isBlank(byte[] line, int length) {
        return LineParser.skipBlanks(line, 0, length) == length;
    }

    /**
     * Starts before the first field of a line.
     *
     * @return false if the line does not begin an object, see {@link #problem}
     */
    boolean begin(byte[] line, int length) {
        problem = null;
        int start = LineParser.skipBlanks(line, 0, length);
        if (start == length || line[start] != '{') {
            String shown = Problem.text(line, start, LineParser.trimEnd(line, start, length));
            problem = "no JSON object ({\"name\": value, …} on one line), but %s".formatted(Problem.quote(shown));
            return false;
        }
        try {
            parser = FACTORY.createParser(line, 0, length);
            parser.nextToken();
            return true;
        } catch (IOException failure) {
            return fail(failure);
        }
    }

    /**
     * Goes to the next field.
     *
     * @return false if there is none; {@link #problem} tells whether the object ended well
     */
    boolean next() {
        try {
            name = parser.nextFieldName();
            if (name == null) {
                return parser.nextToken() != null && fail("something stands behind the object");
            }
            kind = kind(parser.nextToken());
            if (kind == Kind.OBJECT || kind == Kind.ARRAY) {
                parser.skipChildren();
            }
            return true;
        } catch (IOException failure) {
            return fail(failure);
        }
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            case VALUE_STRING -> Kind.TEXT;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            default -> Kind.NULL;
        };
    }

    /**
     * Reads the text of the field's number, text or boolean: {@link #text} from {@link #from} to {@link #to}.
     *
     * @return false if it cannot be read, see {@link #problem}
     */
    boolean readText() {
        try {
            char[] characters = parser.getTextCharacters();
            int offset = parser.getTextOffset();
            int length = parser.getTextLength();
            if (!copyAscii(characters, offset, length)) {
                text = new String(characters, offset, length).getBytes(StandardCharsets.UTF_8);
                to = text.length;
            }
            from = LineParser.skipBlanks(text, 0, to);
            to = LineParser.trimEnd(text, from, to);
            return true;
        } catch (IOException failure) {
            return fail(failure);
        }
    }

    private boolean copyAscii(char[] characters, int offset, int length) {
        if (text.length < length) {
            text = Arrays.copyOf(text, Math.max(length, 2 * text.length));
        }
        for (int position = 0; position < length; position++) {
            char character = characters[offset + position];
            if (character > 127) {
                return false;
            }
            text[position] = (byte) character;
        }
        to = length;
        return true;
    }

    private boolean fail(IOException failure) {
        if (!(failure instanceof JsonProcessingException bad)) {
            throw new UncheckedIOException("a line in memory can be read", failure);
        }
        if (bad instanceof JsonEOFException) {
            return fail("the JSON object does not end on this line");
        }
        String reason = bad.getOriginalMessage().lines().findFirst().orElse("");
        return fail(
                bad.getLocation() == null // of a limit, such as that of the depth
                        ? "JSON that cannot be read: " + reason
                        : "no JSON at character %d: %s"
                                .formatted(bad.getLocation().getColumnNr(), reason));
    }

    private boolean fail(String message) {
        problem = message;
        return false;
    }

    /** Name of the field. */
    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    byte[] text() {
        return text;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** What is wrong with the line; null if nothing is, as far as it was read. */
    String problem() {
        return problem;
    }
}
