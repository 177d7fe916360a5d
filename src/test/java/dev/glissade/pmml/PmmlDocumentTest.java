package dev.glissade.pmml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.UserError;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.Model;
import dev.glissade.run.SavedModel;
import dev.glissade.run.SavedModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import org.assertj.core.data.Offset;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.EvaluatorUtil;
import org.jpmml.evaluator.LoadingModelEvaluatorBuilder;
import org.jpmml.model.JAXBUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** An evaluator of JPMML's scores rows by the document as the model does itself. */
class PmmlDocumentTest {

    private static final int ROWS = 40;

    private static final List<String> TWO = List.of("no", "yes");
    private static final List<String> THREE = List.of("low", "<middle> & \"more\"", "höher");

    /** Names that documents have a use of their own for, and such as XML has to write in other words. */
    private static final List<String> NAMES = List.of("score", "probability_yes", "größe <m²> & 'x'", "y", "e");

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("linear", List.of(), Optional.of("y"), NAMES),
                Arguments.of("linear", List.of(), Optional.empty(), List.of()),
                Arguments.of("huber", List.of(), Optional.of("z"), NAMES),
                Arguments.of("logistic", TWO, Optional.of("y"), NAMES),
                Arguments.of("logistic", List.of("-1", "1"), Optional.empty(), List.of()),
                Arguments.of("softmax", THREE, Optional.of("z"), NAMES),
                Arguments.of("softmax", TWO, Optional.of("z"), NAMES),
                Arguments.of("softmax", THREE, Optional.empty(), List.of()),
                Arguments.of("hinge", TWO, Optional.of("y"), NAMES),
                Arguments.of("hinge", List.of("0", "1"), Optional.empty(), List.of()),
                Arguments.of("smooth-hinge", TWO, Optional.of("z"), NAMES));
    }

    private static byte[] document(SavedModel saved) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PmmlDocument(saved).writeTo(out);
        return out.toByteArray();
    }

    private static Evaluator evaluator(byte[] document) throws Exception {
        Evaluator evaluator = new LoadingModelEvaluatorBuilder()
                .load(new ByteArrayInputStream(document))
                .build();
        return evaluator.verify();
    }

    /** A third of the values is 0. */
    private static double[] values(int features) {
        return new SplittableRandom(4)
                .doubles((long) ROWS * features)
                .map(value -> value < 0.3 ? 0 : 4 * value - 2.6)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("models")
    void scoresAsTheModelDoes(String kind, List<String> classes, Optional<String> label, List<String> names)
            throws Exception {
        SavedModel saved = SavedModels.any(kind, classes, label, names, 5);
        Model model = saved.model();
        Evaluator evaluator = evaluator(document(saved));
        double[] values = values(5);
        RowBlock rows = new DenseRows(5, values, new double[ROWS], ones());
        double[] output = new double[model.predictionWidth()];
        for (int row = 0; row < ROWS; row++) {
            double predicted = model.predict(rows, row, saved.parameters().values(), output);
            Map<String, ?> scored = EvaluatorUtil.decodeAll(
                    evaluator.evaluate(fields(names, Arrays.copyOfRange(values, 5 * row, 5 * row + 5))));
            Object result = scored.get(evaluator.getTargetFields().get(0).getName());
            if (classes.isEmpty()) {
                assertThat((Double) result).isCloseTo(predicted, Offset.offset(1e-12));
            } else {
                assertThat(result).isEqualTo(saved.labels().classes().get((int) predicted));
                assertThat(outputs(evaluator, scored)).hasSameSizeAs(output);
                for (int i = 0; i < output.length; i++) {
                    assertThat(outputs(evaluator, scored).get(i)).isCloseTo(output[i], Offset.offset(1e-12));
                }
            }
        }
    }

    private static double[] ones() {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Those that are 0 are missing where features have no names, as in a sparse row. */
    private static Map<String, Object> fields(List<String> names, double[] values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int feature = 0; feature < values.length; feature++) {
            if (!names.isEmpty()) {
                fields.put(names.get(feature), values[feature]);
            } else if (values[feature] != 0) {
                fields.put("x" + feature, values[feature]);
            }
        }
        return fields;
    }

    private static List<Double> outputs(Evaluator evaluator, Map<String, ?> scored) {
        return evaluator.getOutputFields().stream()
                .map(field -> (Double) scored.get(field.getName()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void isAsTheSchemaSays(String kind, List<String> classes, Optional<String> label, List<String> names)
            throws IOException, SAXException {
        byte[] document = document(SavedModels.any(kind, classes, label, names, 5));
        JAXBUtil.getSchema().newValidator().validate(new StreamSource(new ByteArrayInputStream(document)));
        assertThat(new String(document, StandardCharsets.UTF_8)).contains("version=\"4.4\"", "modelName=\"a name\"");
    }

    @Test
    void namesOutputsAsPredictionsDo() throws Exception {
        SavedModel logistic = SavedModels.any("logistic", TWO, Optional.of("y"), List.of("a", "b"), 2);
        assertThat(evaluator(document(logistic)).getOutputFields())
                .extracting(field -> field.getName())
                .containsExactly("probability_no", "probability_yes");
        SavedModel hinge = SavedModels.any("hinge", TWO, Optional.of("y"), List.of("a", "b"), 2);
        assertThat(evaluator(document(hinge)).getOutputFields())
                .extracting(field -> field.getName())
                .containsExactly("score");
    }

    /** A missing value of a named column is no 0: there is no prediction then. */
    @Test
    void aMissingColumnIsNotZero() throws Exception {
        SavedModel saved = SavedModels.any("linear", List.of(), Optional.of("z"), List.of("a", "b"), 2);
        assertThat(EvaluatorUtil.decodeAll(evaluator(document(saved)).evaluate(Map.of("a", 1.0))))
                .isEqualTo(Collections.singletonMap("z", null));
    }

    /** Of 200,000 features, three of which the model heeds. */
    @Test
    void holdsCoefficientsThatAreNotZeroAlone() throws Exception {
        SavedModel dense = SavedModels.any("logistic", TWO, Optional.empty(), List.of(), 200_000);
        double[] parameters = new double[200_001];
        parameters[7] = 1.5;
        parameters[100_000] = -2;
        parameters[199_999] = 1e-300;
        parameters[3] = -0.0;
        SavedModel sparse = new SavedModel(
                dense.family(),
                dense.labels(),
                dense.columns(),
                Optional.empty(),
                dense.features(),
                true,
                DenseVector.wrap(parameters),
                Map.of());
        byte[] document = document(sparse);
        assertThat(document.length).isLessThan(4000);
        Evaluator evaluator = evaluator(document);
        assertThat(evaluator.getInputFields())
                .extracting(field -> field.getName())
                .containsExactlyInAnyOrder("x7", "x100000", "x199999");
        assertThat((Double) EvaluatorUtil.decodeAll(evaluator.evaluate(Map.of("x7", 1.0, "x8", 5.0)))
                        .get("probability_yes"))
                .isCloseTo(1 / (1 + Math.exp(-1.5)), Offset.offset(1e-12));
    }

    @Test
    void refusesWhatPmmlHasNot() {
        assertThatThrownBy(() -> new PmmlDocument(SavedModels.ofUser("com.example.Mine", 2)))
                .isInstanceOf(UserError.class)
                .hasMessage("model.loss = com.example.Mine: PMML knows no losses of one's own; only the kinds of"
                        + " model.kind can be exported");
        assertRefused(
                List.of("no", "y\0\u001b[31mes"),
                List.of("a"),
                "the class \"y??[31mes\" has a character that XML cannot hold");
        assertRefused(
                TWO, List.of("\uFFFF", "\uFFFF", "\uFFFF"), "the feature \"?\" has a character that XML cannot hold");
    }

    private static void assertRefused(List<String> classes, List<String> names, String message) {
        SavedModel saved = SavedModels.any("logistic", classes, Optional.of("y"), names, names.size());
        assertThatThrownBy(() -> new PmmlDocument(saved))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }
}
