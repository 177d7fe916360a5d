package dev.glissade.training;

import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.gradient.ValueSum;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A source that evaluates some weights along with the first pass that is made over it: an evaluation beside a gradient costs
 * no job of its own.
 */
final class SharedPass implements GradientSource {

    private final GradientSource data;
    private final ValueRequest evaluation;
    private Optional<ValueSum> evaluated = Optional.empty();

    SharedPass(GradientSource data, DenseVector weights) {
        this.data = data;
        this.evaluation = new ValueRequest(data.allRows(), weights);
    }

    /** The sums of the weights' evaluation, by a pass of their own if there was none. */
    ValueSum evaluated() {
        return evaluated.orElseGet(() -> data.value(evaluation));
    }

    @Override
    public List<GradientAnswer> answer(List<GradientRequest> requests) {
        if (evaluated.isPresent()) {
            return data.answer(requests);
        }
        List<GradientRequest> all = new ArrayList<>(requests);
        all.add(evaluation);
        List<GradientAnswer> answers = data.answer(all);
        evaluated = Optional.of((ValueSum) answers.get(requests.size()));
        return answers.subList(0, requests.size());
    }

    @Override
    public PhaseTimes spent() {
        return data.spent();
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
