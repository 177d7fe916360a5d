package dev.glissade.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.SharedSpark;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableOptions;
import dev.glissade.data.Tables;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.gradient.SumRequest;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.loss.HingeLoss;
import dev.glissade.loss.PointwiseLoss;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.sampling.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the time of an answer goes, and what Spark's user interface says of its job. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeByPhaseTest {

    private static final int ROWS = 320;
    private static final int WIDE = 40_000;
    private static final long MILLISECOND = 1_000_000;
    private static final int ANSWERS = 11;
    private static final DenseVector POINT = DenseVector.zeros(4);

    private final SparkContext context = SharedSpark.session().sparkContext();

    /** Of four features. */
    private SlicedTable one;

    private SlicedTable eight;

    @BeforeAll
    void load() {
        one = load(4, 1);
        eight = load(4, 8);
    }

    private static SlicedTable load(int features, int partitions) {
        TableOptions options =
                TableOptions.defaults().withLabelColumn("label").withSlices(64).withPartitions(partitions);
        return Tables.load(Tabulated.of(ROWS, features, 4, 2).drop("weight"), LabelKind.BINARY, options);
    }

    @AfterAll
    void close() {
        one.close();
        eight.close();
    }

    private static SparkGradientSource source(SlicedTable table, int depth) {
        return new SparkGradientSource(table, LinearModel.logistic(4, false), OptionalInt.of(depth));
    }

    private static SumRequest sum(GradientSource source) {
        return new SumRequest(source.allRows(), List.of(POINT));
    }

    private static void assertNoneIsNegative(PhaseTimes times) {
        for (Phase phase : Phase.values()) {
            assertThat(times.of(phase)).as(phase.word()).isNotNegative();
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 1", "true, 2", "true, 3"})
    void thePhasesAddUpToWhatPasses(boolean many, int depth) {
        SparkGradientSource source = source(many ? eight : one, depth);
        assertThat(source.spent()).isEqualTo(PhaseTimes.NONE);
        long[] outside = new long[ANSWERS];
        for (int answer = 0; answer < ANSWERS; answer++) {
            PhaseTimes before = source.spent();
            long start = System.nanoTime();
            source.answer(List.of(sum(source)));
            long wall = System.nanoTime() - start;
            PhaseTimes times = source.spent().minus(before);
            assertNoneIsNegative(times);
            assertThat(times.total()).isLessThanOrEqualTo(wall);
            outside[answer] = wall - times.total(); // before the first look at the clock, and behind the last
        }
        Arrays.sort(outside);
        assertThat(outside[ANSWERS / 2]).as("of most; a pause may hit some").isLessThan(MILLISECOND);
        PhaseTimes all = source.spent();
        for (Phase phase : List.of(Phase.SHIP, Phase.SCHEDULE, Phase.SAMPLE, Phase.COMPUTE, Phase.AGGREGATE)) {
            assertThat(all.of(phase)).as(phase.word()).isPositive();
        }
        for (Phase phase : List.of(Phase.UPDATE, Phase.EVALUATE, Phase.RECORD)) {
            assertThat(all.of(phase)).as(phase.word()).isZero();
        }
        assertThat(source.costs().jobs()).isEqualTo(ANSWERS);
        assertThat(source.costs().startUp()).isBetween(1L, all.total());
    }

    /** A loss that takes two milliseconds a row, or fails. */
    private static final class Hard implements PointwiseLoss {
        private static final long serialVersionUID = 1L;

        private final boolean fails;

        private Hard(boolean fails) {
            this.fails = fails;
        }

        @Override
        public boolean forClasses() {
            return true;
        }

        @Override
        public double value(double margin, double label) {
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
            LockSupport.parkNanos(2 * MILLISECOND);
            return 0;
        }

        @Override
        public double slope(double margin, double label) {
            return 0;
        }

        @Override
        public double curvature() {
            return 0;
        }
    }

    /** 40 rows of 2 ms: 80 ms for one task, a quarter of that where four cores share it. */
    @Test
    void workOfManyTasksIsSpreadOverTheCores() {
        Model slow = new LinearModel(4, false, new Hard(false));
        Sampling sampling = new Sampling(Sampling.Mode.EPOCH_SHUFFLE, 1);
        for (SlicedTable table : List.of(one, eight)) {
            SparkGradientSource source = new SparkGradientSource(table, slow, OptionalInt.of(1));
            source.answer(List.of(new SumRequest(sampling.batch(0, 0, 40, ROWS), List.of(POINT))));
            PhaseTimes times = source.spent();
            long cores = Math.min(4, table.partitions());
            assertThat(times.of(Phase.COMPUTE)).isGreaterThanOrEqualTo(80 * MILLISECOND / cores);
            assertThat(times.of(Phase.SAMPLE)).isLessThan(times.of(Phase.COMPUTE) / 2);
            assertNoneIsNegative(times);
        }
    }

    @Test
    void anEvaluationIsOneAltogether() {
        SparkGradientSource source = source(eight, 1);
        source.answer(List.of(new ValueRequest(source.allRows(), POINT)));
        PhaseTimes evaluation = source.spent();
        assertThat(evaluation.of(Phase.EVALUATE)).isPositive().isEqualTo(evaluation.total());
        source.answer(List.of(sum(source), new ValueRequest(source.allRows(), POINT)));
        PhaseTimes both = source.spent().minus(evaluation);
        assertThat(both.of(Phase.EVALUATE)).isPositive().isLessThan(both.total());
        assertThat(both.of(Phase.COMPUTE)).isPositive();
    }

    @Test
    void whatTravelsByABroadcastIsShippedToo() {
        try (SlicedTable wide = load(WIDE, 2)) {
            Model model = LinearModel.logistic(WIDE, false);
            SparkGradientSource source = new SparkGradientSource(wide, model, OptionalInt.empty());
            long start = System.nanoTime();
            source.answer(List.of(new SumRequest(source.allRows(), List.of(DenseVector.zeros(WIDE)))));
            long wall = System.nanoTime() - start;
            assertNoneIsNegative(source.spent());
            assertThat(source.spent().total()).isBetween(wall - 5 * MILLISECOND, wall);
            assertThat(source.spent().of(Phase.SHIP)).isPositive();
        }
    }

    @Test
    void sourcesThatCountAsOneTakeTimeAsOne() {
        SparkGradientSource source = source(one, 1);
        SparkGradientSource other = source.of(new LinearModel(4, false, new HingeLoss()));
        other.answer(List.of(sum(other)));
        assertThat(source.spent()).isEqualTo(other.spent()).isNotEqualTo(PhaseTimes.NONE);
    }

    @Test
    void inMemoryTimeIsTakenToo() {
        InMemoryGradientSource source = new InMemoryGradientSource(LinearModel.logistic(4, false), one.collect());
        long start = System.nanoTime();
        source.answer(List.of(sum(source), new ValueRequest(source.allRows(), POINT)));
        long wall = System.nanoTime() - start;
        PhaseTimes times = source.spent();
        assertNoneIsNegative(times);
        assertThat(times.total()).isLessThanOrEqualTo(wall);
        for (Phase phase : List.of(Phase.SAMPLE, Phase.COMPUTE, Phase.EVALUATE)) {
            assertThat(times.of(phase)).as(phase.word()).isPositive();
        }
        assertThat(times.of(Phase.SCHEDULE)).isZero();
    }

    /** What the user interface shows. */
    private static final class Descriptions extends SparkListener {
        private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onJobStart(SparkListenerJobStart job) {
            seen.add(job.properties().getProperty("spark.job.description", "none"));
        }
    }

    private List<String> descriptions(Runnable jobs) throws TimeoutException {
        Descriptions listener = new Descriptions();
        context.addSparkListener(listener);
        try {
            jobs.run();
            context.listenerBus().waitUntilEmpty();
        } finally {
            context.removeSparkListener(listener);
        }
        return listener.seen;
    }

    @Test
    void jobsSayWhatTheyAre() throws TimeoutException {
        SparkGradientSource source = source(one, 1);
        PhaseTimes before = PhaseTimes.of(Phase.SCHEDULE, 2_904_999)
                .plus(PhaseTimes.of(Phase.COMPUTE, 1_095_000))
                .plus(PhaseTimes.of(Phase.EVALUATE, 77_000_000));
        List<GradientRequest> both = List.of(
                new SumRequest(new Sampling(Sampling.Mode.BERNOULLI, 1).batch(0, 0, 256, ROWS), List.of(POINT, POINT)),
                new ValueRequest(source.allRows(), POINT));
        List<String> seen = descriptions(() -> {
            source.answer(List.of(sum(source)));
            source.during(1_234_567, before);
            source.answer(both);
            source.during(-1, PhaseTimes.NONE);
            source.answer(List.of(sum(source)));
            one.groups().count();
        });
        assertThat(seen)
                .containsExactly(
                        "sum over 320 rows",
                        "step 1,234,567 · sums at 2 points over 256 rows, evaluation over 320 rows · the step before:"
                                + " 4.00 ms = ship 0.00 + schedule 2.90 + sample 0.00 + compute 1.10 + aggregate 0.00"
                                + " + update 0.00",
                        "sum over 320 rows",
                        "none");
    }

    @Test
    void whatJobsWereCalledBeforeTheyAreCalledAgain() throws TimeoutException {
        SparkGradientSource source = source(one, 1);
        Model failing = new LinearModel(4, false, new Hard(true));
        SparkGradientSource fails = new SparkGradientSource(one, failing, OptionalInt.of(1));
        context.setJobDescription("the user's own");
        try {
            source.answer(List.of(sum(source)));
            assertThatThrownBy(() -> fails.answer(List.of(sum(fails)))).hasMessageContaining("on purpose");
            assertThat(descriptions(() -> one.groups().count())).containsExactly("the user's own");
        } finally {
            context.setJobDescription(null);
        }
    }
}
