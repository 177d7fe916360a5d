package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.SharedSpark;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableFormat;
import dev.glissade.data.TableOptions;
import dev.glissade.data.Tables;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.sampling.Sampling;
import dev.glissade.spark.SparkGradientSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.RDDInfo;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formulas beside what Spark measures, and what is refused beside what fails. */
class MemoryNeedsTest {

    private static final int ROWS = 256;

    /** Bytes that any task's result has beside the sums, about: Spark's own, and the time by phase. */
    private static final int BESIDE = 1_750 + 308;

    @TempDir
    private Path directory;

    /** Of so many features, each row has so many that are not zero. */
    private Path write(int features, int nonZeros) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            StringBuilder line = new StringBuilder(Integer.toString(random.nextInt(2)));
            random.ints(1, features + 1)
                    .distinct()
                    .limit(nonZeros)
                    .sorted()
                    .forEach(index -> line.append(' ').append(index).append(':').append(random.nextDouble()));
            lines.add(line.toString());
        }
        return Files.write(directory.resolve("table.svm"), lines);
    }

    private SlicedTable load(int features, int nonZeros, int partitions) throws IOException {
        TableOptions options =
                TableOptions.defaults().withPartitions(partitions).withNumFeatures(features);
        return Tables.load(
                SharedSpark.session(),
                write(features, nonZeros).toString(),
                TableFormat.LIBSVM,
                LabelKind.BINARY,
                options);
    }

    private MemoryNeeds needs(SlicedTable table, SparkGradientSource data, String settings) {
        TrainingPlan plan = new TrainingPlan(
                Configurations.of(directory, settings),
                new Trained(data.model().layout(), table.sizes(), !table.isDense()),
                OptionalLong.empty());
        return MemoryNeeds.of(plan, data.model(), data, List.of(table));
    }

    @ParameterizedTest
    @CsvSource({"400, 400", "4000, 40", "4000, 900"})
    void blocksTakeWhatIsSaid(int features, int nonZeros) throws IOException {
        try (SlicedTable table = load(features, nonZeros, 4)) {
            RDDInfo[] stored = SharedSpark.session().sparkContext().getRDDStorageInfo();
            assertThat(stored).hasSize(1);
            assertThat(stored[0].diskSize()).isZero();
            assertThat((double) table.blockBytes())
                    .isCloseTo((double) stored[0].memSize(), Percentage.withPercentage(12));
        }
    }

    /** Partitions that are no power of two send several sums each, which may be merged with others only. */
    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 4, 128, 1, 0.98, 1.05",
        "1000, 1000, 8, 128, 2, 0.98, 1.05",
        "1000, 1000, 8, 4, 1, 0.6, 1.4",
        "1000, 1000, 6, 128, 1, 1, 4",
        "4000, 40, 4, 16, 1, 0.8, 1.1",
        "4000, 40, 4, 256, 1, 0.3, 1.05"
    })
    void resultsTakeWhatIsSaid(
            int features, int nonZeros, int partitions, int batch, int points, double least, double most)
            throws IOException {
        try (SlicedTable table = load(features, nonZeros, partitions)) {
            SparkGradientSource data = source(table, OptionalInt.empty());
            String kind = points == 2 ? "svrg" : "mini-batch";
            MemoryNeeds needs = needs(table, data, "gradient { kind = %s, batch-size = %d }".formatted(kind, batch));
            double measured = resultBytes(() -> step(data, batch, points));
            assertThat((measured - BESIDE * partitions) / needs.bytesOfResults())
                    .isBetween(least, most);
        }
    }

    /** Two SVRG runs and one of mini-batches, in lockstep: each has its vectors, and what one job brings back is the sum. */
    @Test
    void trainingsInLockstepNeedTheSumOfThem() throws IOException {
        try (SlicedTable table = load(1000, 1000, 4)) {
            SparkGradientSource data = source(table, OptionalInt.empty());
            MemoryNeeds svrg = needs(table, data, "gradient { kind = svrg, batch-size = 128 }");
            MemoryNeeds plain = needs(table, data, "gradient.batch-size = 128");
            MemoryNeeds all = svrg.and(svrg).and(plain);
            assertThat(all.points()).isEqualTo(5);
            assertThat(all.replaced()).isEqualTo(2 * svrg.replaced() + plain.replaced());
            assertThat(all.kept()).isEqualTo(2 * svrg.kept() + plain.kept());
            double sum = 2 * svrg.bytesOfResults() + plain.bytesOfResults();
            assertThat(all.bytesOfResults()).isCloseTo(sum, Percentage.withPercentage(1));
            assertThat(all.blockBytes()).isEqualTo(table.blockBytes());
        }
    }

    @Test
    void aTreeBringsFewerToTheDriver() throws IOException {
        try (SlicedTable table = load(1000, 1000, 16)) {
            MemoryNeeds flat = needs(table, source(table, OptionalInt.of(1)), "gradient.kind = full");
            SparkGradientSource tree = source(table, OptionalInt.of(2));
            MemoryNeeds needs = needs(table, tree, "gradient.kind = full");
            assertThat(flat.senders()).isCloseTo(16, Offset.offset(1e-5));
            assertThat(needs.senders()).isCloseTo(4, Offset.offset(1e-5));
            // the sums that pass between executors are no results, only what tells where they are
            assertThat(resultBytes(() -> step(tree, ROWS, 1)))
                    .isBetween(needs.bytesOfResults(), needs.bytesOfResults() + 2 * 16 * BESIDE);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        optimizer.kind = sgd | 1 | 0 | 1
        optimizer.kind = momentum | 2 | 0 | 1
        optimizer.kind = adam | 3 | 0 | 1
        optimizer.kind = adam, averaging.kind = polyak | 4 | 0 | 1
        optimizer.kind = sgd, gradient.kind = svrg | 1 | 3 | 2
        optimizer.kind = sgd, gradient.kind = saga | 1 | 1 | 1
        optimizer.kind = momentum, engine { sync-every = 3, replicas = 2 } | 2 | 0 | 2
        optimizer { kind = lbfgs, history = 5 } | 14 | 0 | 1
        """)
    void vectorsOfTheMethods(String settings, int replaced, int kept, int points) throws IOException {
        try (SlicedTable table = load(10, 10, 2)) {
            TrainingPlan plan = new TrainingPlan(
                    Configurations.of(directory, settings),
                    new Trained(model(table).layout(), table.sizes(), !table.isDense()),
                    OptionalLong.empty());
            assertThat(plan.vectorsReplaced()).isEqualTo(replaced);
            assertThat(plan.vectorsKept()).isEqualTo(kept);
            assertThat(plan.vectorsOfAStep()).isEqualTo(points);
        }
    }

    /** Few rows of many features need few parameters; but all that replicas or slopes need is shipped. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        40000 | gradient.batch-size = 8 | true
        40000 | gradient { kind = svrg, batch-size = 8 } | true
        40000 | gradient.batch-size = 256 | false
        40000 | gradient.kind = full | false
        40000 | gradient { kind = saga, batch-size = 8 } | false
        40000 | gradient.batch-size = 8, engine { sync-every = 3, replicas = 2 } | false
        4000 | gradient.batch-size = 8 | false
        """)
    void stepsThatShipWhatTheirRowsNeed(int features, String settings, boolean byNeed) throws IOException {
        try (SlicedTable table = load(features, 40, 2)) {
            assertThat(needs(table, source(table, OptionalInt.empty()), settings)
                            .byNeed())
                    .isEqualTo(byNeed);
        }
    }

    /** What is refused fails indeed, and what is not refused does not. Spark looks its setting up for each job. */
    @Test
    void whatIsRefusedWouldHaveFailed() throws IOException {
        Path table = write(1000, 1000);
        SparkContext context = SharedSpark.session().sparkContext();
        List<String> lines = List.of(
                "data { train = \"%s\", slices = 8 }".formatted(table),
                "model.kind = linear", // no AUC, whose bins are results too
                "learning-rate.initial = 1e-4",
                "gradient.kind = full",
                "engine.partitions = 8",
                "stop.max-steps = 2",
                "run.dir = \"%s\"".formatted(directory.resolve("run")));
        String before = context.conf().get("spark.driver.maxResultSize", "1g");
        try {
            context.conf()
                    .set("spark.driver.maxResultSize", Long.toString(8 * 1001 * 8 - 1)); // below what is worked out
            assertThatThrownBy(() -> Runs.train(directory, lines))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("the sums of a step are up to 8 tasks × 1,001 numbers × 8 bytes = 0.1 MiB");
            assertThat(directory.resolve("run")).doesNotExist();
            try (SlicedTable rows = load(1000, 1000, 8)) {
                SparkGradientSource data = source(rows, OptionalInt.empty());
                assertThatThrownBy(() -> step(data, ROWS, 1)).hasMessageContaining("maxResultSize");
            }
            context.conf().set("spark.driver.maxResultSize", Long.toString(8 * 1001 * 8 + 100_000));
            assertThat(Runs.train(directory, lines).result().last().step()).isEqualTo(2);
        } finally {
            context.conf().set("spark.driver.maxResultSize", before);
        }
    }

    /** The session of the tests has 4 cores in one process. */
    @Test
    void theMemoryOfSparkIsThatOfThisProcess() {
        SparkMemory memory = SparkMemory.of(SharedSpark.session().sparkContext());
        assertThat(memory.local()).isTrue();
        assertThat(memory.executors()).isEqualTo(1);
        assertThat(memory.cores()).isEqualTo(SharedSpark.CORES);
        assertThat(memory.driver()).isEqualTo(Runtime.getRuntime().maxMemory()).isEqualTo(memory.executor());
        assertThat(memory.storage()).isBetween(memory.driver() / 3, memory.driver());
        assertThat(memory.results()).isEqualTo(1L << 30);
    }

    private static Model model(SlicedTable table) {
        return LinearModel.logistic(table.features(), true);
    }

    private static SparkGradientSource source(SlicedTable table, OptionalInt depth) {
        return new SparkGradientSource(table, model(table), depth);
    }

    private static void step(SparkGradientSource data, int batch, int points) {
        List<DenseVector> at = Collections.nCopies(
                points, DenseVector.zeros(data.model().layout().size()));
        Sampling sampling = new Sampling(Sampling.Mode.WITHOUT_REPLACEMENT, 3);
        GradientRequest request = new SumRequest(sampling.batch(0, 0, batch, ROWS), at);
        data.answer(List.of(request));
    }

    private static double resultBytes(Runnable job) {
        AtomicLong bytes = new AtomicLong();
        SparkContext context = SharedSpark.session().sparkContext();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                bytes.addAndGet(end.taskMetrics().resultSize());
            }
        };
        deliverEvents(context);
        context.addSparkListener(listener);
        try {
            job.run();
            deliverEvents(context);
        } finally {
            context.removeSparkListener(listener);
        }
        return bytes.get();
    }

    private static void deliverEvents(SparkContext context) {
        try {
            context.listenerBus().waitUntilEmpty();
        } catch (TimeoutException slow) {
            throw new IllegalStateException(slow);
        }
    }
}
