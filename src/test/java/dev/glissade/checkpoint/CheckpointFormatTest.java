package dev.glissade.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.ReplicaStates;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.training.Kept;
import dev.glissade.training.Resumable;
import dev.glissade.training.SavePoint;
import dev.glissade.training.StepExtremes;
import dev.glissade.training.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read as it was, or not at all. */
class CheckpointFormatTest {

    /** Every point of every method's run, so that what goes on from one in memory goes on from the file too. */
    @ParameterizedTest
    @MethodSource({
        "dev.glissade.training.Resumable#steps",
        "dev.glissade.training.Resumable#localSteps",
        "dev.glissade.training.Resumable#ends"
    })
    void everyPointOfARunComesBackAsItWas(Resumable run) throws IOException {
        for (SavePoint point : run.points()) {
            Checkpoint read = Samples.read(Samples.bytes(new Checkpoint(Samples.RUN, 17, 23, point)));
            assertThat(Resumable.essence(read.point())).isEqualTo(Resumable.essence(point));
            assertThat(read.point().state().seconds()).isEqualTo(point.state().seconds());
            assertThat(read.point().state().stopReason()).isEmpty(); // that is the rules' to say
            assertThat(read.point().kept().lastGood().map(TrainingState::step))
                    .isEqualTo(point.kept().lastGood().map(TrainingState::step));
            assertThat(read.run()).isEqualTo(Samples.RUN);
            assertThat(read.metricsLines()).isEqualTo(17);
            assertThat(read.jobs()).isEqualTo(23);
        }
    }

    @Test
    void oddValuesComeBackAsTheyWere() throws IOException {
        for (Checkpoint checkpoint : List.of(Samples.odd(), Samples.at(0), Samples.at(Long.MAX_VALUE))) {
            Checkpoint read = Samples.read(Samples.bytes(checkpoint));
            assertThat(read).isEqualTo(checkpoint);
            assertThat(Samples.bytes(read)).isEqualTo(Samples.bytes(checkpoint));
        }
        Checkpoint.Run without = new Checkpoint.Run("", "", Map.of(), 0, Optional.empty());
        Checkpoint checkpoint = new Checkpoint(without, 0, 0, Samples.at(1).point());
        assertThat(Samples.read(Samples.bytes(checkpoint))).isEqualTo(checkpoint);
    }

    /** The order of metrics is that of summaries. */
    @Test
    void metricsKeepTheirOrder() throws IOException {
        TrainingState read = Samples.read(Samples.bytes(Samples.odd())).point().state();
        assertThat(read.evaluation().orElseThrow().metrics().keySet()).containsExactly("z", "a");
    }

    /** One object stays one; two that are equal stay two, which is all that the memory of a run depends on. */
    @Test
    void aVectorIsWrittenOnce() throws IOException {
        TrainingState read = Samples.read(Samples.bytes(Samples.odd())).point().state();
        DenseVector weights = read.weights();
        assertThat(read.answer().values()).isSameAs(weights.values());
        assertThat(read.history().best().orElseThrow().weights().values()).isSameAs(weights.values());
        assertThat(read.optimizerState().vectors().get(0).values()).isSameAs(weights.values());
        assertThat(read.optimizerState().vectors().get(1).values()).isNotSameAs(weights.values());
        DenseVector large = DenseVector.zeros(10_000);
        TrainingState state =
                TrainingState.initial(1, large, new OptimizerState(0, List.of(large, large, DenseVector.zeros(2_500))));
        SavePoint point = new SavePoint(state, Kept.NONE, 0, 1, StepExtremes.NONE);
        byte[] bytes = Samples.bytes(new Checkpoint(Samples.RUN, 0, 0, point));
        assertThat(bytes).hasSizeBetween(100_000, 101_000);
        assertThat(Samples.read(bytes).point()).isEqualTo(point);
    }

    /** Lengths around those of the chunks that are copied at once. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2048, 5000})
    void vectorsOfAnyLengthComeBack(int size) throws IOException {
        DenseVector weights =
                DenseVector.of(new SplittableRandom(size).doubles(size).toArray());
        TrainingState state = TrainingState.initial(1, weights, new OptimizerState(0, List.of()));
        SavePoint point = new SavePoint(state, Kept.NONE, 0, 1, StepExtremes.NONE);
        byte[] bytes = Samples.bytes(new Checkpoint(Samples.RUN, 0, 0, point));
        assertThat(Samples.read(bytes).point()).isEqualTo(point);
        Checkpoint slowly = CheckpointReader.read(() -> new Dripping(bytes));
        assertThat(slowly.point()).isEqualTo(point);
    }

    /** Gives seven bytes at a time, as a network may. */
    private static final class Dripping extends InputStream {
        private final byte[] bytes;
        private int next;

        Dripping(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return next < bytes.length ? bytes[next++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int from, int count) {
            int length = Math.min(Math.min(7, count), bytes.length - next);
            System.arraycopy(bytes, next, target, from, length);
            next += length;
            return length == 0 && count > 0 ? -1 : length;
        }
    }

    private static void assertRefused(byte[] bytes, String as) {
        assertThatThrownBy(() -> Samples.read(bytes))
                .as(as)
                .isInstanceOf(BrokenCheckpointException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n")
                .doesNotContain("null");
    }

    @Test
    void whatIsCutOffIsRefusedWhereverThatIs() {
        byte[] whole = Samples.bytes(Samples.odd());
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "cut off at " + length);
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1), "with a byte more");
    }

    @Test
    void whatIsDamagedIsRefusedWhereverThatIs() {
        byte[] whole = Samples.bytes(Samples.odd());
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            assertRefused(damaged, "another bit in byte " + at);
        }
    }

    @Test
    void saysWhatIsWrong() {
        byte[] whole = Samples.bytes(Samples.at(3));
        assertThatThrownBy(() -> Samples.read(new byte[0])).hasMessage("empty");
        assertThatThrownBy(() -> Samples.read(Arrays.copyOf(whole, 3))).hasMessage("cut off");
        assertThatThrownBy(() -> Samples.read(Arrays.copyOf(whole, 40))).hasMessage("cut off");
        assertThatThrownBy(() -> Samples.read(Arrays.copyOf(whole, 41)))
                .hasMessage("its checksum is wrong: cut off, or damaged");
        assertThatThrownBy(() -> Samples.read("{\"step\":0,\"epoch\":0.0}".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("not a checkpoint");
        assertThatThrownBy(() -> Samples.read(new byte[1_000])).hasMessage("not a checkpoint");
    }

    /** With a checksum of its own over what comes before. */
    private static byte[] sealed(byte[] bytes, int length) {
        byte[] content = Arrays.copyOf(bytes, length);
        return ByteBuffer.allocate(length + Sha256.BYTES)
                .put(content)
                .put(Sha256.digest().digest(content))
                .array();
    }

    /** Written by the version before there was anything to know of noise. */
    @Test
    void theFirstFormatIsReadStill() throws IOException {
        try (InputStream in = CheckpointFormatTest.class.getResourceAsStream("format-1.bin")) {
            assertThat(Samples.read(in.readAllBytes())).isEqualTo(Samples.at(3));
        }
    }

    @Test
    void aNewerFormatIsNamed() {
        byte[] whole = Samples.bytes(Samples.at(3));
        ByteBuffer.wrap(whole).putInt(Long.BYTES, 3);
        assertThatThrownBy(() -> Samples.read(sealed(whole, whole.length - Sha256.BYTES)))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessage("of format 3, and this version reads up to 2");
    }

    /** Somebody may give nonsense the right checksum. */
    @Test
    void nonsenseWithARightChecksumIsNoState() throws IOException {
        byte[] whole = Samples.bytes(Samples.odd());
        int content = whole.length - Sha256.BYTES;
        assertThat(Samples.read(sealed(whole, content))).isEqualTo(Samples.odd());
        for (int length = Long.BYTES + 1; length < content; length++) {
            assertRefused(sealed(whole, length), "ends at " + length);
        }
        assertThatThrownBy(() -> Samples.read(sealed(whole, content - 4))).hasMessageStartingWith("not a state: ");
    }

    /** Nor is a state within a state within a state …, as no run has one. */
    @Test
    void deepNestingIsNoState() throws IOException {
        EstimatorState nested = EstimatorState.NOTHING;
        for (int depth = 0; depth < 4; depth++) {
            nested = new ReplicaStates(nested, List.of(0L));
        }
        byte[] bytes = Samples.bytes(Samples.with(nested));
        assertThatThrownBy(() -> Samples.read(bytes)).hasMessageContaining("states within states");
    }
}
