package dev.glissade.pmml;

import dev.glissade.config.UserError;
import dev.glissade.model.ParameterLayout;
import dev.glissade.run.SavedModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dmg.pmml.MiningField;
import org.dmg.pmml.MiningSchema;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionTable;

/**
 * The names of a document: those features that have a coefficient other than 0, in order, and the label. A feature without a
 * name is {@code xJ}, J its number from 0, and is 0 where it is missing, as in the sparse rows that such models come from.
 */
final class Fields {

    private final SavedModel saved;
    private final ParameterLayout layout;
    private final double[] parameters;
    private final List<Integer> features = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final String label;

    /** @throws UserError if a name cannot be written, or is that of two features */
    Fields(SavedModel saved) {
        this.saved = saved;
        this.layout = saved.model().layout();
        this.parameters = saved.parameters().values();
        saved.labels().classes().forEach(each -> requireXml("the class", each));
        for (int feature = 0; feature < layout.features(); feature++) {
            if (isUsed(feature)) {
                features.add(feature);
                requireXml("the feature", name(feature));
                if (!taken.add(name(feature))) {
                    throw new UserError(
                            "two features have the name \"%s\"; PMML needs a name for each".formatted(name(feature)));
                }
            }
        }
        this.label = free(saved.columns().label().orElse("label"));
        requireXml("the label", label);
    }

    private boolean isUsed(int feature) {
        for (int output = 0; output < layout.outputs(); output++) {
            if (parameters[layout.from(output) + feature] != 0) {
                return true;
            }
        }
        return false;
    }

    /** XML has no way to write most control characters. */
    private static void requireXml(String what, String name) {
        boolean known = name.codePoints()
                .allMatch(each -> each == '\t'
                        || each == '\n'
                        || each == '\r'
                        || (each >= 0x20 && each <= 0xD7FF)
                        || (each >= 0xE000 && each <= 0xFFFD)
                        || each >= 0x10000);
        if (!known) {
            throw new UserError("%s \"%s\" has a character that XML cannot hold"
                    .formatted(what, name.replaceAll("[^\\P{Cntrl}]|[\\uD800-\\uDFFF]|[\\uFFFE\\uFFFF]", "?")));
        }
    }

    private String name(int feature) {
        List<String> names = saved.columns().names();
        return names.isEmpty() ? "x" + feature : names.get(feature);
    }

    /** This name or, where it is one of the document already, the first free one with underscores behind it. */
    String free(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    String label() {
        return label;
    }

    List<String> features() {
        return features.stream().map(this::name).toList();
    }

    /** Of a model that takes the features. */
    MiningSchema schema() {
        MiningSchema schema = new MiningSchema();
        for (String name : features()) {
            MiningField field = new MiningField(name);
            if (saved.columns().names().isEmpty()) {
                field.setMissingValueReplacement(0);
            }
            schema.addMiningFields(field);
        }
        return schema;
    }

    /** Of one that predicts the label too. */
    MiningSchema schemaWithLabel() {
        return schema().addMiningFields(target());
    }

    MiningField target() {
        return new MiningField(label).setUsageType(MiningField.UsageType.TARGET);
    }

    /** The margin of an output: m = Σ wⱼxⱼ + b over the weights that are not 0. */
    RegressionTable margin(int output) {
        RegressionTable table = new RegressionTable(layout.intercept() ? parameters[layout.interceptOf(output)] : 0.0);
        for (int feature : features) {
            double weight = parameters[layout.from(output) + feature];
            if (weight != 0) {
                table.addNumericPredictors(new NumericPredictor(name(feature), weight));
            }
        }
        return table;
    }
}
