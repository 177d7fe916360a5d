package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.run.Json;
import dev.glissade.run.Workbench;
import dev.glissade.training.Checks;
import dev.glissade.training.SteppedMethod;
import dev.glissade.training.StopRules;
import dev.glissade.training.TrainingResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a step takes of a run that has the cluster to itself. */
final class StepSeconds {

    private static final int WARM = 10;
    private static final int COUNTED = 30;

    private StepSeconds() {}

    /** Of each batch size, measured once; NaN where so many steps cannot be taken at this rate. */
    static Map<Long, Double> of(Desk desk, Configuration base, List<Long> sizes, double rate) {
        JsonNode measured = desk.once("seconds", () -> {
            Map<String, Object> each = new LinkedHashMap<>();
            for (long size : sizes) {
                Configuration variation =
                        Runs.Run.of(base, size, rate, base.seed()).configuration();
                each.put(Long.toString(size), Json.number(of(desk.bench(), variation)));
            }
            return each;
        });
        Map<Long, Double> seconds = new LinkedHashMap<>();
        for (long size : sizes) {
            JsonNode known = measured.path(Long.toString(size));
            seconds.put(size, known.isNumber() ? known.doubleValue() : Double.NaN);
        }
        return seconds;
    }

    /** The mean over some steps behind some others; of an evaluation nothing is in it. */
    private static double of(Workbench bench, Configuration variation) {
        return ofOne(seconds(bench, variation, WARM), seconds(bench, variation, WARM + COUNTED));
    }

    /** From the seconds of the first steps, and of these and those that count; 0 where the others took so long that nothing is left. */
    static double ofOne(double few, double many) {
        return Math.max(0, many - few) / COUNTED;
    }

    /** Both have one evaluation at their start and one at their end. */
    private static double seconds(Workbench bench, Configuration variation, int steps) {
        SteppedMethod method = bench.method(variation, Checks.every(Long.MAX_VALUE, StopRules.maxSteps(steps)));
        long start = System.nanoTime();
        TrainingResult result = method.train(bench.data(), bench.initial());
        double seconds = (System.nanoTime() - start) * 1e-9;
        return result.stopReason().diverged() ? Double.NaN : seconds;
    }
}
