package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loosest settings that serve, and how few trainings that takes. */
class LeastEffortTest {

    private final List<Integer> tried = new ArrayList<>();

    /** Its objective is 1/effort, and no better than {@code 1/stall}. */
    private Peer peer(int mostEffort, int stall) {
        return new Peer() {
            @Override
            public String name() {
                return "peer";
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public String setting(int effort) {
                return "effort " + effort;
            }

            @Override
            public int mostEffort() {
                return mostEffort;
            }

            @Override
            public double[] weights(int effort) {
                tried.add(effort);
                return new double[] {1.0 / Math.min(effort, stall)};
            }
        };
    }

    private LeastEffort search(Peer peer, double target) {
        return LeastEffort.of(peer, weights -> weights[0], target, 1, 1000);
    }

    @Test
    void doublesThenHalves() {
        LeastEffort found = search(peer(1000, 1000), 1.0 / 11);
        assertThat(found.effort()).contains(11);
        assertThat(tried).containsExactly(1, 1, 2, 4, 8, 16, 12, 10, 11);
    }

    @Test
    void firstEffortMayServe() {
        assertThat(search(peer(1000, 1000), 2).effort()).contains(1);
    }

    @Test
    void endsAtTheMostEffort() {
        LeastEffort found = search(peer(20, 1000), 1e-3);
        assertThat(found.effort()).isEmpty();
        assertThat(found.tried()).isEqualTo(20);
        assertThat(found.best()).isEqualTo(1.0 / 20);
        assertThat(found.stalled()).isFalse();
    }

    @Test
    void endsWhereMoreEffortChangesNothing() {
        LeastEffort found = search(peer(1 << 20, 3), 1e-3);
        assertThat(found.effort()).isEmpty();
        assertThat(found.stalled()).isTrue();
        assertThat(found.tried()).isEqualTo(32);
    }

    @Test
    void endsWhereTheNextWouldTakeTooLong() {
        LeastEffort found = LeastEffort.of(peer(1 << 20, 1 << 20), weights -> weights[0], 1e-9, 1, 1e-12);
        assertThat(found.effort()).isEmpty();
        assertThat(found.tried()).isEqualTo(1);
    }
}
