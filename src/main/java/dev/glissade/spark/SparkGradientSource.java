package dev.glissade.spark;

import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.PartialAnswer;
import dev.glissade.gradient.RequestWork;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
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
    private final AtomicLong jobs;
    private final ParametersByNeed byNeed;

    /**
     * @param table rows whose labels are encoded as the model wants them; stays open when this source is closed
     * @param model the family of models, of as many features as the table
     * @param aggregationDepth 1 to merge at the driver, more to merge on the executors first; empty to choose by size
     * @throws IllegalArgumentException if model and table do not fit
     */
    public SparkGradientSource(SlicedTable table, Model model, OptionalInt aggregationDepth) {
        this(table, model, aggregationDepth, new AtomicLong());
    }

    private SparkGradientSource(SlicedTable table, Model model, OptionalInt aggregationDepth, AtomicLong jobs) {
        if (model.features() != table.features()
                || model.labelKind() != table.labels().kind()) {
            throw new IllegalArgumentException("a model of %d features for %s labels and a table of %d features with %s"
                    .formatted(model.features(), model.labelKind(), table.features(), table.labels()));
        }
        this.table = table;
        this.model = model;
        this.context = table.groups().context();
        this.depth = aggregationDepth;
        this.jobs = jobs;
        this.byNeed = new ParametersByNeed(model, table.sizes(), !table.isDense(), table.nonZeros());
    }

    /** The same rows under another model, as many features wide; its jobs count as this one's. */
    public SparkGradientSource of(Model other) {
        return new SparkGradientSource(table, other, depth, jobs);
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public SliceTree slices() {
        return table.sizes();
    }

    @Override
    public double totalWeight() {
        return table.totalWeight();
    }

    /** For one thread at a time. */
    @Override
    public List<GradientAnswer> answer(List<GradientRequest> requests) {
        return byNeed.answer(requests, this::job);
    }

    private List<GradientAnswer> job(List<GradientRequest> requests) {
        List<GradientRequest> list = new ArrayList<>(requests); // a list that Java serialises
        RequestWork work = new RequestWork(model, table.sizes(), list);
        PartialAnswer[] totals = work.sums();
        if (bytes(list, GradientRequest::numbersShipped) <= CARRIED_BYTES) {
            sum(list, PartitionTask.carrying(model, table.sizesBroadcast(), list), totals);
        } else {
            Broadcast<ShippedRequests> shipped =
                    JavaSparkContext.fromSparkContext(context).broadcast(ShippedRequests.of(list));
            try {
                sum(list, PartitionTask.fetching(model, table.sizesBroadcast(), shipped), totals);
            } finally {
                shipped.destroy();
            }
        }
        return work.answers();
    }

    /** Spark jobs run so far. */
    public long jobs() {
        return jobs.get();
    }

    /** How many tasks send sums to the driver, where a partition's are so many numbers. */
    public int senders(long numbers) {
        return aggregation(Double.BYTES * numbers).senders(table.partitions());
    }

    private Aggregation aggregation(long bytesReturned) {
        return new Aggregation(context, depth.orElseGet(() -> Aggregation.depthFor(table.partitions(), bytesReturned)));
    }

    private void sum(List<GradientRequest> requests, PartitionTask task, PartialAnswer[] totals) {
        long returned = bytes(requests, GradientRequest::numbersReturned);
        jobs.incrementAndGet();
        aggregation(returned).sum(table.groups().rdd(), task, totals);
    }

    private static long bytes(List<GradientRequest> requests, ToLongFunction<GradientRequest> numbers) {
        return Double.BYTES * requests.stream().mapToLong(numbers).sum();
    }
}
