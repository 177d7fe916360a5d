package dev.glissade.bench;

import java.util.List;

/**
 * What a comparison came to.
 *
 * @param name of the comparison
 * @param what was measured
 * @param data on which
 * @param settings that all shared
 * @param unit of the figures
 * @param how the rounds went
 * @param warmup rounds that did not count
 * @param repeats rounds that did
 * @param lines one a contestant
 */
public record Result(
        String name,
        String what,
        String data,
        String settings,
        String unit,
        String how,
        int warmup,
        int repeats,
        List<Line> lines) {

    public Result {
        lines = List.copyOf(lines);
    }
}
