package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;

/** Bytes that nothing compresses, sent and returned in known numbers. */
class TrafficTest {

    private static final int BYTES = 3_000_000;

    private final JavaSparkContext context =
            JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());

    private static byte[] noise() {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(0).nextBytes(bytes);
        return bytes;
    }

    private void returned(int tasks) {
        context.parallelize(List.of(1, 2, 3, 4), tasks)
                .mapPartitions(some -> List.of(noise()).iterator())
                .collect();
    }

    private void shipped() {
        Broadcast<byte[]> noise = context.broadcast(noise());
        context.parallelize(List.of(1, 2), 2).map(some -> noise.value().length).collect();
        noise.destroy();
    }

    @Test
    void countsResultsOfEachTask() {
        assertThat(Traffic.of(context.sc(), () -> returned(2))).isBetween(2L * BYTES, 2L * BYTES + 100_000);
        assertThat(Traffic.of(context.sc(), () -> returned(4))).isBetween(4L * BYTES, 4L * BYTES + 100_000);
    }

    @Test
    void countsABroadcastOnce() {
        assertThat(Traffic.of(context.sc(), this::shipped)).isBetween((long) BYTES, BYTES + 100_000L);
    }

    @Test
    void countsNothingOfWhatWasBefore() {
        shipped();
        assertThat(Traffic.of(context.sc(), () -> {})).isZero();
    }
}
