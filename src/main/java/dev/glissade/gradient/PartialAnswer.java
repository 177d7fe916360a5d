package dev.glissade.gradient;

import java.io.Serializable;

/** What some slices come to for one request: parts are merged in any order, on any machine, to the same bits. */
public sealed interface PartialAnswer extends Serializable permits CanonicalSum, FeaturesOfGroups {

    /**
     * Adds everything that another part for the same request holds; the other must not be used afterwards.
     *
     * @throws IllegalArgumentException if it is not for the same request
     */
    void merge(PartialAnswer other);
}
