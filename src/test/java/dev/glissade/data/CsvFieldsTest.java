package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFieldsTest {

    /** The fields of a line; ends with "wrong" where the quotes are. */
    private static List<String> fields(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        CsvFields fields = new CsvFields();
        fields.begin(bytes, bytes.length);
        List<String> texts = new ArrayList<>();
        while (fields.hasNext()) {
            if (!fields.next()) {
                texts.add("wrong");
                break;
            }
            texts.add(new String(fields.text(), fields.from(), fields.to() - fields.from(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|[]",
                "a|[a]",
                "a,b|[a, b]",
                "a,|[a, ]",
                ",|[, ]",
                "` a , b\t\r`|[a, b]",
                "a b,c d|[a b, c d]",
                "\"a\"|[a]",
                "\"a\",\"b\"|[a, b]",
                "\"a;b,c\",d|[a;b,c, d]",
                "` \"a\" ,b`|[a, b]",
                "\"\"|[]",
                "\"\",b|[, b]",
                "\"\",\"\"|[, ]",
                "\"a\"\"b\"|[a\"b]",
                "\"\"\"\"|[\"]",
                "\"\"\"a\"\"\",b|[\"a\", b]",
                "5\" disc,b|[5\" disc, b]",
                "Ü,ß|[Ü, ß]"
            })
    void quotesAndBlanks(String line, String expected) {
        assertThat(fields(line)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"a", "a,\"b", "\"a\"b", "\"a\"\"", "\"a\" b,c", "\"\"\""})
    void aQuotedFieldEndsWithAQuoteAndNothingBehindIt(String line) {
        assertThat(fields(line)).endsWith("wrong");
    }
}
