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
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Reads what {@link CheckpointWriter} wrote. Only files whose checksum was found right are read, so what is inside is as it
 * was written; and nothing is made larger than the file, whoever wrote it.
 */
final class CheckpointReader {

    private static final int OLDEST = 1;

    private static final int CHUNK = 1 << 10;

    /** A table of slopes is within a state, which may be within that of replicas. */
    private static final int DEEPEST = 3;

    private final Content content;
    private final DataInputStream in;
    private final List<DenseVector> vectors = new ArrayList<>();
    private final byte[] bytes = new byte[CHUNK * Double.BYTES];
    /** Of the file's format: the first knew nothing of the noise, nor of batches that grow. */
    private int version;

    private CheckpointReader(Content content) {
        this.content = content;
        this.in = new DataInputStream(content);
    }

    /** Opens a file from its beginning. */
    interface Source {
        InputStream open() throws IOException;
    }

    /**
     * @throws BrokenCheckpointException if it is not whole
     * @throws UnknownFormatException if it is whole, and of a later format
     */
    static Checkpoint read(Source source) throws IOException {
        long length;
        try (InputStream in = source.open()) {
            length = requireWhole(in);
        }
        try (Content content = new Content(new BufferedInputStream(source.open(), 1 << 16), length)) {
            CheckpointReader reader = new CheckpointReader(content);
            reader.in.readLong();
            int version = reader.in.readInt();
            reader.version = version;
            if (version > CheckpointWriter.VERSION) {
                throw new UnknownFormatException(version, CheckpointWriter.VERSION);
            }
            if (version < OLDEST) {
                throw new BrokenCheckpointException("of format %d, which is none".formatted(version));
            }
            Checkpoint checkpoint = reader.checkpoint();
            if (content.left > 0) {
                throw new IllegalArgumentException("%d bytes too many".formatted(content.left));
            }
            return checkpoint;
        } catch (EOFException | RuntimeException notAState) { // its checksum is right, so somebody has made it so
            throw new BrokenCheckpointException("not a state: " + notAState, notAState);
        }
    }

    /** What comes before the checksum. */
    private static final class Content extends FilterInputStream {
        private long left;

        Content(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            int read = left == 0 ? -1 : super.read(target, from, (int) Math.min(count, left));
            left -= Math.max(0, read);
            return read;
        }
    }

    /** Whose length is told, without the checksum. */
    private static long requireWhole(InputStream in) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        byte[] end = new byte[0];
        long length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (length == 0 && read >= Long.BYTES && ByteBuffer.wrap(buffer).getLong() != CheckpointWriter.MAGIC) {
                throw new BrokenCheckpointException("not a checkpoint");
            }
            length += read;
            byte[] all = Arrays.copyOf(end, end.length + read);
            System.arraycopy(buffer, 0, all, end.length, read);
            int sure = Math.max(0, all.length - Sha256.BYTES); // these are not the checksum
            digest.update(all, 0, sure);
            end = Arrays.copyOfRange(all, sure, all.length);
        }
        if (length <= Sha256.BYTES + Long.BYTES) {
            throw new BrokenCheckpointException(length == 0 ? "empty" : "cut off");
        }
        if (!MessageDigest.isEqual(digest.digest(), end)) {
            throw new BrokenCheckpointException("its checksum is wrong: cut off, or damaged");
        }
        return length - Sha256.BYTES;
    }

    private Checkpoint checkpoint() throws IOException {
        return new Checkpoint(run(), in.readLong(), in.readLong(), point());
    }

    private Checkpoint.Run run() throws IOException {
        String version = text();
        String fingerprint = text();
        Map<String, String> configuration = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            configuration.put(text(), text());
        }
        long horizon = in.readLong();
        Optional<Checkpoint.FoundRate> rate = in.readBoolean()
                ? Optional.of(new Checkpoint.FoundRate(in.readDouble(), text(), text()))
                : Optional.empty();
        return new Checkpoint.Run(version, fingerprint, configuration, horizon, rate);
    }

    private SavePoint point() throws IOException {
        TrainingState state = state();
        Kept kept = new Kept(kept(state), kept(state));
        return new SavePoint(state, kept, in.readInt(), in.readDouble(), extremes());
    }

    private StepExtremes extremes() throws IOException {
        return new StepExtremes(in.readDouble(), in.readDouble(), in.readLong(), in.readDouble(), in.readLong());
    }

    private Optional<TrainingState> kept(TrainingState same) throws IOException {
        return switch (in.readByte()) {
            case CheckpointWriter.NO_STATE -> Optional.empty();
            case CheckpointWriter.SAME_STATE -> Optional.of(same);
            case CheckpointWriter.OTHER_STATE -> Optional.of(state());
            default -> throw new IllegalArgumentException("no such kind of state");
        };
    }

    private TrainingState state() throws IOException {
        return new TrainingState(
                in.readLong(),
                new Work(in.readLong(), in.readLong(), in.readLong()),
                in.readLong(),
                vector(),
                vector(),
                new OptimizerState(in.readLong(), vectors()),
                EstimatorState.of(written(DEEPEST)),
                version < 2 ? Pacing.START : pacing(),
                history(),
                in.readDouble(),
                in.readBoolean() ? Optional.of(step()) : Optional.empty(),
                evaluation(),
                evaluation(),
                Optional.empty());
    }

    private Written written(int levels) throws IOException {
        if (levels == 0) {
            throw new IllegalArgumentException("states within states");
        }
        String kind = text();
        List<Long> counts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            counts.add(in.readLong());
        }
        List<Double> numbers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            numbers.add(in.readDouble());
        }
        List<DenseVector> ofState = vectors();
        List<Written> parts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            parts.add(written(levels - 1));
        }
        return new Written(kind, counts, numbers, ofState, parts);
    }

    private Pacing pacing() throws IOException {
        double gained = in.readDouble();
        double surelyNoise = in.readDouble();
        NoiseAverage noise = new NoiseAverage(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
        return new Pacing(gained, noise, surelyNoise);
    }

    private History history() throws IOException {
        return new History(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                version < 2 ? 0 : in.readLong(),
                in.readBoolean() ? Optional.of(best()) : Optional.empty());
    }

    private History.Best best() throws IOException {
        return new History.Best(in.readLong(), vector(), evaluation().orElseThrow(), in.readDouble(), in.readLong());
    }

    private StepReport step() throws IOException {
        boolean hasLoss = in.readBoolean();
        double loss = in.readDouble();
        return new StepReport(
                hasLoss ? OptionalDouble.of(loss) : OptionalDouble.empty(),
                in.readDouble(),
                in.readDouble(),
                in.readLong());
    }

    private Optional<Evaluation> evaluation() throws IOException {
        if (!in.readBoolean()) {
            return Optional.empty();
        }
        double objective = in.readDouble();
        double loss = in.readDouble();
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.put(text(), in.readDouble());
        }
        return Optional.of(new Evaluation(objective, loss, metrics));
    }

    private String text() throws IOException {
        byte[] utf8 = new byte[size(in.readInt(), Byte.BYTES)];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** No more than there is. */
    private int size(int entries, int bytesEach) {
        if (entries < 0 || (long) entries * bytesEach > content.left) {
            throw new IllegalArgumentException("%d entries in the last %d bytes".formatted(entries, content.left));
        }
        return entries;
    }

    private List<DenseVector> vectors() throws IOException {
        List<DenseVector> list = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            list.add(vector());
        }
        return list;
    }

    private DenseVector vector() throws IOException {
        int size = in.readInt();
        if (size == CheckpointWriter.AGAIN) {
            return vectors.get(in.readInt());
        }
        double[] values = new double[size(size, Double.BYTES)];
        for (int from = 0; from < size; from += CHUNK) {
            int count = Math.min(CHUNK, size - from);
            in.readFully(bytes, 0, count * Double.BYTES);
            ByteBuffer.wrap(bytes).asDoubleBuffer().get(values, from, count);
        }
        DenseVector vector = DenseVector.wrap(values);
        vectors.add(vector);
        return vector;
    }
}
