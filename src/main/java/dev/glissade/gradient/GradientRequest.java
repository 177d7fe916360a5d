package dev.glissade.gradient;

import java.io.Serializable;

/** Something to be worked out of the rows. A {@link GradientSource} answers a list of requests in one pass over its data. */
public sealed interface GradientRequest extends Serializable permits BatchRequest, LocalRequest {

    /** How many numbers it carries to each task: parameters, mostly. */
    long numbersShipped();

    /** How many numbers a partial answer has. */
    long numbersReturned();
}
