package dev.glissade;

import java.io.Serializable;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BroadcastBlockId;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** Spark's broadcasts, as its block managers have them. */
public final class Broadcasts {

    private Broadcasts() {}

    /** Their blocks, wherever they are. */
    public static Stream<BlockId> blocks() {
        return CollectionConverters.asJava(
                        SparkEnv.get().blockManager().master().getMatchingBlockIds(new IsBroadcast(), true))
                .stream()
                .distinct();
    }

    /** How many of this kind are there on this machine. */
    public static long count(Class<?> kind) {
        return blocks().filter(block -> ((BroadcastBlockId) block).field().isEmpty()) // not its pieces
                .filter(block -> holds(block, kind))
                .count();
    }

    private static boolean holds(BlockId block, Class<?> kind) {
        var found = SparkEnv.get().blockManager().getLocalValues(block);
        if (found.isEmpty()) {
            return false;
        }
        var values = found.get().data();
        boolean holds = false;
        while (values.hasNext()) { // to its end, where the block is let go of
            holds |= kind.isInstance(values.next());
        }
        return holds;
    }

    private static final class IsBroadcast extends AbstractFunction1<BlockId, Object> implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object apply(BlockId block) {
            return block instanceof BroadcastBlockId;
        }
    }
}
