package dev.glissade.run;

import java.util.Map;

/** Takes what is recorded of a run, beside {@code metrics.jsonl}. */
interface MetricsSink extends AutoCloseable {

    /** For runs that nobody wants more of. */
    MetricsSink NONE = new MetricsSink() {
        @Override
        public void recorded(Map<String, Object> fields) {}

        @Override
        public void wentBack(long toStep) {}

        @Override
        public void close() {}
    };

    /** The fields of a line of {@code metrics.jsonl}. */
    void recorded(Map<String, Object> fields);

    /** Steps behind this one are taken again. The line of the step that was given up is told to nobody. */
    void wentBack(long toStep);

    @Override
    void close();
}
