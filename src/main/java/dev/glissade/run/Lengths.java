package dev.glissade.run;

import dev.glissade.config.BatchSize;
import dev.glissade.config.Configuration;
import dev.glissade.config.GradientSettings;
import dev.glissade.config.OptimizerSettings;
import dev.glissade.config.Span;
import dev.glissade.config.StopSettings;
import dev.glissade.config.UserError;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.SliceTree;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Lengths of a run in steps, once the size of the table is known.
 *
 * @param stop the run's limits
 * @param sampling how batches are drawn
 * @param batchSize b, of each replica
 * @param rows N
 * @param drawn rows that all replicas together draw in a step, on average: the last batch of an epoch may be short
 * @param replicas that take local steps; 1 without these
 * @param syncEvery local steps between two synchronisations; 1 without these
 * @param loop steps of an SVRG loop, whose first is a pass over all rows; 0 without these
 * @param firstPass whether a pass over all rows comes before the first step
 * @param defaultEpochs whether twenty epochs are the limit where none is set
 * @param laidOutFor the most steps of the run when it began, where it goes on and these may be others now
 */
record Lengths(
        StopSettings stop,
        Sampling sampling,
        long batchSize,
        long rows,
        double drawn,
        int replicas,
        long syncEvery,
        long loop,
        boolean firstPass,
        boolean defaultEpochs,
        OptionalLong laidOutFor) {

    /** Far above that of a few divisions, far below a step. */
    private static final double ROUNDING = 1e-12;

    /** @throws UserError if the batch is larger than the table, or than a replica's part of it */
    static Lengths of(Configuration configuration, SliceTree sizes, OptionalLong laidOutFor) {
        GradientSettings gradient = configuration.gradient();
        boolean quasiNewton = configuration.optimizer().kind() == OptimizerSettings.Kind.LBFGS;
        Sampling sampling = new Sampling(mode(gradient.sampling()), configuration.seed());
        int replicas = configuration.engine().replicas().orElse(1);
        long batchSize = quasiNewton ? sizes.rows() : batchSize(gradient, sizes, replicas);
        boolean svrg = gradient.kind() == GradientSettings.Kind.SVRG;
        long ownRows = Math.max(1, sizes.rows() / replicas);
        long pass = gradient.takesAllRows() ? 1 : batches(ownRows, batchSize);
        long usual = svrg ? Math.max(1, 2 * ownRows / batchSize) : pass;
        long syncEvery = configuration.engine().syncEvery().orElse(usual);
        long loop = configuration.engine().takesLocalSteps()
                ? syncEvery
                : gradient.snapshotEvery()
                        .map(span -> inBatches(span, sampling, batchSize, sizes.rows()))
                        .orElse(usual);
        return new Lengths(
                configuration.stop(),
                sampling,
                batchSize,
                sizes.rows(),
                drawn(gradient, batchSize, sizes, replicas),
                replicas,
                syncEvery,
                svrg ? loop : 0,
                gradient.kind() == GradientSettings.Kind.SAGA,
                !quasiNewton,
                laidOutFor);
    }

    private static long batchSize(GradientSettings gradient, SliceTree sizes, int replicas) {
        if (replicas == 1) {
            return gradient.rowsPerStep(sizes.rows());
        }
        long smallest = rowsOfReplicas(sizes, replicas).min().orElseThrow();
        if (gradient.batchSize().orElse(null) instanceof BatchSize.Rows given && given.rows() > smallest) {
            throw new UserError("gradient.batch-size = %d: the smallest of %d replicas has only %d rows"
                    .formatted(given.rows(), replicas, smallest));
        }
        return gradient.rowsPerStep(smallest);
    }

    private static double drawn(GradientSettings gradient, long batchSize, SliceTree sizes, int replicas) {
        if (gradient.takesAllRows()) {
            return sizes.rows();
        }
        boolean endsShort = gradient.sampling() == GradientSettings.Sampling.EPOCH_SHUFFLE;
        return rowsOfReplicas(sizes, replicas)
                .mapToDouble(rows -> endsShort ? (double) rows / batches(rows, batchSize) : batchSize)
                .sum();
    }

    /** Of a pass over so many rows. */
    private static long batches(long rows, long batchSize) {
        return (rows + batchSize - 1) / batchSize;
    }

    /** Of those that have any. */
    private static LongStream rowsOfReplicas(SliceTree sizes, int replicas) {
        return LongStream.range(replicas, 2L * replicas)
                .map(node -> sizes.rowsUnder((int) node))
                .filter(rows -> rows > 0);
    }

    private static long inBatches(Span span, Sampling sampling, long batchSize, long rows) {
        return span.unit() == Span.Unit.STEPS ? (long) span.amount() : sampling.steps(span.amount(), batchSize, rows);
    }

    private static Sampling.Mode mode(GradientSettings.Sampling sampling) {
        return switch (sampling) {
            case EPOCH_SHUFFLE -> Sampling.Mode.EPOCH_SHUFFLE;
            case WITHOUT_REPLACEMENT -> Sampling.Mode.WITHOUT_REPLACEMENT;
            case WITH_REPLACEMENT -> Sampling.Mode.WITH_REPLACEMENT;
            case BERNOULLI -> Sampling.Mode.BERNOULLI;
        };
    }

    /** In steps, wherever in the run. */
    long steps(Span span) {
        return plainBatches() || span.unit() == Span.Unit.STEPS
                ? inBatches(span, sampling, batchSize, rows)
                : (long) Math.ceil(span.amount() * rows / rowsPerStep());
    }

    /** The same in steps of another batch, as AdaScale's schedules count; how many there will be at most is not known. */
    Lengths inReferenceSteps(long reference) {
        StopSettings open = new StopSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                stop.divergenceFactor());
        return new Lengths(
                open,
                sampling,
                reference,
                rows,
                reference,
                replicas,
                syncEvery,
                loop,
                firstPass,
                false,
                OptionalLong.empty());
    }

    private boolean plainBatches() {
        return replicas == 1 && loop == 0;
    }

    /** Steps until so many epochs have passed: the passes over all rows come first. */
    private long stepsToEpoch(double epochs) {
        if (plainBatches() && !firstPass) {
            return steps(Span.epochs(epochs));
        }
        double visits = epochs * rows - (firstPass ? rows : 0);
        if (loop == 0) {
            return Math.max(1, ceiling(visits / drawn));
        }
        double perLoop = loop * rowsPerStep();
        long whole = (long) (visits / perLoop * (1 + ROUNDING));
        double left = visits - whole * perLoop;
        boolean ends = left <= ROUNDING * visits;
        return whole * loop + (ends ? 0 : 1 + Math.max(0, ceiling((left - rows) / drawn)));
    }

    private static long ceiling(double steps) {
        return (long) Math.ceil(steps * (1 - ROUNDING));
    }

    /** Rows that a step visits, the passes over all rows divided among the steps of their loop. */
    private double rowsPerStep() {
        return loop == 0 ? drawn : (rows + (loop - 1) * drawn) / loop;
    }

    /** In steps, one at least. */
    long atLeastOne(Span span) {
        return Math.max(1, steps(span));
    }

    /** The most epochs; empty for no limit. */
    Optional<Double> epochLimit() {
        return defaultEpochs ? stop.epochLimit() : stop.maxEpochs();
    }

    /**
     * The most steps that the run can take, with Bernoulli batches as many as are expected; the largest number if only time or
     * a target ends it. Replicas finish the round in which a limit is met.
     */
    long maxSteps() {
        long byEpochs = epochLimit().map(this::stepsToEpoch).orElse(Long.MAX_VALUE);
        long steps = Math.min(byEpochs, stop.maxSteps().orElse(Long.MAX_VALUE));
        boolean unlimited = steps > Long.MAX_VALUE - syncEvery;
        return unlimited ? steps : (steps + syncEvery - 1) / syncEvery * syncEvery;
    }

    /** The most steps that the run could take when it began: what its schedules are laid out for. */
    long horizon() {
        return laidOutFor.orElseGet(this::maxSteps);
    }

    /**
     * The same.
     *
     * @param key what needs it
     * @throws UserError if there is no limit on them
     */
    long horizon(String key) {
        if (horizon() == Long.MAX_VALUE) {
            throw new UserError(
                    key + ": must be given where neither stop.max-epochs nor stop.max-steps is: it follows from them");
        }
        return horizon();
    }
}
