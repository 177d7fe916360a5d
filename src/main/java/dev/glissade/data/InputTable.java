package dev.glissade.data;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;

/**
 * A table that can be read, before anything of it is; for the driver only.
 *
 * @param name how messages call it
 * @param blocks its rows, when they are asked for
 * @param featureNames a name a feature; empty where there are none
 * @param sameWidth whether each row has the same number of features (they have columns, or are vectors of one size)
 * @param inLines whether messages count lines of files, rather than rows
 * @param display how messages call one of its files
 */
record InputTable(
        String name,
        JavaRDD<InputBlock> blocks,
        List<String> featureNames,
        boolean sameWidth,
        boolean inLines,
        UnaryOperator<String> display) {}
