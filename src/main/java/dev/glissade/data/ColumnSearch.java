package dev.glissade.data;

import dev.glissade.config.UserError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the columns of a table that were asked for, and says what there is where one is missing. */
final class ColumnSearch {

    /** The label's column where none is named. */
    static final String USUAL_LABEL = "label";

    /** Longer lists of columns are cut in messages. */
    private static final int SHOWN = 30;

    private final String table;
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * @param table name of the table, for messages
     * @param names all its columns; one without a name is the empty text
     * @throws UserError if two columns have one name
     */
    ColumnSearch(String table, List<String> names) {
        this.table = table;
        this.names = names;
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            if (places.putIfAbsent(name, column) != null && !name.isEmpty()) {
                throw new UserError("%s has two columns named %s".formatted(table, Problem.quote(name)));
            }
        }
    }

    /**
     * The columns to read.
     *
     * @param vectors columns that hold vectors: if nothing else is said, a single one of them is all the features
     * @throws UserError if a column is missing, or not told
     */
    ColumnChoice choose(ReadRequest request, Set<Integer> vectors) {
        Optional<String> labelName = request.options().labelColumn().or(this::usualLabel);
        Optional<String> weightName = request.options().weightColumn();
        int label = ColumnChoice.NONE;
        int weight = ColumnChoice.NONE;
        Set<Integer> taken = new HashSet<>();
        if (request.purpose() == ReadRequest.Purpose.PREDICTION) {
            // Neither is read, nor need be there; but they are no features.
            labelName.map(places::get).ifPresent(taken::add);
            weightName.map(places::get).ifPresent(taken::add);
        } else {
            label = find(labelName.orElseThrow(this::labelNotSet), "data.label");
            weight = weightName.isPresent() ? find(weightName.get(), "data.weight") : ColumnChoice.NONE;
            taken.add(label);
            taken.add(weight);
        }
        return new ColumnChoice(names, label, weight, features(request, vectors, taken));
    }

    /** The name that spark.ml's readers and estimators use, where it is a column's. */
    private Optional<String> usualLabel() {
        return places.containsKey(USUAL_LABEL) ? Optional.of(USUAL_LABEL) : Optional.empty();
    }

    private UserError labelNotSet() {
        return new UserError("data.label is not set; %s has the columns %s".formatted(table, list()));
    }

    private List<Integer> features(ReadRequest request, Set<Integer> vectors, Set<Integer> taken) {
        List<String> ofModel = request.schema().map(TableSchema::featureNames).orElse(List.of());
        if (!ofModel.isEmpty()) {
            return ofModel.stream()
                    .map(name -> find(name, "a feature of the model"))
                    .toList();
        }
        List<String> configured = request.options().featureColumns();
        if (!configured.isEmpty()) {
            return configured.stream().map(name -> find(name, "data.features")).toList();
        }
        List<Integer> rest = IntStream.range(0, names.size())
                .boxed()
                .filter(column -> !taken.contains(column))
                .toList();
        List<Integer> restVectors = rest.stream().filter(vectors::contains).toList();
        return restVectors.size() == 1 ? restVectors : named(rest);
    }

    private List<Integer> named(List<Integer> columns) {
        if (columns.isEmpty()) {
            throw new UserError("%s has no column for a feature; its columns are %s".formatted(table, list()));
        }
        for (int column : columns) {
            if (names.get(column).isEmpty()) {
                throw new UserError("%s: column %d has no name; give it one, or list the columns in data.features"
                        .formatted(table, column + 1));
            }
        }
        return columns;
    }

    /**
     * The place of a column.
     *
     * @param key where its name comes from, for messages
     * @throws UserError if there is none
     */
    int find(String name, String key) {
        Integer column = places.get(name);
        if (column == null) {
            throw new UserError("%s has no column %s (%s)%s; its columns are %s"
                    .formatted(table, Problem.quote(name), key, suggestion(name), list()));
        }
        return column;
    }

    private String suggestion(String name) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String nearest = null;
        int least = name.length() / 2 + 1; // anything farther is no misspelling
        for (String candidate : names) {
            int away = distance.apply(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (away < least) {
                least = away;
                nearest = candidate;
            }
        }
        return nearest == null ? "" : "; did you mean %s?".formatted(Problem.quote(nearest));
    }

    private String list() {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? shown : "%s, … (%d in all)".formatted(shown, names.size());
    }
}
