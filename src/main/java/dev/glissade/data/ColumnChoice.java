package dev.glissade.data;

import java.util.List;

/**
 * Which columns of a table with named columns are its label, its weight and its features; for the driver only.
 *
 * @param names all columns of the table, in its order
 * @param label the label's column, from 0; {@link #NONE} if labels are not read
 * @param weight the weight's column; {@link #NONE} if all rows weigh 1
 * @param features the features' columns in the order of the features
 */
record ColumnChoice(List<String> names, int label, int weight, List<Integer> features) {

    /** Stands for a column that there is not. */
    static final int NONE = -1;

    /** Of a table without columns. */
    static final ColumnChoice NOTHING = new ColumnChoice(List.of(), NONE, NONE, List.of());

    /** Names of the features' columns, in the order of the features. */
    List<String> featureNames() {
        return features.stream().map(names::get).toList();
    }
}
