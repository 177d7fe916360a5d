package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.Span;
import dev.glissade.study.Runs.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which learning rates serve at one batch size: those that diverge, those that take long, and the best; and whether a warm-up makes
 * good a rate that diverges.
 *
 * <p>Without noise, on a quadratic of largest curvature L, each step of plain descent multiplies the distance to the minimum along
 * that curvature's direction by 1 − ηL: it is stable up to η = 2/L. L is taken at the start and at the minimum.
 */
final class LearningRateStudy implements Study {

    /** Of the bound: factors of two, and closer to it at the bound itself. */
    private static final List<Double> OF_THE_BOUND =
            List.of(1.0 / 64, 1.0 / 32, 1.0 / 16, 0.125, 0.25, 0.5, 0.8, 0.95, 1.05, 1.25, 2.0, 4.0);

    /** Where there is no such bound: of a method whose steps are as long as the rate, whatever the gradient is. */
    private static final double LARGEST_OF_ITS_OWN = 0.5;

    /** Rates whose runs are one piece of work. */
    private static final int TOGETHER = 4;

    /** Of a run, how much a warm-up takes. */
    private static final double WARMUP = 0.1;

    @Override
    public String name() {
        return "learning-rate";
    }

    @Override
    public String varies() {
        return "the learning rate";
    }

    /** The rates are tried as they are, beside a bound on them. */
    @Override
    public Optional<String> fixedBy(Configuration configuration) {
        return Fixed.rate(configuration).or(() -> Fixed.scaling(configuration));
    }

    @Override
    public Configuration varied(Configuration configuration) {
        return configuration.withRate(Double.MAX_VALUE).withSeed(1);
    }

    @Override
    public Findings on(Desk desk) {
        Reference reference = Reference.of(desk);
        Configuration base = desk.configuration();
        StabilityBound bound = StabilityBound.of(base, Reference.hasKinks(desk));
        List<Double> rates = rates(base, reference, bound);
        long batchSize = base.gradient().rowsPerStep(reference.rows());
        Runs runs = new Runs(desk, reference, false);
        Advance advance = new Advance(desk, (long) rates.size() * seeds(base));
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < rates.size(); from += TOGETHER) {
            List<Double> some = rates.subList(from, Math.min(rates.size(), from + TOGETHER));
            outcomes.addAll(advance.group("rates-" + (from / TOGETHER + 1), runs, runs(base, batchSize, some)));
        }
        RateSweep sweep =
                new RateSweep(reference, bound, new Steps(batchSize, outcomes), new Steps(batchSize, List.of()), 0);
        return new LearningRateFindings(base, warmed(desk, runs, sweep)).findings();
    }

    private static List<Double> rates(Configuration base, Reference reference, StabilityBound bound) {
        if (!base.study().rates().isEmpty()) {
            return base.study().rates();
        }
        Optional<Double> limit = bound.stretch().map(times -> times * 2 / reference.requireCurvature(bound.kinks()));
        int count = OF_THE_BOUND.size();
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double share = OF_THE_BOUND.get(i);
            int doublings = count - 1 - i;
            rates.add(limit.map(of -> share * of).orElse(LARGEST_OF_ITS_OWN / (1L << doublings)));
        }
        return rates;
    }

    /** Without chance one is like the other. */
    private static int seeds(Configuration base) {
        return base.gradient().takesAllRows() ? 1 : base.study().seeds();
    }

    private static List<Run> runs(Configuration base, long batchSize, List<Double> rates) {
        List<Run> runs = new ArrayList<>();
        for (double rate : rates) {
            for (int seed = 0; seed < seeds(base); seed++) {
                runs.add(new Run(base.withRate(rate).withSeed(base.seed() + seed), batchSize, rate));
            }
        }
        return runs;
    }

    /** The sweep with the runs that are done again with warm-up, if there is a rate to rescue, and no warm-up already. */
    private static RateSweep warmed(Desk desk, Runs runs, RateSweep sweep) {
        Configuration base = desk.configuration();
        List<Double> rates = sweep.toWarm();
        if (rates.isEmpty() || !base.learningRate().warmup().isZero()) {
            return sweep;
        }
        Span length = warmup(base);
        long batchSize = sweep.swept().batchSize();
        double steps = length.unit() == Span.Unit.STEPS
                ? length.amount()
                : length.amount() * sweep.reference().rows() / batchSize;
        List<Run> group = runs(base.withWarmup(length), batchSize, rates);
        return sweep.withWarmed(new Advance(desk, group.size()).group("warmup", runs, group), steps);
    }

    private static Span warmup(Configuration base) {
        return base.stop()
                .maxSteps()
                .map(steps -> Span.steps(Math.max(1, Math.round(WARMUP * steps))))
                .orElseGet(
                        () -> Span.epochs(WARMUP * Runs.epochLimit(base.stop()).orElseThrow()));
    }
}
