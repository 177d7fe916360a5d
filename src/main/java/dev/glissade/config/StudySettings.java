package dev.glissade.config;

import java.util.List;
import java.util.Optional;

/**
 * What a study varies and measures; {@code train} does not look at it. Each study has defaults of its own for what is empty.
 *
 * @param batchSizes ascending; empty for the study's own
 * @param rates learning rates, ascending; empty for the study's own
 * @param seeds how many repetitions of each run: of the seed of the configuration and of those after it
 * @param target the objective that runs are to meet; empty for the study's own
 * @param weights after how much plain training the gradient's noise is looked at; 0 is the start
 * @param draws batches drawn for each variance
 * @param rows on which runs look at the objective: a fixed sample; empty for all rows, or 50,000 where there are more
 */
public record StudySettings(
        List<BatchSize> batchSizes,
        List<Double> rates,
        Integer seeds,
        Optional<Double> target,
        List<Span> weights,
        Integer draws,
        Optional<Long> rows) {

    static final Key<List<BatchSize>> BATCH_SIZES = Key.withDefault(
            "study.batch-sizes",
            Form.listOf(
                            "",
                            Form.wholeNumber(Range.atLeast(1))
                                    .<BatchSize>map(BatchSize.Rows::new, size -> ((BatchSize.Rows) size).rows())
                                    .orWord("all", BatchSize.ALL))
                    .where(
                            StudySettings::areAscending,
                            "a list of ascending numbers of rows, of which the last may be all, such as [16, 64, 256, all]"),
            List.of(),
            "rows of a batch, one run or more for each; where none is given, the study chooses");
    static final Key<List<Double>> RATES = Key.withDefault(
            "study.rates",
            Form.listOf("", Form.number(Range.above(0)))
                    .where(
                            rates -> rates.stream().sorted().distinct().toList().equals(rates),
                            "a list of ascending numbers above 0, such as [0.1, 0.2, 0.4]"),
            List.of(),
            "learning rates to try; where none is given, the study chooses");
    static final Key<Integer> SEEDS = Key.withDefault(
            "study.seeds",
            Form.count(1, 10_000),
            5,
            "repetitions of each run, of the configuration's seed and of those that follow it; linear-scaling measures with as many more");
    static final Key<Optional<Double>> TARGET = Key.optional(
            "study.target",
            Form.number(Range.any()),
            "the minimum and a hundredth of what the start is above it",
            "the objective that runs are to meet, on the rows of the sample");
    static final Key<List<Span>> WEIGHTS = Key.withDefault(
            "study.weights",
            Form.listOf("", Form.span(Range.atLeast(0)))
                    .where(
                            StudySettings::areDifferent,
                            "a list of different lengths in steps or epochs, such as [0, 1 epochs]"),
            List.of(Span.steps(0), Span.epochs(1)),
            "after how much training the gradient's noise is measured; 0 is the start");
    static final Key<Integer> DRAWS = Key.withDefault(
            "study.draws", Form.count(2, 10_000_000), 1000, "batches drawn for each variance that is measured");
    static final Key<Optional<Long>> ROWS = Key.optional(
            "study.rows",
            Form.wholeNumber(Range.atLeast(1)),
            "all, or 50,000 where there are more",
            "rows of a fixed sample, on which runs look at the objective");

    /** @throws InvalidSettingException if a value is out of bounds */
    public StudySettings {
        BATCH_SIZES.check(batchSizes);
        RATES.check(rates);
        SEEDS.check(seeds);
        TARGET.check(target);
        WEIGHTS.check(weights);
        DRAWS.check(draws);
        ROWS.check(rows);
        batchSizes = List.copyOf(batchSizes);
        rates = List.copyOf(rates);
        weights = List.copyOf(weights);
    }

    /** What studies choose themselves. */
    public static StudySettings defaults() {
        return Group.of(StudySettings.class).defaults();
    }

    /** Every 0 is the start, whatever its unit. */
    private static boolean areDifferent(List<Span> lengths) {
        return !lengths.isEmpty()
                && lengths.stream().distinct().count() == lengths.size()
                && lengths.stream().filter(Span::isZero).count() <= 1;
    }

    private static boolean areAscending(List<BatchSize> sizes) {
        for (int i = 1; i < sizes.size(); i++) {
            boolean ascending = sizes.get(i - 1) instanceof BatchSize.Rows before
                    && (!(sizes.get(i) instanceof BatchSize.Rows rows) || rows.rows() > before.rows());
            if (!ascending) {
                return false;
            }
        }
        return true;
    }
}
