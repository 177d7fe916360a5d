package dev.glissade.gradient;

import dev.glissade.linalg.IndexSet;

/**
 * The features of a batch's rows.
 *
 * @param features those that at least one of its rows stores
 * @param nonZeros how many values its rows store
 */
public record FeaturesOfRows(IndexSet features, long nonZeros) implements GradientAnswer {}
