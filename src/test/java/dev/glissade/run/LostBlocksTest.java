package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import dev.glissade.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cached blocks that go in the middle of a run, as they do with an executor, are made again, and change nothing. */
class LostBlocksTest {

    @TempDir
    private Path directory;

    private int runs;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient.kind=mini-batch",
                "gradient.kind=svrg",
                "gradient.kind=saga",
                "engine.sync-every=2",
                "data.standardize=true",
                "data.validation=0.2"
            })
    void aRunGoesOnWithoutThem(String setting) {
        String expected = hash(new LosingBlocks(Long.MAX_VALUE), setting);
        LosingBlocks losing = new LosingBlocks(4);

        assertThat(hash(losing, setting)).isEqualTo(expected);

        assertThat(losing.held).allMatch(blocks -> blocks == 4).hasSizeGreaterThanOrEqualTo(1);
        assertThat(losing.left).isZero();
        assertThat(losing.madeAgain).isTrue();
    }

    @Test
    void nothingIsLeftPersistedBehind() {
        hash(new LosingBlocks(2), "gradient.kind=mini-batch");
        assertThat(SharedSpark.context().getPersistentRDDs()).isEmpty();
    }

    private String hash(LosingBlocks observer, String setting) {
        List<String> lines = List.of(
                "data.train = ${GLISSADE_HOME}/src/main/data/adult/a9a.svm.gz",
                "model.kind = logistic",
                "learning-rate.initial = 0.1",
                "gradient.batch-size = 64",
                "engine.partitions = 4",
                "stop.max-steps = 8",
                "run.dir = \"%s\"".formatted(directory.resolve("run" + runs++)));
        return Runs.train(observer, directory, lines, setting).weightsSha256();
    }

    /** Removes all cached blocks from memory and disk behind a step, and looks whether they are back two steps later. */
    private static final class LosingBlocks implements RunObserver {
        private final long step;
        private final List<Integer> held = new ArrayList<>();
        private int left;
        private boolean madeAgain;

        private LosingBlocks(long step) {
            this.step = step;
        }

        @Override
        public void say(String line) {}

        @Override
        public TrainingListener training(long maxSteps) {
            return state -> {
                if (state.step() == step) {
                    SparkContext context = SharedSpark.session().sparkContext();
                    for (RDDInfo info : context.getRDDStorageInfo()) {
                        held.add(blocks(info));
                        SparkEnv.get().blockManager().master().removeRdd(info.id(), true);
                    }
                    left = cached(context);
                } else if (state.step() == step + 2) {
                    madeAgain = cached(SharedSpark.session().sparkContext()) >= 4;
                }
            };
        }

        private static int cached(SparkContext context) {
            return Arrays.stream(context.getRDDStorageInfo())
                    .mapToInt(LosingBlocks::blocks)
                    .sum();
        }

        /** Those that are there indeed: what is told of them comes late. */
        private static int blocks(RDDInfo info) {
            return (int) IntStream.range(0, info.numPartitions())
                    .filter(partition -> SparkEnv.get()
                            .blockManager()
                            .getStatus(new RDDBlockId(info.id(), partition))
                            .isDefined())
                    .count();
        }

        @Override
        public void trained() {}
    }
}
