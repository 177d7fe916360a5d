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
import dev.glissade.training.SavePoint;
import dev.glissade.training.StepExtremes;
import dev.glissade.training.StepReport;
import dev.glissade.training.TrainingState;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a {@link Checkpoint}: magic number, version of the format, the fields of all records in the order of their
 * declaration, SHA-256 of all that. Numbers are big-endian; lists, maps and texts begin with their length, what may be absent
 * with a byte. A vector that was there before is written as its number.
 */
final class CheckpointWriter {

    static final long MAGIC = 0x474c495353414445L; // GLISSADE
    static final int VERSION = 2;

    /** Kinds of states that a run keeps beside its own. */
    static final int NO_STATE = 0;

    static final int SAME_STATE = 1;
    static final int OTHER_STATE = 2;

    /** In place of a vector's length: the number of one that was there before follows. */
    static final int AGAIN = -1;

    private static final int CHUNK = 1 << 10;

    private final DataOutputStream out;
    private final IdentityHashMap<double[], Integer> vectors = new IdentityHashMap<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Double.BYTES);

    private CheckpointWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** Writes a whole one; the stream stays open. */
    static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
        DigestOutputStream digested = new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), Sha256.digest());
        CheckpointWriter writer = new CheckpointWriter(digested);
        writer.out.writeLong(MAGIC);
        writer.out.writeInt(VERSION);
        writer.run(checkpoint.run());
        writer.out.writeLong(checkpoint.metricsLines());
        writer.out.writeLong(checkpoint.jobs());
        writer.point(checkpoint.point());
        digested.on(false);
        digested.write(digested.getMessageDigest().digest());
        digested.flush();
    }

    private void run(Checkpoint.Run run) throws IOException {
        text(run.version());
        text(run.dataFingerprint());
        out.writeInt(run.configuration().size());
        for (Map.Entry<String, String> entry : run.configuration().entrySet()) { // sorted by key
            text(entry.getKey());
            text(entry.getValue());
        }
        out.writeLong(run.horizon());
        present(run.rate());
        if (run.rate().isPresent()) {
            out.writeDouble(run.rate().get().rate());
            text(run.rate().get().name());
            text(run.rate().get().fields());
        }
    }

    private void point(SavePoint point) throws IOException {
        state(point.state());
        kept(point.kept().lastGood().map(TrainingState::modelAlone), point.state());
        kept(point.kept().lastEvaluated(), point.state());
        out.writeInt(point.rollbacks());
        out.writeDouble(point.rateFactor());
        extremes(point.extremes());
    }

    private void extremes(StepExtremes extremes) throws IOException {
        out.writeDouble(extremes.firstNorm());
        out.writeDouble(extremes.largestNorm());
        out.writeLong(extremes.stepOfLargestNorm());
        out.writeDouble(extremes.largestRate());
        out.writeLong(extremes.stepOfLargestRate());
    }

    /** One of the same step is the same. */
    private void kept(Optional<TrainingState> state, TrainingState last) throws IOException {
        boolean same = state.filter(kept -> kept.step() == last.step()).isPresent();
        out.writeByte(state.isEmpty() ? NO_STATE : same ? SAME_STATE : OTHER_STATE);
        if (state.isPresent() && !same) {
            state(state.get());
        }
    }

    private void state(TrainingState state) throws IOException {
        out.writeLong(state.step());
        work(state.work());
        out.writeLong(state.tableRows());
        vector(state.weights());
        vector(state.answer());
        optimizer(state.optimizerState());
        written(state.estimatorState().written());
        pacing(state.pacing());
        history(state.history());
        out.writeDouble(state.seconds());
        present(state.lastStep());
        if (state.lastStep().isPresent()) {
            step(state.lastStep().get());
        }
        evaluation(state.evaluation());
        evaluation(state.validation());
    }

    private void work(Work work) throws IOException {
        out.writeLong(work.rowsDrawn());
        out.writeLong(work.rowsVisited());
        out.writeLong(work.gradientEvaluations());
    }

    private void optimizer(OptimizerState state) throws IOException {
        out.writeLong(state.updates());
        vectors(state.vectors());
    }

    /** An {@link EstimatorState}. */
    private void written(Written state) throws IOException {
        text(state.kind());
        out.writeInt(state.counts().size());
        for (long count : state.counts()) {
            out.writeLong(count);
        }
        out.writeInt(state.numbers().size());
        for (double number : state.numbers()) {
            out.writeDouble(number);
        }
        vectors(state.vectors());
        out.writeInt(state.parts().size());
        for (Written part : state.parts()) {
            written(part);
        }
    }

    private void pacing(Pacing pacing) throws IOException {
        out.writeDouble(pacing.gained());
        out.writeDouble(pacing.surelyNoise());
        NoiseAverage noise = pacing.noise();
        out.writeDouble(noise.decay());
        out.writeDouble(noise.weight());
        out.writeDouble(noise.squaredWeight());
        out.writeDouble(noise.trace());
        out.writeDouble(noise.squaredNorm());
        out.writeDouble(noise.traceSquares());
        out.writeDouble(noise.normSquares());
        out.writeDouble(noise.products());
    }

    private void history(History history) throws IOException {
        out.writeDouble(history.firstObjective());
        out.writeDouble(history.scale());
        out.writeDouble(history.previousObjective());
        out.writeDouble(history.lastObjective());
        out.writeLong(history.lastStep());
        out.writeLong(history.lastRows());
        present(history.best());
        if (history.best().isPresent()) {
            History.Best best = history.best().get();
            out.writeLong(best.step());
            vector(best.weights());
            evaluation(Optional.of(best.evaluation()));
            out.writeDouble(best.validationLoss());
            out.writeLong(best.evaluationsSince());
        }
    }

    private void step(StepReport step) throws IOException {
        out.writeBoolean(step.loss().isPresent());
        out.writeDouble(step.loss().orElse(0));
        out.writeDouble(step.gradientNorm());
        out.writeDouble(step.learningRate());
        out.writeLong(step.batchSize());
    }

    private void evaluation(Optional<Evaluation> evaluation) throws IOException {
        present(evaluation);
        if (evaluation.isPresent()) {
            out.writeDouble(evaluation.get().objective());
            out.writeDouble(evaluation.get().loss());
            Map<String, Double> metrics = evaluation.get().metrics();
            out.writeInt(metrics.size());
            for (Map.Entry<String, Double> metric : metrics.entrySet()) { // in the order of the model
                text(metric.getKey());
                out.writeDouble(metric.getValue());
            }
        }
    }

    private void present(Optional<?> value) throws IOException {
        out.writeBoolean(value.isPresent());
    }

    private void text(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private void vectors(List<DenseVector> list) throws IOException {
        out.writeInt(list.size());
        for (DenseVector each : list) {
            vector(each);
        }
    }

    private void vector(DenseVector vector) throws IOException {
        double[] values = vector.values();
        Integer before = vectors.putIfAbsent(values, vectors.size());
        if (before != null) {
            out.writeInt(AGAIN);
            out.writeInt(before);
            return;
        }
        out.writeInt(values.length);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            bytes.clear().asDoubleBuffer().put(values, from, count);
            out.write(bytes.array(), 0, count * Double.BYTES);
        }
    }
}
