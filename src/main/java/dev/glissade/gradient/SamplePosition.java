package dev.glissade.gradient;

/**
 * Where a run stands in its stream of samples.
 *
 * @param step steps taken before, so the first step is at 0
 * @param rowsDrawn rows that those steps drew
 */
public record SamplePosition(long step, long rowsDrawn) {}
