package dev.glissade.checkpoint;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.Work;
import dev.glissade.gradient.Written;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.schedule.Pacing;
import dev.glissade.statistics.NoiseAverage;
import dev.glissade.training.Evaluation;
import dev.glissade.training.History;
import dev.glissade.training.Kept;
import dev.glissade.training.SavePoint;
import dev.glissade.training.StepExtremes;
import dev.glissade.training.StepReport;
import dev.glissade.training.TrainingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Checkpoints for tests. */
final class Samples {

    /** Of a run whose configuration has keys of all kinds. */
    static final Checkpoint.Run RUN = new Checkpoint.Run(
            "0.1.0",
            "abc",
            Map.of(
                    "data.train",
                    "\"tables/é \u0000 \uD83D\uDE00.csv\"",
                    "seed",
                    "-7",
                    "stop.max-steps",
                    "null",
                    "",
                    ""),
            Long.MAX_VALUE,
            Optional.of(new Checkpoint.FoundRate(0.1 + 0.2, "learningRateSearch", "{\"rate\":0.3}")));

    private Samples() {}

    /** The smallest there is at a step. */
    static Checkpoint at(long step) {
        return of(step, EstimatorState.NOTHING);
    }

    /** One whose estimator remembers this. */
    static Checkpoint with(EstimatorState estimator) {
        return of(1, estimator);
    }

    private static Checkpoint of(long step, EstimatorState estimator) {
        TrainingState start =
                TrainingState.initial(10, DenseVector.of((double) step, -0.5), new OptimizerState(0, List.of()));
        TrainingState state = new TrainingState(
                step,
                start.work(),
                start.tableRows(),
                start.weights(),
                start.answer(),
                start.optimizerState(),
                estimator,
                start.pacing(),
                start.history(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Checkpoint(RUN, step, 0, new SavePoint(state, Kept.NONE, 0, 1, StepExtremes.NONE));
    }

    /** With a value of every kind that is hard to write. */
    static Checkpoint odd() {
        double[] values = {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            0.1
        };
        DenseVector weights = DenseVector.of(values);
        DenseVector empty = DenseVector.zeros(0);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("z", Double.NaN);
        metrics.put("a", -0.0);
        Evaluation evaluation = new Evaluation(Double.NEGATIVE_INFINITY, Double.NaN, metrics);
        Written svrg = new Written(
                "svrg",
                List.of(Long.MIN_VALUE, -1L),
                List.of(Double.NaN),
                List.of(weights, DenseVector.of(values), empty),
                List.of());
        Written replicas = new Written("replicas", List.of(1L, Long.MAX_VALUE), List.of(), List.of(), List.of(svrg));
        History history = new History(
                Double.NaN,
                -0.0,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                -1,
                Long.MIN_VALUE,
                Optional.of(new History.Best(3, weights, evaluation, Double.NaN, Long.MAX_VALUE)));
        TrainingState state = new TrainingState(
                Long.MAX_VALUE,
                new Work(Long.MAX_VALUE, 0, -1),
                Long.MAX_VALUE,
                weights,
                weights,
                new OptimizerState(Long.MAX_VALUE, List.of(weights, DenseVector.of(values), empty)),
                EstimatorState.of(replicas),
                new Pacing(
                        Double.NaN, new NoiseAverage(0.5, -0.0, 1, Double.NaN, -2, 3, 4, 5), Double.POSITIVE_INFINITY),
                history,
                1e-300,
                Optional.of(new StepReport(OptionalDouble.of(Double.NaN), Double.POSITIVE_INFINITY, -0.0, 0)),
                Optional.of(evaluation),
                Optional.of(new Evaluation(0, 0, Map.of())),
                Optional.empty());
        TrainingState other = at(5).point().state();
        Kept kept = new Kept(Optional.of(other.modelAlone()), Optional.of(state));
        return new Checkpoint(
                RUN,
                Long.MAX_VALUE,
                -1,
                new SavePoint(
                        state,
                        kept,
                        Integer.MAX_VALUE,
                        0.3,
                        new StepExtremes(-0.0, 1e300, Long.MAX_VALUE, Double.NaN, -1)));
    }

    static byte[] bytes(Checkpoint checkpoint) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            CheckpointWriter.write(checkpoint, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static Checkpoint read(byte[] bytes) throws IOException {
        return CheckpointReader.read(() -> new ByteArrayInputStream(bytes));
    }
}
