package dev.glissade.training;

/**
 * All that a run needs to go on from a state.
 *
 * @param state where it is
 * @param kept what it may fall back on
 * @param rollbacks how often it has
 * @param rateFactor what the learning rate is multiplied by for it
 * @param extremes of its steps so far
 */
public record SavePoint(TrainingState state, Kept kept, int rollbacks, double rateFactor, StepExtremes extremes) {}
