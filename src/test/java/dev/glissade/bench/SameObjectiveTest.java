package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.SharedSpark;
import dev.glissade.config.BenchSettings;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.HingeLoss;
import dev.glissade.model.LinearModel;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.training.Checks;
import dev.glissade.training.StopReason;
import dev.glissade.training.StopRules;
import dev.glissade.training.TrainingResult;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings that a peer is given mean our objective: its minimum is ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameObjectiveTest {

    private static final double L2 = 1e-3;

    private static final Bench.Audience NOBODY = new Bench.Audience() {
        @Override
        public void progress(String line) {}

        @Override
        public void result(Result result) {}

        @Override
        public void forecast(Forecast forecast) {}

        @Override
        public void note(String line) {}
    };

    private Bench bench;
    private SlicedTable table;
    private Problem problem;
    private SliceGroup rows;
    private DenseVector minimum;
    private double optimum;

    @BeforeAll
    void findTheMinimum() {
        bench = new Bench(BenchSettings.read(List.of("l2=" + L2)), SharedSpark.session(), NOBODY);
        table = bench.dense(600, 5, options -> options.withSlices(4).withPartitions(2));
        problem = new Problem(table, LinearModel.logistic(5, false), L2);
        rows = table.collect();
        minimum = new QuasiNewton(problem.penalty(), 10, Checks.every(Long.MAX_VALUE, StopRules.maxSteps(500)))
                .train(problem.source(), problem.zeros())
                .weights();
        optimum = problem.objective(minimum.toArray());
    }

    @AfterAll
    void close() {
        table.close();
    }

    private void requireSame(double[] weights) {
        assertThat(problem.objective(weights)).isCloseTo(optimum, within(1e-9 * optimum));
        assertThat(weights).containsExactly(minimum.toArray(), within(1e-6));
    }

    @Test
    void optimumIsWhereTheGradientVanishes() {
        assertThat(problem.optimum()).isCloseTo(optimum, within(1e-13));
    }

    @Test
    void sparkMl() {
        try (SparkMlPeer peer = new SparkMlPeer(bench.spark(), problem)) {
            requireSame(peer.weights(100));
        }
    }

    /** It numbers classes as it meets them, but for labels of -1 and +1, whose weights are always those of +1. */
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void liblinearWhicheverClassComesFirst(int first) {
        RowBlock[] slices = new RowBlock[rows.size()];
        Arrays.setAll(slices, rows::slice);
        int[] order = IntStream.range(0, slices[0].size())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -first * rows.slice(0).label(row)))
                .mapToInt(Integer::intValue)
                .toArray();
        slices[0] = slices[0].select(RowSelection.of(order));
        for (LiblinearPeer peer : LiblinearPeer.both(new SliceGroup(0, slices), problem)) {
            requireSame(peer.weights(peer.mostEffort()));
        }
    }

    /** Values as floats lose nothing here: generated ones are floats. */
    @Test
    void openNlp() {
        OpenNlpPeer peer = new OpenNlpPeer(problem, rows, optimum, 2);
        assertThat(peer.gradientAt(minimum.toArray())).containsExactly(new double[10], within(1e-7));
        assertThat(problem.objective(peer.weights(100))).isCloseTo(optimum, within(1e-6 * optimum));
    }

    /** To one minimum of the hinge loss, which is known from both sides; some lead there less far. */
    @Test
    void hinge() {
        Problem hinge = new Problem(table, new LinearModel(5, false, new HingeLoss()), L2);
        HingeMinimum minimum = HingeMinimum.of(hinge, 1e-5);
        double least = minimum.upper();
        assertThat(minimum.lower()).isBetween(least * (1 - 1e-5), least);
        assertThat(minimum.doubt()).isBetween(0.0, 1.1e-5);
        LiblinearPeer exact = LiblinearPeer.hinge(rows, hinge);
        double[] weights = exact.weights(exact.mostEffort());
        assertThat(hinge.objective(weights)).isBetween(minimum.lower(), least * (1 + 1e-4));
        try (LinearSvcPeer peer = new LinearSvcPeer(bench.spark(), hinge)) {
            assertThat(hinge.objective(peer.weights(30))).isBetween(minimum.lower(), least * (1 + 1e-3));
        }
        HingeDescent ours = new HingeDescent(hinge, 2, 1, 0.1, "");
        assertThat(hinge.objective(ours.weights(50))).isBetween(minimum.lower(), least * (1 + 1e-3));
        weights[0] += 0.2;
        assertThat(hinge.objective(weights)).isGreaterThan(least * (1 + 1e-3)); // others are told apart
    }

    /** MLlib only creeps there: rates fall as 1/√t. */
    @Test
    void mllib() {
        try (MllibPeer peer = new MllibPeer(problem)) {
            assertThat(problem.objective(peer.weights(40))).isCloseTo(optimum, within(1e-3 * optimum));
        }
    }

    /** One thread in memory takes the steps of local SVRG on Spark. */
    @Test
    void oneThreadTakesTheSameSteps() {
        OurRuns ours = new OurRuns(bench.settings(), 2, "logistic");
        double target = optimum * (1 + 1e-5);
        TrainingResult onSpark = ours.configured(problem).train().until(target, 60);
        TrainingResult inMemory = ours.oneThread(problem, rows).train().until(target, 60);
        assertThat(onSpark.stopReason().kind()).isEqualTo(StopReason.Kind.TARGET_OBJECTIVE);
        assertThat(inMemory.weights()).isEqualTo(onSpark.weights());
        assertThat(inMemory.step()).isEqualTo(onSpark.step());
    }

    @Test
    void quasiNewtonEndsAtTheTarget() {
        double target = optimum * (1 + 1e-5);
        TrainingResult result = OurRuns.quasiNewton(problem).train().until(target, 60);
        assertThat(result.stopReason().kind()).isEqualTo(StopReason.Kind.TARGET_OBJECTIVE);
        assertThat(problem.objective(result.weights().toArray())).isBetween(optimum, target);
    }
}
