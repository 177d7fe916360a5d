package dev.glissade.pmml;

import dev.glissade.config.UserError;
import dev.glissade.run.ModelFamily;
import dev.glissade.run.SavedModel;
import dev.glissade.run.Version;
import jakarta.xml.bind.JAXBException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.dmg.pmml.Application;
import org.dmg.pmml.DataDictionary;
import org.dmg.pmml.DataField;
import org.dmg.pmml.DataType;
import org.dmg.pmml.Header;
import org.dmg.pmml.MiningField;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.MiningSchema;
import org.dmg.pmml.Model;
import org.dmg.pmml.OpType;
import org.dmg.pmml.Output;
import org.dmg.pmml.OutputField;
import org.dmg.pmml.PMML;
import org.dmg.pmml.ResultFeature;
import org.dmg.pmml.True;
import org.dmg.pmml.Value;
import org.dmg.pmml.mining.MiningModel;
import org.dmg.pmml.mining.Segment;
import org.dmg.pmml.mining.Segmentation;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionModel;
import org.dmg.pmml.regression.RegressionModel.NormalizationMethod;
import org.dmg.pmml.regression.RegressionTable;
import org.jpmml.model.JAXBSerializer;

/**
 * A saved model in PMML 4.4, as a {@code RegressionModel}.
 *
 * <ul>
 *   <li>{@code linear} and {@code huber}: a regression, the margin m itself.
 *   <li>{@code logistic}: a classification by the logit, 1/(1 + e⁻ᵐ) for the second class.
 *   <li>{@code softmax}: a classification by softmax over the margins of all classes.
 *   <li>{@code hinge} and {@code smooth-hinge}: the margin is a score and no probability, so two models in a chain: a
 *       regression to the output {@code score}, and a classification by its sign.
 * </ul>
 *
 * <p>Outputs have the names that predictions have: {@code probability_CLASS}, {@code score}.
 *
 * <p>Source: Data Mining Group, PMML 4.4.1, "Regression" and "Output".
 */
public final class PmmlDocument {

    private static final String VERSION = "4.4";

    private final SavedModel saved;
    private final Fields fields;

    /** @throws UserError if PMML has no such model, or no such name */
    public PmmlDocument(SavedModel saved) {
        requireKnown(saved.family());
        this.saved = saved;
        this.fields = new Fields(saved);
    }

    /**
     * Tells it of a model before the whole of it is read: a loss of the user's is a class, which no other program has.
     *
     * @throws UserError if it is one
     */
    public static void requireKnown(ModelFamily family) {
        if (family.lossClass().isPresent()) {
            throw new UserError("%s: PMML knows no losses of one's own; only the kinds of model.kind can be exported"
                    .formatted(family));
        }
    }

    /** Writes it as indented XML, without anything of the time or the place. */
    public void writeTo(OutputStream out) throws IOException {
        Header header = new Header().setApplication(new Application("Glissade").setVersion(Version.current()));
        PMML pmml = new PMML(VERSION, header, dictionary()).addModels(model());
        try {
            new JAXBSerializer().serializePretty(pmml, out);
        } catch (JAXBException failed) {
            throw new IOException("cannot write PMML: " + failed, failed);
        }
    }

    private DataDictionary dictionary() {
        boolean classes = saved.labels().classCount() > 0;
        DataField label = new DataField(
                fields.label(),
                classes ? OpType.CATEGORICAL : OpType.CONTINUOUS,
                classes ? DataType.STRING : DataType.DOUBLE);
        saved.labels().classes().forEach(name -> label.addValues(new Value(name)));
        DataDictionary dictionary = new DataDictionary().addDataFields(label);
        fields.features()
                .forEach((name, type) -> dictionary.addDataFields(
                        new DataField(name, type, type == OpType.CATEGORICAL ? DataType.STRING : DataType.DOUBLE)));
        return dictionary;
    }

    private Model model() {
        String kind = saved.family().kind().orElseThrow();
        Model model = switch (kind) {
            case "linear", "huber" -> regression(fields.schemaWithLabel());
            case "logistic" -> logistic();
            case "softmax" -> softmax();
            case "hinge", "smooth-hinge" -> bySign();
            default -> throw new UserError("model.kind = %s: there is no PMML for it".formatted(kind));
        };
        Optional.ofNullable(saved.provenance().get("name")).ifPresent(model::setModelName);
        return model;
    }

    private RegressionModel regression(MiningSchema schema) {
        return new RegressionModel(MiningFunction.REGRESSION, schema, List.of(fields.margin(0)))
                .setNormalizationMethod(NormalizationMethod.NONE);
    }

    private RegressionModel logistic() {
        return byLogit(fields.schemaWithLabel(), fields.margin(0), 1).setOutput(probabilities());
    }

    /** PMML's first table is that of the class which the margin speaks for; of equal classes evaluators take it too. */
    private RegressionModel byLogit(MiningSchema schema, RegressionTable margin, int speaksFor) {
        List<String> classes = saved.labels().classes();
        return new RegressionModel(
                        MiningFunction.CLASSIFICATION,
                        schema,
                        List.of(
                                margin.setTargetCategory(classes.get(speaksFor)),
                                new RegressionTable(0.0).setTargetCategory(classes.get(1 - speaksFor))))
                .setNormalizationMethod(NormalizationMethod.LOGIT);
    }

    private RegressionModel softmax() {
        List<String> classes = saved.labels().classes();
        RegressionModel model = new RegressionModel()
                .setMiningFunction(MiningFunction.CLASSIFICATION)
                .setMiningSchema(fields.schemaWithLabel())
                .setNormalizationMethod(NormalizationMethod.SOFTMAX)
                .setOutput(probabilities());
        for (int output = 0; output < classes.size(); output++) {
            model.addRegressionTables(fields.margin(output).setTargetCategory(classes.get(output)));
        }
        return model;
    }

    private Output probabilities() {
        Output output = new Output();
        for (String name : saved.labels().classes()) {
            output.addOutputFields(
                    new OutputField(fields.free("probability_" + name), OpType.CONTINUOUS, DataType.DOUBLE)
                            .setResultFeature(ResultFeature.PROBABILITY)
                            .setValue(name));
        }
        return output;
    }

    private MiningModel bySign() {
        String margin = fields.free("margin");
        RegressionModel scores = regression(fields.schema()).setOutput(predicted(margin, Optional.empty()));
        MiningSchema ofMargin = new MiningSchema().addMiningFields(new MiningField(margin), fields.target());
        // for the first class, so that a margin of 0 means that one, as it does in predictions
        RegressionTable against = new RegressionTable(0.0).addNumericPredictors(new NumericPredictor(margin, -1.0));
        List<Segment> chain = List.of(
                new Segment(new True(), scores).setId("1"),
                new Segment(new True(), byLogit(ofMargin, against, 0)).setId("2"));
        return new MiningModel(MiningFunction.CLASSIFICATION, fields.schemaWithLabel())
                .setSegmentation(new Segmentation(Segmentation.MultipleModelMethod.MODEL_CHAIN, chain))
                .setOutput(predicted(fields.free("score"), Optional.of("1")));
    }

    /** What a model predicts, or one of a chain. */
    private static Output predicted(String name, Optional<String> segment) {
        return new Output()
                .addOutputFields(new OutputField(name, OpType.CONTINUOUS, DataType.DOUBLE)
                        .setResultFeature(ResultFeature.PREDICTED_VALUE)
                        .setSegmentId(segment.orElse(null)));
    }
}
