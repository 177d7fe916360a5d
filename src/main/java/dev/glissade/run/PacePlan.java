package dev.glissade.run;

import dev.glissade.config.BatchSizeSettings;
import dev.glissade.config.BatchSizeSettings.Kind;
import dev.glissade.config.Configuration;
import dev.glissade.config.LearningRateSettings;
import dev.glissade.config.Span;
import dev.glissade.config.UserError;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.BatchSizes;
import dev.glissade.schedule.Clock;
import dev.glissade.schedule.Gain;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns the settings of the learning rate and of the batches' sizes, where these depend on each other, into schedules and the way
 * they are read.
 *
 * <p>While batches are of one size, all lengths are in steps. Where they grow, a length in steps is one of the run's own steps, and a
 * length in epochs is counted by the rows drawn, in steps of the first size. With AdaScale the rate's lengths are in steps of the
 * reference batch.
 */
final class PacePlan {

    private final LearningRateSettings rate;
    private final BatchSizeSettings batches;
    private final Lengths lengths;

    /**
     * @param slices of the table that have rows
     * @throws UserError if the noise is needed, and no batch would show any
     */
    PacePlan(Configuration configuration, Lengths lengths, long slices) {
        this.rate = configuration.learningRate();
        this.batches = configuration.batchSizes();
        this.lengths = lengths;
        requireNoise(slices);
    }

    private void requireNoise(long slices) {
        boolean follows = batches.kind() == Kind.NOISE_SCALE;
        boolean gains = adaScale() && (batches.grows() || lengths.batchSize() != reference());
        if (!follows && !gains) {
            return;
        }
        String needing = follows ? "batch-size-schedule.kind = noise-scale" : "learning-rate.scaling = adascale";
        if (slices < 2) {
            throw new UserError(
                    needing + ": the noise shows between the rows of two slices at least, and all rows are in one;"
                            + " set data.slices to 64, say");
        }
        if (lengths.batchSize() == 1 && (follows || !batches.grows())) {
            throw new UserError(
                    needing + ": batches of one row show no noise; gradient.batch-size = 1 must be at least 2 for it");
        }
    }

    /** Whether the rate's schedule counts the steps of a reference batch. */
    boolean adaScale() {
        return rate.scaling() == LearningRateSettings.Scaling.ADASCALE;
    }

    /** Whether rates or batches follow the noise of the gradient. */
    boolean needsNoise() {
        return adaScale() || batches.kind() == Kind.NOISE_SCALE;
    }

    /** The rate's schedule from this initial rate. */
    LearningRate schedule(double initial) {
        return new RatePlan(rate, adaScale() ? lengths.inReferenceSteps(reference()) : lengths).schedule(initial);
    }

    /** The batches' sizes beside that schedule. */
    BatchSizes sizes(LearningRate schedule) {
        long first = lengths.batchSize();
        long most = batches.maximum().orElse(lengths.rows());
        if (batches.grows() && (most < first || most > lengths.rows())) {
            throw new UserError(
                    "batch-size-schedule.maximum = %d: must be at least gradient.batch-size, which is %d, and at most the"
                                    .formatted(most, first)
                            + " %d rows of the training set".formatted(lengths.rows()));
        }
        return switch (batches.kind()) {
            case CONSTANT -> BatchSizes.constant(first);
            case STEP -> stepwise(first, most);
            case INSTEAD_OF_DECAY ->
                BatchSizes.insteadOfDecay(first, schedule, lengths.steps(rate.warmup()), most, rateClock());
            case NOISE_SCALE ->
                BatchSizes.followingNoise(first, batches.factor().orElseThrow(), most);
        };
    }

    private BatchSizes stepwise(long first, long most) {
        double factor = batches.factor().orElseThrow();
        return batches.every()
                .map(every -> BatchSizes.stepwise(first, factor, lengths.atLeastOne(every), most, clock(every.unit())))
                .orElseGet(() -> BatchSizes.atMarks(
                        first,
                        factor,
                        batches.at().stream().map(lengths::atLeastOne).toList(),
                        most,
                        clock(batches.at().get(0).unit())));
    }

    /** How the rate's schedule is read with batches of these sizes. */
    Pace pace(BatchSizes sizes) {
        if (adaScale()) {
            return new Pace(Clock.GAINED, Gain.adaScale(drawn(sizes, reference()), reference()));
        }
        Gain gain = batches.kind() == Kind.INSTEAD_OF_DECAY ? Gain.ofBatch(drawn(sizes, sizes.first())) : Gain.NONE;
        return new Pace(rateClock(), gain);
    }

    /** An epoch's last batch may be short, and gains as much less. */
    private BatchSizes drawn(BatchSizes sizes, long least) {
        return lengths.sampling().mode() == Sampling.Mode.EPOCH_SHUFFLE
                ? BatchSizes.endingShort(sizes, least, lengths.rows())
                : sizes;
    }

    /** What the steps between two evaluations are counted by. */
    Clock evaluations(Span every) {
        return clock(every.unit());
    }

    private long reference() {
        return rate.referenceBatchSize().orElseThrow();
    }

    /** The rate's lengths are all of one unit where that makes a difference. */
    private Clock rateClock() {
        if (!batches.grows()) {
            return Clock.STEPS;
        }
        List<Span> spans = new ArrayList<>(rate.at());
        Stream.of(rate.every(), rate.period()).forEach(span -> span.ifPresent(spans::add));
        if (!rate.warmup().isZero()) {
            spans.add(rate.warmup());
        }
        // not by the limits of the run, which may be others when it goes on
        Span.Unit unit = spans.isEmpty() ? Span.Unit.EPOCHS : spans.get(0).unit();
        if (spans.stream().anyMatch(span -> span.unit() != unit)) {
            throw new UserError(
                    "learning-rate: where batches grow, its lengths must be all in steps or all in epochs, not %s"
                            .formatted(spans));
        }
        return clock(unit);
    }

    private Clock clock(Span.Unit unit) {
        if (!batches.grows() || unit == Span.Unit.STEPS) {
            return Clock.STEPS;
        }
        boolean endsShort = lengths.sampling().mode() == Sampling.Mode.EPOCH_SHUFFLE;
        return Clock.rows(lengths.batchSize(), endsShort ? lengths.rows() : lengths.batchSize());
    }
}
