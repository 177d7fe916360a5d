package dev.glissade.gradient;

/** The answer to a {@link GradientRequest}. */
public sealed interface GradientAnswer
        permits GradientSum, ValueSum, SlopeSum, LargestNorm, SquaresSum, LocalMean, FeaturesOfRows {}
