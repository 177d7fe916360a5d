package dev.glissade.bench;

import dev.glissade.run.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;

/**
 * Where it was measured.
 *
 * @param glissade our version
 * @param spark Spark's
 * @param java the virtual machine's name and version
 * @param system operating system and architecture
 * @param cores that Java sees
 * @param heapMebibytes that this process may have
 * @param master the first that was used
 */
public record Machine(
        String glissade, String spark, String java, String system, int cores, long heapMebibytes, String master) {

    static Machine of(SparkContext context) {
        return new Machine(
                Version.current(),
                context.version(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                context.master());
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", glissade);
        fields.put("sparkVersion", spark);
        fields.put("java", java);
        fields.put("system", system);
        fields.put("cores", cores);
        fields.put("heapMebibytes", heapMebibytes);
        fields.put("master", master);
        return fields;
    }

    /** One line. */
    @Override
    public String toString() {
        return "Glissade %s, Spark %s, %s, %s, %d cores, heap of %,d MiB, master %s"
                .formatted(glissade, spark, java, system, cores, heapMebibytes, master);
    }
}
