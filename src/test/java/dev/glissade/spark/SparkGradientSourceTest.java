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
import dev.glissade.gradient.SumRequest;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark sums is what one thread sums in memory, bit for bit, however the work is spread. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkGradientSourceTest {

    private static final TableOptions OPTIONS =
            TableOptions.defaults().withLabelColumn("label").withWeightColumn("weight");

    /** A table and a model that fit. */
    private record Problem(String name, Dataset<Row> rows, LabelKind labels, Model model) {}

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
                List<GradientRequest> requests = requests(problem.model(), table.rows());
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
                answers.add(oracle.answer(requests(problem.model(), table.rows())));
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

    /** Every mode, small and large batches, one and two points, values, all rows: in one pass. */
    private static List<GradientRequest> requests(Model model, long rows) {
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
        }
        requests.add(new SumRequest(new AllRows(rows), List.of(near, far)));
        requests.add(new ValueRequest(new AllRows(rows), far));
        return requests;
    }
}
