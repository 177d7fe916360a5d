package dev.glissade.study;

import dev.glissade.gradient.ForwardingSource;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.spark.SparkGradientSource;
import java.util.List;

/**
 * The rows as they are, and what a method takes of the cluster: the jobs and seconds since this was made, without those of looking at
 * the objective, which asks for values alone. A pass in which a method takes a gradient as well is the method's.
 */
final class Looks implements ForwardingSource {

    private static final double SECOND = 1e-9;

    private final SparkGradientSource source;
    private final long jobsBefore;
    private final long begun = System.nanoTime();
    private long jobs;
    private long nanos;

    Looks(SparkGradientSource source) {
        this.source = source;
        this.jobsBefore = source.jobs();
    }

    @Override
    public GradientSource source() {
        return source;
    }

    @Override
    public List<GradientAnswer> answer(List<GradientRequest> requests) {
        long start = System.nanoTime();
        long before = source.jobs();
        List<GradientAnswer> answers = source.answer(requests);
        if (requests.stream().allMatch(request -> request instanceof ValueRequest)) {
            jobs += source.jobs() - before;
            nanos += System.nanoTime() - start;
        }
        return answers;
    }

    /** Jobs that were no looks. */
    long jobs() {
        return source.jobs() - jobsBefore - jobs;
    }

    /** Seconds that were not spent on looks. */
    double seconds() {
        return (System.nanoTime() - begun - nanos) * SECOND;
    }
}
