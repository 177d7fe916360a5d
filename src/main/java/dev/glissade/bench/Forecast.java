package dev.glissade.bench;

import dev.glissade.bench.StepShape.Layout;
import dev.glissade.bench.StepShape.Work;
import dev.glissade.run.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What steps will take on more executors than there are.
 *
 * @param name of the table and the picture
 * @param model by which
 * @param workloads which steps
 * @param assumptions under which
 */
public record Forecast(String name, StepCostModel model, List<Workload> workloads, List<String> assumptions) {

    /** One to a thousand. */
    static final List<Integer> EXECUTORS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000);

    /**
     * Steps of a kind.
     *
     * @param name in words
     * @param work of a step
     * @param slices of the table, where cores are not more
     * @param network over which
     * @param measured seconds by executors, as far as it was measured
     */
    public record Workload(String name, Work work, int slices, Network network, SortedMap<Integer, Double> measured) {

        public Workload {
            measured = new TreeMap<>(measured);
        }

        /** Not measured. */
        static Workload ahead(String name, Work work, int slices, Network network) {
            return new Workload(name, work, slices, network, new TreeMap<>());
        }

        StepShape shape(int executors) {
            return new StepShape(work, Layout.onePartitionEach(executors, slices));
        }

        OptionalDouble measuredOn(int executors) {
            Double seconds = measured.get(executors);
            return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
        }
    }

    public Forecast {
        workloads = List.copyOf(workloads);
        assumptions = List.copyOf(assumptions);
    }

    /** Of a step. */
    double seconds(Workload workload, int executors) {
        return model.over(workload.network).seconds(workload.shape(executors));
    }

    /** How many times as fast as on one executor. */
    double speedUp(Workload workload, int executors) {
        return seconds(workload, 1) / seconds(workload, executors);
    }

    /** For {@code bench.json}. */
    Map<String, Object> fields() {
        Map<String, Object> prices = new LinkedHashMap<>();
        for (CostTerm term : CostTerm.values()) {
            prices.put(term.words(), Json.number(model.prices().get(term)));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("pricesInSeconds", prices);
        fields.put("workloads", workloads.stream().map(this::fields).toList());
        fields.put("assumptions", assumptions);
        return fields;
    }

    private Map<String, Object> fields(Workload workload) {
        List<Map<String, Object>> points = new ArrayList<>();
        for (int executors : EXECUTORS) {
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("executors", executors);
            point.put("predictedSeconds", Json.number(seconds(workload, executors)));
            point.put("speedUp", Json.number(speedUp(workload, executors)));
            workload.measuredOn(executors).ifPresent(seconds -> point.put("measuredSeconds", Json.number(seconds)));
            points.add(point);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", workload.name);
        fields.put("network", workload.network.toString());
        fields.put("points", points);
        return fields;
    }
}
