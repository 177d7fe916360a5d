package dev.glissade.pmml;

import dev.glissade.config.UserError;
import dev.glissade.data.ColumnStages;
import dev.glissade.data.RawColumns;
import dev.glissade.model.ParameterLayout;
import dev.glissade.run.SavedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dmg.pmml.MiningField;
import org.dmg.pmml.MiningSchema;
import org.dmg.pmml.OpType;
import org.dmg.pmml.regression.CategoricalPredictor;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionTable;

/**
 * The fields of a document: those of the features that have a coefficient other than 0, in order, and the label. A feature without a
 * name is {@code xJ}, J its number from 0, and is 0 where it is missing, as in the sparse rows that such models come from. Of raw columns
 * the fields are the columns themselves, and a categorical one has a coefficient a value.
 */
final class Fields {

    private final SavedModel saved;
    private final ParameterLayout layout;
    private final double[] parameters;
    private final List<Term> terms;
    private final Map<String, OpType> features = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final String label;

    /**
     * What a coefficient is multiplied by.
     *
     * @param field the number or, where there is a value, whether the field has it
     * @param value a category
     */
    private record Term(String field, Optional<String> value) {

        void addTo(RegressionTable table, double weight) {
            if (value.isPresent()) {
                table.addCategoricalPredictors(new CategoricalPredictor(field, value.get(), weight));
            } else {
                table.addNumericPredictors(new NumericPredictor(field, weight));
            }
        }

        OpType type() {
            return value.isPresent() ? OpType.CATEGORICAL : OpType.CONTINUOUS;
        }
    }

    /** @throws UserError if a name cannot be written, or is that of two features */
    Fields(SavedModel saved) {
        this.saved = saved;
        this.layout = saved.model().layout();
        this.parameters = saved.parameters().values();
        this.terms = terms(saved);
        saved.labels().classes().forEach(each -> requireXml("the class", each));
        for (int feature = 0; feature < layout.features(); feature++) {
            if (isUsed(feature)) {
                take(terms.get(feature));
            }
        }
        taken.addAll(features.keySet());
        this.label = free(saved.columns().label().orElse("label"));
        requireXml("the label", label);
    }

    private static List<Term> terms(SavedModel saved) {
        if (saved.stages().isPresent()) {
            return terms(saved.stages().get());
        }
        List<String> names = saved.columns().names();
        return IntStream.range(0, saved.features())
                .mapToObj(feature -> new Term(names.isEmpty() ? "x" + feature : names.get(feature), Optional.empty()))
                .toList();
    }

    private static List<Term> terms(ColumnStages stages) {
        RawColumns raw = stages.columns();
        if (!raw.hashed().isEmpty()) {
            throw new UserError(
                    "data.columns.hashed = %s: PMML knows no hashes; only numeric and categorical columns can be exported"
                            .formatted(raw.hashed()));
        }
        List<Term> terms = new ArrayList<>();
        raw.numeric().forEach(name -> terms.add(new Term(name, Optional.empty())));
        for (int column = 0; column < raw.categorical().size(); column++) {
            for (String value : stages.categories().get(column)) {
                terms.add(new Term(raw.categorical().get(column), Optional.of(value)));
            }
        }
        return terms;
    }

    private void take(Term term) {
        requireXml("the feature", term.field());
        term.value().ifPresent(value -> requireXml("the category", value));
        if (features.put(term.field(), term.type()) != null && term.value().isEmpty()) {
            throw new UserError(
                    "two features have the name \"%s\"; PMML needs a name for each".formatted(term.field()));
        }
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

    /** With their types, in order. */
    Map<String, OpType> features() {
        return Collections.unmodifiableMap(features);
    }

    /** Of a model that takes the features. */
    MiningSchema schema() {
        boolean nameless = saved.stages().isEmpty() && saved.columns().names().isEmpty();
        MiningSchema schema = new MiningSchema();
        for (String name : features.keySet()) {
            MiningField field = new MiningField(name);
            if (nameless) {
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
        for (int feature = 0; feature < layout.features(); feature++) {
            double weight = parameters[layout.from(output) + feature];
            if (weight != 0) {
                terms.get(feature).addTo(table, weight);
            }
        }
        return table;
    }
}
