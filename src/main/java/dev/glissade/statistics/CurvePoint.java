package dev.glissade.statistics;

/**
 * A point of a run's curve.
 *
 * @param at epochs, steps or seconds, from 0
 * @param gap F − F*, how far the objective lies above its minimum
 */
public record CurvePoint(double at, double gap) {}
