package dev.glissade.run;

import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import java.util.Locale;
import java.util.Optional;

/**
 * What to change where most of a step is overhead, with what it costs now and what it would cost then, by the run's own
 * measurements.
 *
 * @param steps measured: rounds, where replicas take local steps
 * @param times of all of them
 * @param startUp nanoseconds that a job of one task a core takes, but for the work in it
 * @param spread how the work is spread
 * @param growth how a step can be made larger
 */
record Advice(long steps, PhaseTimes times, double startUp, Spread spread, Growth growth) {

    /** Fewer say little: the first ones of a process are slow. */
    private static final long ENOUGH_STEPS = 50;

    private static final double DOMINATES = 0.5;

    /** What is advised has to be worth it. */
    private static final double GAIN = 0.8;

    /** Nanoseconds. Fewer partitions give the same weights sooner, which is worth a line from here on. */
    private static final double WORTH_A_LINE = 1e9;

    /** Nanoseconds. Of shorter runs nobody wants another method, which is not always a better one. */
    private static final double WORTH_ANOTHER_METHOD = 10e9;

    /**
     * How the work is spread.
     *
     * @param partitions tasks of a job
     * @param cores that can work at once, on a task of their own
     * @param inMemory whether all rows are; else partitions are read anew in each step, and larger ones would not help
     */
    record Spread(int partitions, int cores, boolean inMemory) {}

    /**
     * How a step can be made larger.
     *
     * @param batchSize rows of its batch, where it takes plain batches
     * @param mostRows that a batch can have
     * @param syncEvery local steps of a round, where there are some
     * @param canBeLocal whether the same steps could be taken by replicas
     */
    record Growth(Optional<Long> batchSize, long mostRows, Optional<Long> syncEvery, boolean canBeLocal) {}

    /** One line; nothing where overhead does not dominate, or nothing helps. */
    Optional<String> line() {
        if (steps < ENOUGH_STEPS || overhead() <= DOMINATES * step()) {
            return Optional.empty();
        }
        Optional<String> same = fewerPartitions();
        return same.isPresent() || steps * step() < WORTH_ANOTHER_METHOD
                ? same
                : moreLocalSteps().or(this::largerBatch);
    }

    private double step() {
        return (double) times.total(Phase::isOfStep) / steps;
    }

    private double overhead() {
        return (double) times.total(Phase::isOverhead) / steps;
    }

    private double work() {
        return step() - overhead();
    }

    private Optional<String> fewerPartitions() {
        double schedule = (double) times.of(Phase.SCHEDULE) / steps;
        double predicted = step() - schedule + Math.min(startUp, schedule);
        boolean pays = predicted <= GAIN * step() && steps * (step() - predicted) >= WORTH_A_LINE;
        if (spread.partitions() <= spread.cores() || !spread.inMemory() || !pays) {
            return Optional.empty();
        }
        return Optional.of(text(
                "%d partitions cost %s ms a %s; %d would cost about %s (engine.partitions)",
                spread.partitions(), milliseconds(step()), name(), spread.cores(), milliseconds(predicted)));
    }

    private Optional<String> moreLocalSteps() {
        return growth.syncEvery()
                .map(now -> text(
                        "a round of %,d local steps takes %s ms; one of %,d would take about %s (engine.sync-every)",
                        now, milliseconds(step()), now * factor(), milliseconds(overhead() + factor() * work())));
    }

    private Optional<String> largerBatch() {
        long rows = growth.batchSize().orElse(Long.MAX_VALUE);
        long factor = Math.min(factor(), growth.mostRows() / rows);
        if (factor < 2) {
            return Optional.empty();
        }
        return Optional.of(text(
                "a step of %,d rows takes %s ms; one of %,d would take about %s (gradient.batch-size)%s",
                rows,
                milliseconds(step()),
                rows * factor,
                milliseconds(overhead() + factor * work()),
                growth.canBeLocal() ? "; local steps (engine.sync-every) would share it" : ""));
    }

    /** So many times the work is as much as the overhead. */
    private long factor() {
        return Math.max(2, (long) Math.ceil(overhead() / Math.max(1, work())));
    }

    private String name() {
        return growth.syncEvery().isPresent() ? "round" : "step";
    }

    private String text(String format, Object... figures) {
        return String.format(
                Locale.ROOT,
                "overhead is %.0f%% of a %s's time: %s",
                100 * overhead() / step(),
                name(),
                String.format(Locale.ROOT, format, figures));
    }

    /** Three digits. */
    private static String milliseconds(double nanoseconds) {
        double value = nanoseconds / 1e6;
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
