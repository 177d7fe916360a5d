package dev.glissade.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.Broadcasts;
import dev.glissade.SharedSpark;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableOptions;
import dev.glissade.data.Tables;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.ParameterLayout;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.LearningRates;
import dev.glissade.training.Checks;
import dev.glissade.training.StopRules;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingResult;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.reflect.ClassTag$;

/** Long runs leave nothing behind, and what a step sends stays small. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ManyStepsTest {

    /** Dense rows of so many features that the parameters of each step need a broadcast. */
    private static final int WIDE = 40_000;

    private static final int STEPS = 10_000;

    @Test
    void tenThousandStepsLeaveNoBroadcastBehind() throws InterruptedException {
        Model model = LinearModel.logistic(WIDE, true);
        TableOptions options = TableOptions.defaults().withLabelColumn("label").withPartitions(2);
        try (SlicedTable table =
                Tables.load(Tabulated.of(20, WIDE, WIDE, 2).drop("weight"), LabelKind.BINARY, options)) {
            SparkGradientSource source = new SparkGradientSource(table, model, OptionalInt.empty());
            long before = broadcastsAfterCollection(0);
            Trainer trainer = new Trainer(
                    new MiniBatchGradient(new Sampling(Sampling.Mode.EPOCH_SHUFFLE, 1), 2),
                    Penalty.none(model.layout()),
                    new Sgd(),
                    LearningRates.constant(0.1),
                    Checks.every(STEPS, StopRules.maxSteps(STEPS)));
            TrainingResult result = trainer.train(source, DenseVector.zeros(WIDE + 1));
            assertThat(result.last().step()).isEqualTo(STEPS);
            assertThat(source.jobs()).isEqualTo(STEPS + 2);
            assertThat(broadcastsAfterCollection(before)).isLessThanOrEqualTo(before);
        }
    }

    /** Without waiting for a collection, which would clear a forgotten broadcast away. */
    @Test
    void aBroadcastGoesWithItsAnswer() throws InterruptedException {
        Model model = LinearModel.logistic(WIDE, false);
        TableOptions options = TableOptions.defaults().withLabelColumn("label").withPartitions(2);
        List<DenseVector> points = List.of(DenseVector.zeros(WIDE));
        try (SlicedTable table = Tables.load(Tabulated.of(100, WIDE, 3, 2).drop("weight"), LabelKind.BINARY, options)) {
            SparkGradientSource source = new SparkGradientSource(table, model, OptionalInt.empty());
            SparkGradientSource failing = new SparkGradientSource(table, new Failing(model), OptionalInt.empty());
            SumRequest request = new SumRequest(new AllRows(table.rows()), points);
            Set<BlockId> others =
                    largeBroadcasts(); // of Spark, of Hadoop's configuration: they stay until a collection
            for (int answer = 0; answer < 5; answer++) {
                source.answer(List.of(request));
                assertThatThrownBy(() -> failing.answer(List.of(request))).hasMessageContaining("on purpose");
            }
            for (int wait = 0; wait < 20 && !others.containsAll(largeBroadcasts()); wait++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(others).containsAll(largeBroadcasts());
        }
    }

    @Test
    void aStepCarriesItsParametersAndLittleElse() {
        TableOptions options = TableOptions.defaults().withLabelColumn("label");
        try (SlicedTable table = Tables.load(Tabulated.of(50, 4, 4, 2), LabelKind.BINARY, options)) {
            DenseVector point = DenseVector.zeros(1_000);
            List<GradientRequest> requests = new ArrayList<>(List.of(new SumRequest(new AllRows(50), List.of(point))));
            Model model = LinearModel.logistic(1_000, false);
            PartitionTask carrying = PartitionTask.carrying(model, table.sizesBroadcast(), requests);
            assertThat(serializedSize(carrying)).isBetween(8_000, 8_000 + 4_000);

            Broadcast<ShippedRequests> shipped = SharedSpark.context().broadcast(ShippedRequests.of(requests));
            PartitionTask fetching = PartitionTask.fetching(model, table.sizesBroadcast(), shipped);
            assertThat(serializedSize(fetching)).isLessThan(4_000);
            shipped.destroy();
        }
    }

    /** A model whose gradients fail. */
    private record Failing(Model model) implements Model {
        @Override
        public LabelKind labelKind() {
            return model.labelKind();
        }

        @Override
        public ParameterLayout layout() {
            return model.layout();
        }

        @Override
        public double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] gradient) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public double addMetrics(RowBlock block, RowSelection rows, double[] parameters, double[] metricSums) {
            return model.addMetrics(block, rows, parameters, metricSums);
        }

        @Override
        public int metricSumCount() {
            return model.metricSumCount();
        }

        @Override
        public Map<String, Double> metrics(double totalWeight, double lossSum, double[] metricSums) {
            return model.metrics(totalWeight, lossSum, metricSums);
        }

        @Override
        public int predictionWidth() {
            return model.predictionWidth();
        }

        @Override
        public double predict(RowBlock block, int row, double[] parameters, double[] output) {
            return model.predict(block, row, parameters, output);
        }
    }

    private static int serializedSize(PartitionTask task) {
        return SparkEnv.get()
                .closureSerializer()
                .newInstance()
                .serialize(task, ClassTag$.MODULE$.apply(PartitionTask.class))
                .limit();
    }

    /**
     * Broadcast blocks once those of Spark's own jobs have been collected: Spark broadcasts each job's tasks and removes
     * them only when the driver's garbage collector has found them. Waits until there are no more than {@code expected},
     * or their number has stood still.
     */
    private static long broadcastsAfterCollection(long expected) throws InterruptedException {
        long last = Long.MAX_VALUE;
        for (int still = 0; still < 10; ) {
            collectGarbage();
            long now = broadcasts();
            if (now <= expected) {
                return now;
            }
            still = now < last ? 0 : still + 1;
            last = Math.min(last, now);
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return last;
    }

    private static void collectGarbage() throws InterruptedException {
        WeakReference<Object> probe = new WeakReference<>(new Object());
        while (probe.get() != null) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static long broadcasts() {
        return Broadcasts.blocks().count();
    }

    /** Those that could hold {@link #WIDE} parameters. */
    private static Set<BlockId> largeBroadcasts() {
        return Broadcasts.blocks().filter(ManyStepsTest::isLarge).collect(Collectors.toSet());
    }

    private static boolean isLarge(BlockId block) {
        var status = SparkEnv.get().blockManager().getStatus(block);
        return status.isDefined() && status.get().memSize() >= 8 * WIDE;
    }
}
