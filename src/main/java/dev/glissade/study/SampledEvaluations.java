package dev.glissade.study;

import dev.glissade.gradient.ForwardingSource;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Batch;
import java.util.List;

/**
 * The rows as they are, but that whoever asks for values over all of them gets those over a fixed sample: to look at the objective often
 * costs little then.
 *
 * @param source of all rows
 * @param sample of them
 */
record SampledEvaluations(GradientSource source, Batch sample) implements ForwardingSource {

    @Override
    public List<GradientAnswer> answer(List<GradientRequest> requests) {
        return source.answer(requests.stream().map(this::sampled).toList());
    }

    private GradientRequest sampled(GradientRequest request) {
        return request instanceof ValueRequest value && value.batch() instanceof AllRows
                ? new ValueRequest(sample, value.point())
                : request;
    }
}
