/**
 * Side-by-side measurements: this trainer beside the limits of the machine and beside its peers.
 *
 * <p>A {@link dev.glissade.bench.Benchmark} says who is measured and beside whom, as {@link dev.glissade.bench.StepBenchmark}
 * shows; {@link dev.glissade.bench.Comparison} measures them in turns (A B C A B C …), a round for each turn, after rounds
 * that do not count. A figure is what one contestant came to in one round, in the unit of the comparison: milliseconds, seconds,
 * gigabytes a second (10⁹ bytes), mebibytes (2²⁰). A ratio is the figure of a contestant divided by that of another one in the
 * same round, so that what disturbs a whole round cancels. Both are told as the median over the rounds, with the least and
 * the greatest.
 *
 * <p>{@link dev.glissade.bench.StepCostModel} works out what a step takes (seconds; executors of one core), from prices fitted to some measured
 * steps and checked against others; a {@link dev.glissade.bench.Forecast} is what it says of more executors than there are.
 *
 * <p>A bar is the ratio that is to be reached. That one is missed is said wherever it is shown. Peers come from Maven
 * and need not be there: a benchmark says which are missing and goes on without.
 */
package dev.glissade.bench;
