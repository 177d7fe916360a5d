package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.SharedSpark;
import org.apache.spark.SparkException;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;

class LineageTest {

    private static Broadcast<String> broadcast() {
        return SharedSpark.context().broadcast("anything");
    }

    private static void assertDestroyed(Broadcast<String> broadcast) {
        assertThatThrownBy(broadcast::value).isInstanceOf(SparkException.class);
    }

    @Test
    void aBroadcastLivesAsLongAsAnyoneNeedsIt() {
        Broadcast<String> first = broadcast();
        Broadcast<String> left = broadcast();
        Broadcast<String> right = broadcast();
        Lineage read = Lineage.withoutBroadcast();
        Lineage scaled = read.derived(first);
        read.letGo();
        Lineage training = scaled.derived(left);
        Lineage heldOut = scaled.derived(right);
        scaled.letGo();
        assertThat(first.value()).isEqualTo("anything");

        training.letGo();
        assertDestroyed(left);
        assertThat(first.value()).isEqualTo("anything");
        assertThat(right.value()).isEqualTo("anything");

        heldOut.letGo();
        assertDestroyed(right);
        assertDestroyed(first);
    }
}
