package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.study.Runs.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

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

    /** All batch sizes at all rates, with the seeds that choose between these. */
    List<Steps> grid(List<Double> rates) {
        List<Steps> grid = new ArrayList<>();
        for (long size : sizes) {
            List<Run> group = new ArrayList<>();
            for (double rate : rates) {
                choosing().forEach(seed -> group.add(Run.of(base, size, rate, seed)));
            }
            grid.add(new Steps(size, advance.group("grid-" + size, runs, group)));
        }
        return grid;
    }

    /** The batch sizes that have a best rate, at it, with seeds that had no part in the choice. */
    List<Steps> chosen(List<Steps> grid) {
        List<Steps> chosen = new ArrayList<>();
        for (Steps steps : grid) {
            long size = steps.batchSize();
            Optional<Double> rate = steps.bestRate();
            if (rate.isEmpty()) {
                advance.without(base.study().seeds());
                continue;
            }
            List<Run> group = measuring()
                    .mapToObj(seed -> Run.of(base, size, rate.get(), seed))
                    .toList();
            chosen.add(new Steps(size, advance.group("chosen-" + size, runs, group)));
        }
        return chosen;
    }

    /** All batch sizes with these seeds too, at what a rule makes of a rate that is right for batches of one size. */
    List<Steps> ruled(Scaling rule, long from, double rate) {
        List<Run> group = new ArrayList<>();
        for (long size : sizes) {
            measuring().forEach(seed -> {
                Run plain = Run.of(base, size, rate, seed);
                group.add(new Run(plain.configuration().withScaling(rule, from), size, rate));
            });
        }
        return Steps.bySize(advance.group("rule-" + rule.word(), runs, group));
    }

    private LongStream choosing() {
        return LongStream.range(0, base.study().seeds()).map(i -> base.seed() + i);
    }

    private LongStream measuring() {
        return choosing().map(seed -> seed + base.study().seeds());
    }
}
