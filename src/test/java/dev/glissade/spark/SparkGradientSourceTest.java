package dev.glissade.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableOptions;
import dev.glissade.data.Tables;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.GradientSum;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.LocalMean;
import dev.glissade.gradient.LocalRequest;
import dev.glissade.gradient.NormRequest;
import dev.glissade.gradient.PartialAnswer;
import dev.glissade.gradient.ReplicaWork;
import dev.glissade.gradient.RequestWork;
import dev.glissade.gradient.SlopeRequest;
import dev.glissade.gradient.SquaresRequest;
import dev.glissade.gradient.SumRequest;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What Spark sums is what one thread sums in memory, bit for bit, however the work is spread. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkGradientSourceTest {

    private static final TableOptions OPTIONS =
            TableOptions.defaults().withLabelColumn("label").withWeightColumn("weight");

    /** A table and a model that fit. */
    private record Problem(String name, Dataset<Row> rows, LabelKind labels, Model model) {

        int size() {
            return model.layout().size();
        }
    }

    private List<Problem> problems;

    @BeforeAll
    void makeProblems() {
        problems = List.of(
                new Problem(
                        "dense logistic",
                        Tabulated.of(700, 9, 9, 2).cache(),
                        LabelKind.BINARY,
                        LinearModel.logistic(9, true)),
                new Problem(
                        "wide logistic",
                        Tabulated.of(500, 70_000, 7, 2).cache(),
                        LabelKind.BINARY,
                        LinearModel.logistic(70_000, true)),
                new Problem(
                        "sparse least squares",
                        Tabulated.of(600, 300, 5, 0).cache(),
                        LabelKind.REGRESSION,
                        LinearModel.leastSquares(300, false)),
                new Problem(
                        "dense softmax, fewer rows than slices",
                        Tabulated.of(40, 6, 6, 3).cache(),
                        LabelKind.MULTICLASS,
                        new SoftmaxModel(3, 6, true)),
                new Problem(
                        "wide sparse logistic, shipped by broadcast",
                        Tabulated.of(300, 50_000, 20, 2).cache(),
                        LabelKind.BINARY,
                        LinearModel.logistic(50_000, true)));
    }

    @AfterAll
    void forget() {
        problems.forEach(problem -> problem.rows().unpersist(true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64})
    void sumsWhatTheOracleSums(int partitions) {
        for (Problem problem : problems) {
            try (SlicedTable table =
                    Tables.load(problem.rows(), problem.labels(), OPTIONS.withPartitions(partitions))) {
                assertThat(table.partitions()).isEqualTo(partitions);
                GradientSource oracle = new InMemoryGradientSource(problem.model(), table.collect());
                List<GradientRequest> requests = requests(problem.model(), table.sizes());
                List<GradientAnswer> expected = oracle.answer(requests);
                for (int depth = 1; depth <= 3; depth++) {
                    GradientSource spark = new SparkGradientSource(table, problem.model(), OptionalInt.of(depth));
                    assertThat(spark.answer(requests))
                            .as("%s at depth %d", problem.name(), depth)
                            .isEqualTo(expected);
                }
                assertThat(table.totalWeight()).isEqualTo(oracle.totalWeight());
            }
        }
    }

    @Test
    void theOracleItselfDependsOnNoPartitionOfItsTable() {
        Problem problem = problems.get(0);
        List<List<GradientAnswer>> answers = new ArrayList<>();
        for (int partitions : new int[] {1, 5}) {
            try (SlicedTable table = Tables.load(
                    problem.rows().repartition(partitions), problem.labels(), OPTIONS.withPartitions(partitions))) {
                GradientSource oracle = new InMemoryGradientSource(problem.model(), table.collect());
                answers.add(oracle.answer(requests(problem.model(), table.sizes())));
            }
        }
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
    }

    @Test
    void aBatchOfAllRowsIsTheFullSum() {
        Problem problem = problems.get(0);
        try (SlicedTable table = Tables.load(problem.rows(), problem.labels(), OPTIONS.withPartitions(3))) {
            GradientSource source = new SparkGradientSource(table, problem.model(), OptionalInt.empty());
            List<DenseVector> points = List.of(DenseVector.zeros(10));
            GradientSum full = source.sum(new SumRequest(source.allRows(), points));
            for (Mode mode : new Mode[] {Mode.EPOCH_SHUFFLE, Mode.WITHOUT_REPLACEMENT, Mode.BERNOULLI}) {
                Sampling sampling = new Sampling(mode, 3);
                assertThat(source.sum(new SumRequest(sampling.batch(0, 0, 700, 700), points)))
                        .as(mode.name())
                        .isEqualTo(full);
            }
        }
    }

    @Test
    void aModelThatDoesNotFitIsRefused() {
        Problem problem = problems.get(0);
        try (SlicedTable table = Tables.load(problem.rows(), problem.labels(), OPTIONS)) {
            assertThatThrownBy(() -> new SparkGradientSource(table, LinearModel.logistic(8, true), OptionalInt.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("8 features");
            assertThatThrownBy(() ->
                            new SparkGradientSource(table, LinearModel.leastSquares(9, true), OptionalInt.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("REGRESSION");
        }
    }

    /** As broadcasts are, and as results come back, under either serializer of Spark. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsAndSumsSurviveSerialization(boolean kryo) {
        SparkConf conf = new SparkConf();
        SerializerInstance serializer = (kryo ? new KryoSerializer(conf) : new JavaSerializer(conf)).newInstance();
        for (Problem problem : problems) {
            try (SlicedTable table = Tables.load(problem.rows(), problem.labels(), OPTIONS.withPartitions(1))) {
                List<GradientRequest> requests = new ArrayList<>(requests(problem.model(), table.sizes()));
                requests.add(new LocalRequest(16, table.totalWeight(), new Descent(problem.size())));
                List<GradientRequest> shipped =
                        copy(serializer, ShippedRequests.of(requests)).get();
                RequestWork work = new RequestWork(problem.model(), table.sizes(), shipped);
                work.add(table.collect());
                RequestWork total = new RequestWork(problem.model(), table.sizes(), requests);
                PartialAnswer[] returned = copy(serializer, work.sums());
                for (int r = 0; r < returned.length; r++) {
                    total.sums()[r].merge(returned[r]);
                }
                assertThat(total.answers())
                        .isEqualTo(new InMemoryGradientSource(problem.model(), table.collect()).answer(requests));
            }
        }
    }

    private static <T> T copy(SerializerInstance serializer, T original) {
        ClassTag<T> any = ClassTag$.MODULE$.apply(Object.class);
        return serializer.deserialize(serializer.serialize(original, any), any);
    }

    /** A partition has whole replicas, whatever the number of partitions asked for. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,16", "2,2", "3,16", "64,64"})
    void replicasDoWhatTheyDoInMemory(int partitions, int replicas) {
        TableOptions options = OPTIONS.withPartitions(partitions).withReplicas(replicas);
        for (Problem problem : problems) {
            try (SlicedTable table = Tables.load(problem.rows(), problem.labels(), options)) {
                assertThat(table.partitions()).isEqualTo(Math.min(partitions, replicas));
                GradientSource oracle = new InMemoryGradientSource(problem.model(), table.collect());
                List<GradientRequest> requests = List.of(
                        new ValueRequest(oracle.allRows(), DenseVector.zeros(problem.size())),
                        new LocalRequest(replicas, table.totalWeight(), new Descent(problem.size())));
                List<GradientAnswer> expected = oracle.answer(requests);
                LocalMean mean = (LocalMean) expected.get(1);
                assertThat(mean.vectors().get(0).norm()).isPositive();
                assertThat(mean.reports()).hasSize(replicas);
                for (int depth = 1; depth <= 3; depth++) {
                    GradientSource spark = new SparkGradientSource(table, problem.model(), OptionalInt.of(depth));
                    assertThat(spark.answer(requests))
                            .as("%s at depth %d", problem.name(), depth)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** A few steps downhill on the replica's rows; where they end, the last gradient, and how many rows there are. */
    private record Descent(int size) implements ReplicaWork {

        @Override
        public Outcome run(GradientSource rows, int replica) {
            DenseVector w = DenseVector.zeros(size);
            DenseVector gradient = w;
            for (int step = 0; step < 3; step++) {
                gradient = rows.sum(new SumRequest(rows.allRows(), List.of(w)))
                        .gradients()
                        .get(0);
                w = w.plus(-0.1 / rows.totalWeight(), gradient);
            }
            return new Outcome(List.of(w, gradient), DenseVector.of(replica, (double) rows.rows()));
        }

        @Override
        public long numbersShipped() {
            return 2L * size;
        }

        @Override
        public long numbersReturned() {
            return 2L * size;
        }
    }

    /** Every mode, small and large batches, one and two points, values, slopes, norms, squares, all rows: in one pass. */
    private static List<GradientRequest> requests(Model model, SliceTree sizes) {
        long rows = sizes.rows();
        SplittableRandom random = new SplittableRandom(7);
        int size = model.layout().size();
        DenseVector near = DenseVector.wrap(random.doubles(size, -0.1, 0.1).toArray());
        DenseVector far = DenseVector.wrap(random.doubles(size, -3, 3).toArray());
        List<GradientRequest> requests = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            Sampling sampling = new Sampling(mode, 42);
            requests.add(new SumRequest(sampling.batch(0, 0, 1, rows), List.of(near)));
            requests.add(new SumRequest(sampling.batch(3, rows - 2, 17, rows), List.of(near, far)));
            requests.add(new SumRequest(sampling.batch(9, 2 * rows + 5, rows / 2, rows), List.of(far)));
            requests.add(new SlopeRequest(sampling.batch(4, 7, 19, rows), near, List.of()));
            Batch half = sampling.batch(5, rows + 2, rows / 2, rows);
            requests.add(new SlopeRequest(half, far, slopes(half, model, sizes)));
            requests.add(new NormRequest(half, 0.5));
            requests.add(new SquaresRequest(half, far));
        }
        requests.add(new SlopeRequest(new AllRows(rows), near, List.of()));
        requests.add(new NormRequest(new AllRows(rows), 1));
        requests.add(new SquaresRequest(new AllRows(rows), near));
        requests.add(new SumRequest(new AllRows(rows), List.of(near, far)));
        requests.add(new ValueRequest(new AllRows(rows), far));
        return requests;
    }

    /** Some number for each row drawn, output by output. */
    private static List<DenseVector> slopes(Batch batch, Model model, SliceTree sizes) {
        SplittableRandom random = new SplittableRandom(8);
        int outputs = model.layout().outputs();
        return Arrays.stream(batch.select(sizes, 0, sizes.slices()))
                .map(drawn -> DenseVector.wrap(
                        random.doubles((long) drawn.count() * outputs, -1, 1).toArray()))
                .toList();
    }
}
