package dev.glissade.spark;

import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.CanonicalSum;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.RequestWork;
import dev.glissade.gradient.SumRequest;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The source over a table on a Spark cluster: one job an answer.
 *
 * <p>The driver ships the requests with their parameters, inside the tasks' function while they are small and by a
 * broadcast beyond; each task samples and sums the slices of its partition; the sums come back by {@link Aggregation}. A
 * broadcast is destroyed before the answer is given, whether the job succeeds or fails.
 */
public final class SparkGradientSource implements GradientSource {

    /** Below this, deserialising the parameters in every task costs less than the round trips of a broadcast. */
    private static final long CARRIED_BYTES = 256L << 10;

    private final SlicedTable table;
    private final Model model;
    private final SparkContext context;
    private final OptionalInt depth;
    private final AtomicLong jobs = new AtomicLong();

    /**
     * @param table rows whose labels are encoded as the model wants them; stays open when this source is closed
     * @param model the family of models, of as many features as the table
     * @param aggregationDepth 1 to merge at the driver, more to merge on the executors first; empty to choose by size
     * @throws IllegalArgumentException if model and table do not fit
     */
    public SparkGradientSource(SlicedTable table, Model model, OptionalInt aggregationDepth) {
        if (model.features() != table.features()
                || model.labelKind() != table.labels().kind()) {
            throw new IllegalArgumentException("a model of %d features for %s labels and a table of %d features with %s"
                    .formatted(model.features(), model.labelKind(), table.features(), table.labels()));
        }
        this.table = table;
        this.model = model;
        this.context = table.groups().context();
        this.depth = aggregationDepth;
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public long rows() {
        return table.rows();
    }

    @Override
    public double totalWeight() {
        return table.totalWeight();
    }

    @Override
    public List<GradientAnswer> answer(List<GradientRequest> requests) {
        List<GradientRequest> list = new ArrayList<>(requests); // a list that Java and Kryo both serialise
        CanonicalSum[] totals = RequestWork.emptySums(table.sizes().slices(), list.size());
        if (8L * parametersOf(list) <= CARRIED_BYTES) {
            sum(list, PartitionTask.carrying(model, table.sizesBroadcast(), list), totals);
        } else {
            Broadcast<List<GradientRequest>> shipped =
                    JavaSparkContext.fromSparkContext(context).broadcast(list);
            try {
                sum(list, PartitionTask.fetching(model, table.sizesBroadcast(), shipped), totals);
            } finally {
                shipped.destroy();
            }
        }
        return RequestWork.answers(model, list, totals);
    }

    /** Spark jobs run so far. */
    public long jobs() {
        return jobs.get();
    }

    private void sum(List<GradientRequest> requests, PartitionTask task, CanonicalSum[] totals) {
        long bytes = 8L
                * requests.stream()
                        .mapToLong(SparkGradientSource::summedNumbers)
                        .sum();
        int levels = depth.orElseGet(() -> Aggregation.depthFor(table.partitions(), bytes));
        jobs.incrementAndGet();
        new Aggregation(context, levels).sum(table.groups().rdd(), task, totals);
    }

    private static long parametersOf(List<GradientRequest> requests) {
        long parameters = 0;
        for (GradientRequest request : requests) {
            parameters += request instanceof ValueRequest value ? value.point().size() : summedNumbers(request);
        }
        return parameters;
    }

    private static long summedNumbers(GradientRequest request) {
        return request instanceof SumRequest sum
                ? sum.points().stream().mapToLong(point -> point.size()).sum()
                : 0;
    }
}
