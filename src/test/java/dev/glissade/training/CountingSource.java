package dev.glissade.training;

import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.List;

/** A source that counts how often it is asked, each time a job, and for how much. */
class CountingSource implements GradientSource {

    private final GradientSource data;
    private long passes;
    private final List<GradientRequest> all = new ArrayList<>();

    CountingSource(GradientSource data) {
        this.data = data;
    }

    long passes() {
        return passes;
    }

    long requests() {
        return all.size();
    }

    /** All that was asked for. */
    List<GradientRequest> all() {
        return all;
    }

    @Override
    public List<GradientAnswer> answer(List<GradientRequest> asked) {
        passes++;
        all.addAll(asked);
        return data.answer(asked);
    }

    @Override
    public Model model() {
        return data.model();
    }

    @Override
    public SliceTree slices() {
        return data.slices();
    }

    @Override
    public double totalWeight() {
        return data.totalWeight();
    }
}
