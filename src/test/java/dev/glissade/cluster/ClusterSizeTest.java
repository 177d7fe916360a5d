package dev.glissade.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSizeTest {

    @Test
    void saysWhatItIs() {
        assertThat(new ClusterSize(2, 1, "1g")).hasToString("2 workers with 1 core and 1g each");
        assertThat(new ClusterSize(1, 4, "512m")).hasToString("1 worker with 4 cores and 512m");
    }

    @Test
    void wantsAWorkerAndACore() {
        assertThatThrownBy(() -> new ClusterSize(0, 1, "1g"))
                .isInstanceOf(UserError.class)
                .hasMessage("--workers 0: expected 1 or more");
        assertThatThrownBy(() -> new ClusterSize(1, -1, "1g"))
                .isInstanceOf(UserError.class)
                .hasMessage("--cores -1: expected 1 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0g", "-1g", "1.5g", "1 g", "g", "1t"})
    void wantsMemoryAsSparkWritesIt(String memory) {
        assertThatThrownBy(() -> new ClusterSize(1, 1, memory))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--memory " + memory + ": expected");
    }
}
