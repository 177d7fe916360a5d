package dev.glissade.study;

import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.model.Model;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.SliceTree;
import java.util.List;

/**
 * The rows as they are, but that whoever asks for values over all of them gets those over a fixed sample: to look at the objective often
 * costs little then.
 *
 * @param source of all rows
 * @param sample of them
 */
record SampledEvaluations(GradientSource source, Batch sample) implements GradientSource {

    @Override
    public List<GradientAnswer> answer(List<GradientRequest> requests) {
        return source.answer(requests.stream().map(this::sampled).toList());
    }

    private GradientRequest sampled(GradientRequest request) {
        return request instanceof ValueRequest value && value.batch() instanceof AllRows
                ? new ValueRequest(sample, value.point())
                : request;
    }

    @Override
    public Model model() {
        return source.model();
    }

    @Override
    public SliceTree slices() {
        return source.slices();
    }

    @Override
    public double totalWeight() {
        return source.totalWeight();
    }

    @Override
    public PhaseTimes spent() {
        return source.spent();
    }
}
