package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.study.Runs.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of a study of scaling. Those of one batch size take about as many steps, and so do those of a rule at small batch sizes: each is a
 * piece of work whose runs advance together.
 *
 * @param base the configuration that is varied
 * @param sizes batch sizes, ascending
 * @param runs does them
 * @param advance tells how far they are
 */
record ScalingWork(Configuration base, List<Long> sizes, Runs runs, Advance advance) {

    /** All batch sizes at all rates with all seeds. */
    List<Steps> grid(List<Double> rates) {
        List<Steps> grid = new ArrayList<>();
        for (long size : sizes) {
            List<Run> group = new ArrayList<>();
            for (double rate : rates) {
                for (int seed = 0; seed < base.study().seeds(); seed++) {
                    group.add(Run.of(base, size, rate, base.seed() + seed));
                }
            }
            grid.add(new Steps(size, advance.group("grid-" + size, runs, group)));
        }
        return grid;
    }

    /** All batch sizes with all seeds, at what a rule makes of a rate that is right for batches of one size. */
    List<Steps> ruled(Scaling rule, long from, double rate) {
        List<Run> group = new ArrayList<>();
        for (long size : sizes) {
            for (int seed = 0; seed < base.study().seeds(); seed++) {
                Run plain = Run.of(base, size, rate, base.seed() + seed);
                group.add(new Run(plain.configuration().withScaling(rule, from), size, rate));
            }
        }
        List<Outcome> outcomes = advance.group("rule-" + rule.word(), runs, group);
        return sizes.stream()
                .map(size -> new Steps(
                        size,
                        outcomes.stream()
                                .filter(outcome -> outcome.batchSize() == size)
                                .toList()))
                .toList();
    }
}
