package dev.glissade.gradient;

/**
 * The largest row.
 *
 * @param value max cᵢ(‖xᵢ‖² + constant²); 0 over no rows
 */
public record LargestNorm(double value) implements GradientAnswer {}
