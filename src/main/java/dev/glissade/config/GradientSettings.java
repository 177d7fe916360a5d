package dev.glissade.config;

import java.util.Map;
import java.util.Optional;

/**
 * Which rows a step's gradient is taken over, and how large it may be.
 *
 * <p>Clipping acts on the estimate of the mean loss's gradient, before the penalty's part is added: first by value,
 * gⱼ becomes min(max(gⱼ, −c), c); then by norm, g becomes g·min(1, c/‖g‖₂).
 *
 * @param kind a batch of the rows, or all of them
 * @param batchSize rows in a batch; empty for the default, see {@link #rowsPerStep}
 * @param sampling how the rows of a batch are drawn; of no effect when all rows are taken, unless with replacement
 * @param clipNorm the largest Euclidean norm of the gradient, above 0; empty for no limit
 * @param clipValue the largest magnitude of each component of the gradient, above 0; empty for no limit
 * @param snapshot which weights of an SVRG loop are the next snapshot; present exactly with SVRG
 * @param snapshotEvery length of an SVRG loop; empty for 2N/b steps
 */
public record GradientSettings(
        Kind kind,
        Optional<BatchSize> batchSize,
        Sampling sampling,
        Optional<Double> clipNorm,
        Optional<Double> clipValue,
        Optional<Snapshot> snapshot,
        Optional<Span> snapshotEvery) {

    /** How the gradient is estimated. */
    public enum Kind implements Word {
        /** From a batch of rows that is drawn for each step. */
        MINI_BATCH,
        /** From every row, at each step. */
        FULL,
        /** From a batch, corrected by its gradient at a snapshot and by that of all rows there. */
        SVRG,
        /** From a batch, corrected by the gradients of its rows when they were last drawn and by the mean of all rows'. */
        SAGA
    }

    /** Which weights of an SVRG loop are the next snapshot. */
    public enum Snapshot implements Word {
        /** The last. */
        LAST,
        /** Some step's, drawn. */
        RANDOM,
        /** The mean over the loop. */
        AVERAGE
    }

    /** How the rows of a batch are drawn. */
    public enum Sampling implements Word {
        /** Each row once an epoch, in a new order each epoch. */
        EPOCH_SHUFFLE,
        /** Different rows in a batch, each batch by itself. */
        WITHOUT_REPLACEMENT,
        /** Each row of a batch by itself. */
        WITH_REPLACEMENT,
        /** Each row by the toss of a coin, so that batch sizes vary. */
        BERNOULLI
    }

    /** Rows in a batch where the configuration gives none and the training set has as many. */
    public static final long DEFAULT_BATCH_SIZE = 256;

    static final Key<Kind> KIND = Key.withDefault(
            "gradient.kind",
            Form.wordOf(Kind.class),
            Kind.MINI_BATCH,
            "estimate the gradient from a batch of rows, plainly or with its variance reduced, or take it over all rows");
    static final Key<Optional<BatchSize>> BATCH_SIZE = Key.optional(
            "gradient.batch-size",
            Form.wholeNumber(Range.atLeast(1))
                    .<BatchSize>map(BatchSize.Rows::new, size -> ((BatchSize.Rows) size).rows())
                    .orWord("all", BatchSize.ALL),
            "256, or all rows if there are fewer",
            "rows in a batch, or all");
    static final Key<Sampling> SAMPLING = Key.withDefault(
            "gradient.sampling",
            Form.wordOf(Sampling.class),
            Sampling.EPOCH_SHUFFLE,
            "how the rows of a batch are drawn");
    static final Key<Optional<Double>> CLIP_NORM = Key.optional(
            "gradient.clip-norm",
            Form.number(Range.above(0)),
            "no limit",
            "the largest Euclidean norm of the gradient; a longer one is shortened to it");
    static final Key<Optional<Double>> CLIP_VALUE = Key.optional(
            "gradient.clip-value",
            Form.number(Range.above(0)),
            "no limit",
            "the largest magnitude of each component of the gradient, cut before the norm is");

    static final Key<Optional<Snapshot>> SNAPSHOT = Key.optional(
            "gradient.snapshot",
            Form.wordOf(Snapshot.class),
            "last for svrg",
            "which weights of a loop are the next snapshot, where the next loop starts");
    static final Key<Optional<Span>> SNAPSHOT_EVERY = Key.optional(
            "gradient.snapshot-every",
            Form.span(Range.above(0)),
            "2N/b steps for svrg",
            "length of a loop between two snapshots");

    private static final Map<Kind, Snapshot> SNAPSHOTS = Map.of(Kind.SVRG, Snapshot.LAST);

    /** @throws InvalidSettingException if a value is out of bounds, or is of no use with this kind */
    public GradientSettings {
        KIND.check(kind);
        BATCH_SIZE.check(batchSize);
        SAMPLING.check(sampling);
        CLIP_NORM.check(clipNorm);
        CLIP_VALUE.check(clipValue);
        SNAPSHOT.check(snapshot);
        SNAPSHOT_EVERY.check(snapshotEvery);
        Choice<Kind> choice = new Choice<>(KIND, kind);
        snapshot = choice.filledIn(SNAPSHOTS, SNAPSHOT, snapshot);
        choice.only(SNAPSHOTS.keySet(), SNAPSHOT_EVERY, snapshotEvery);
        if (kind == Kind.FULL
                && batchSize.filter(size -> size instanceof BatchSize.Rows).isPresent()) {
            throw BATCH_SIZE.invalid(batchSize, "gradient.kind = full takes all rows; unset one of the two");
        }
        boolean takesAll = batchSize.equals(Optional.of(BatchSize.ALL));
        if (takesAll && (sampling == Sampling.WITHOUT_REPLACEMENT || sampling == Sampling.BERNOULLI)) {
            throw SAMPLING.invalid(sampling, "gradient.batch-size = all takes all rows; unset one of the two");
        }
        if (kind == Kind.FULL && sampling != Sampling.EPOCH_SHUFFLE) {
            throw SAMPLING.invalid(sampling, "gradient.kind = full takes all rows; unset one of the two");
        }
    }

    /** Epoch-shuffled batches of the default size. */
    public static GradientSettings defaults() {
        return Group.of(GradientSettings.class).defaults();
    }

    /** The same with batches of another size. */
    GradientSettings withBatchSize(BatchSize size) {
        return new GradientSettings(kind, Optional.of(size), sampling, clipNorm, clipValue, snapshot, snapshotEvery);
    }

    /** Whether each step takes every row once, of the table or of each replica's part of it. */
    public boolean takesAllRows() {
        boolean all = batchSize.equals(Optional.of(BatchSize.ALL)) && sampling != Sampling.WITH_REPLACEMENT;
        return kind == Kind.FULL || (kind == Kind.MINI_BATCH && all);
    }

    /**
     * The expected number of rows in a batch.
     *
     * @param tableRows rows of the training set
     * @throws UserError if the configuration asks for more rows than there are
     */
    public long rowsPerStep(long tableRows) {
        if (kind == Kind.FULL || batchSize.equals(Optional.of(BatchSize.ALL))) {
            return tableRows;
        }
        if (batchSize.isPresent() && batchSize.get() instanceof BatchSize.Rows explicit) {
            if (explicit.rows() > tableRows) {
                throw new UserError(
                        "%s = %d: the training set has only %d rows".formatted(BATCH_SIZE, explicit.rows(), tableRows));
            }
            return explicit.rows();
        }
        return Math.min(DEFAULT_BATCH_SIZE, tableRows);
    }
}
