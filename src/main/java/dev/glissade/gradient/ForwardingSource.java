package dev.glissade.gradient;

import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.List;

/** A source over the rows of another one: whatever it does not answer in its own way, that one answers. */
public interface ForwardingSource extends GradientSource {

    /** The other one. */
    GradientSource source();

    @Override
    default Model model() {
        return source().model();
    }

    @Override
    default SliceTree slices() {
        return source().slices();
    }

    @Override
    default double totalWeight() {
        return source().totalWeight();
    }

    @Override
    default List<GradientAnswer> answer(List<GradientRequest> requests) {
        return source().answer(requests);
    }

    @Override
    default PhaseTimes spent() {
        return source().spent();
    }
}
