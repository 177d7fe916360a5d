package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.run.Json;
import dev.glissade.run.Workbench;
import dev.glissade.statistics.Sample;
import dev.glissade.training.Checks;
import dev.glissade.training.SteppedMethod;
import dev.glissade.training.StopRules;
import dev.glissade.training.TrainingResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a step takes of a run that has the cluster to itself. */
final class StepSeconds {

    /** Steps at the first batch size before anything is timed: a process that has just begun is slow. */
    private static final int FIRST = 60;

    /** Steps of each batch size that do not count. */
    private static final int WARM = 10;

    private static final int COUNTED = 30;

    private StepSeconds() {}

    /** Of each batch size, measured once; NaN where so many steps cannot be taken at this rate. */
    static Map<Long, Double> of(Desk desk, Configuration base, List<Long> sizes, double rate) {
        JsonNode measured = desk.once("seconds", () -> {
            Map<String, Object> each = new LinkedHashMap<>();
            steps(desk, Runs.Run.of(base, sizes.get(0), rate, base.seed()), FIRST);
            for (long size : sizes) {
                double[] all = steps(desk, Runs.Run.of(base, size, rate, base.seed()), WARM + COUNTED);
                each.put(Long.toString(size), Json.number(ofOne(all)));
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

    /** The median over the steps behind the first ones; NaN if these are all. An evaluation is at the start and at the end only. */
    static double ofOne(double[] seconds) {
        return seconds.length < WARM + COUNTED
                ? Double.NaN
                : Sample.of(Arrays.copyOfRange(seconds, WARM, WARM + COUNTED - 1))
                        .median();
    }

    /** Of each step; of none if they diverge. */
    private static double[] steps(Desk desk, Runs.Run run, int count) {
        Workbench bench = desk.bench();
        SteppedMethod method =
                bench.method(run.configuration(), Checks.every(Long.MAX_VALUE, StopRules.maxSteps(count)));
        List<Long> times = new ArrayList<>();
        TrainingResult result = method.train(bench.data(), bench.initial(), state -> times.add(System.nanoTime()));
        return result.stopReason().diverged()
                ? new double[0]
                : IntStream.range(1, times.size())
                        .mapToDouble(step -> (times.get(step) - times.get(step - 1)) * 1e-9)
                        .toArray();
    }
}
