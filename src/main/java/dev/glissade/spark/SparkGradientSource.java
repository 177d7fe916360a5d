package dev.glissade.spark;

import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.gradient.RequestWork;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
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

    /** Spark's own name for what it shows of a job. */
    private static final String DESCRIPTION = "spark.job.description";

    private final SlicedTable table;
    private final Model model;
    private final SparkContext context;
    private final OptionalInt depth;
    private final Spent spent;
    private final ParametersByNeed byNeed;
    /** What jobs belong to, for whoever looks at Spark's user interface. */
    private volatile long step = -1;

    private volatile PhaseTimes stepBefore = PhaseTimes.NONE;

    /**
     * @param table rows whose labels are encoded as the model wants them; stays open when this source is closed
     * @param model the family of models, of as many features as the table
     * @param aggregationDepth 1 to merge at the driver, more to merge on the executors first; empty to choose by size
     * @throws IllegalArgumentException if model and table do not fit
     */
    public SparkGradientSource(SlicedTable table, Model model, OptionalInt aggregationDepth) {
        this(table, model, aggregationDepth, new Spent());
    }

    private SparkGradientSource(SlicedTable table, Model model, OptionalInt aggregationDepth, Spent spent) {
        if (model.features() != table.features()
                || model.labelKind() != table.labels().kind()) {
            throw new IllegalArgumentException("a model of %d features for %s labels and a table of %d features with %s"
                    .formatted(model.features(), model.labelKind(), table.features(), table.labels()));
        }
        this.table = table;
        this.model = model;
        this.context = table.groups().context();
        this.depth = aggregationDepth;
        this.spent = spent;
        this.byNeed = new ParametersByNeed(model, table.sizes(), !table.isDense(), table.nonZeros());
    }

    /** The same rows under another model, as many features wide; its jobs count as this one's. */
    public SparkGradientSource of(Model other) {
        return new SparkGradientSource(table, other, depth, spent);
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
        long start = System.nanoTime();
        PhaseTimes before = spent.times();
        List<GradientAnswer> answers = byNeed.answer(requests, this::job);
        long inJobs = spent.times().minus(before).total();
        long beside = Math.max(0, System.nanoTime() - start - inJobs);
        spent.prepared(times(requests, PhaseTimes.of(Phase.SHIP, beside)));
        return answers;
    }

    private List<GradientAnswer> job(List<GradientRequest> requests) {
        JobWatch watch = new JobWatch();
        List<GradientRequest> list = new ArrayList<>(requests); // a list that Java serialises
        RequestWork work = new RequestWork(model, table.sizes(), list);
        PartitionSums totals = PartitionSums.of(work.sums(), PhaseTimes.NONE);
        if (EngineRules.carries(bytes(list, GradientRequest::numbersShipped))) {
            sum(list, PartitionTask.carrying(model, table.sizesBroadcast(), list), totals, watch);
        } else {
            Broadcast<ShippedRequests> shipped =
                    JavaSparkContext.fromSparkContext(context).broadcast(ShippedRequests.of(list));
            try {
                sum(list, PartitionTask.fetching(model, table.sizesBroadcast(), shipped), totals, watch);
            } finally {
                shipped.destroy();
            }
            watch.letGo();
        }
        List<GradientAnswer> answers = work.answers();
        watch.answered();
        spent.ended(times(list, watch.times()), watch.startUp());
        return answers;
    }

    /** A job that does nothing but evaluate is an evaluation as a whole. */
    private static PhaseTimes times(List<GradientRequest> requests, PhaseTimes times) {
        boolean evaluates = requests.stream().allMatch(request -> request instanceof ValueRequest);
        return evaluates ? PhaseTimes.of(Phase.EVALUATE, times.total()) : times;
    }

    @Override
    public PhaseTimes spent() {
        return spent.times();
    }

    /** What jobs have cost so far before a first task of each had come back. */
    public JobCosts costs() {
        return spent.costs();
    }

    /** Cores that tasks can run on at once, as Spark knows them. */
    public int cores() {
        return context.defaultParallelism();
    }

    /** Whether all rows are held in memory; the rest is read from disk whenever it is needed. */
    public boolean isInMemory() {
        return Arrays.stream(context.getRDDStorageInfo())
                .filter(info -> info.id() == table.groups().id())
                .allMatch(info -> info.diskSize() == 0);
    }

    /** Whether the table's rows are sparse. */
    public boolean isSparse() {
        return !table.isDense();
    }

    /** Spark partitions of the table. */
    public int partitions() {
        return table.partitions();
    }

    /**
     * Says what the next jobs belong to; it shows in Spark's user interface.
     *
     * @param number of the step
     * @param before time of the one before it
     */
    public void during(long number, PhaseTimes before) {
        step = number;
        stepBefore = before;
    }

    /** Spark jobs run so far. */
    public long jobs() {
        return spent.jobs();
    }

    /** Whether sums over so many rows are likely to ship no parameters but those that the rows need. */
    public boolean shipsByNeed(double rows) {
        return byNeed.mayBeNarrow(rows);
    }

    /** How many tasks send sums to the driver, where a partition's are so many numbers. */
    public int senders(long numbers) {
        return aggregation(Double.BYTES * numbers).senders(table.partitions());
    }

    private Aggregation aggregation(long bytesReturned) {
        return new Aggregation(context, depth.orElseGet(() -> Aggregation.depthFor(table.partitions(), bytesReturned)));
    }

    private void sum(List<GradientRequest> requests, PartitionTask task, PartitionSums totals, JobWatch watch) {
        Aggregation aggregation = aggregation(bytes(requests, GradientRequest::numbersReturned));
        spent.begins();
        String before = context.getLocalProperty(DESCRIPTION);
        context.setJobDescription(JobDescription.of(step, requests, stepBefore));
        watch.begins();
        try {
            aggregation.sum(table.groups().rdd(), task.timedBy(watch), totals, watch);
        } finally {
            context.setJobDescription(before);
        }
        watch.ended(totals, table.partitions(), cores(), aggregation.stages());
    }

    private static long bytes(List<GradientRequest> requests, ToLongFunction<GradientRequest> numbers) {
        return Double.BYTES * requests.stream().mapToLong(numbers).sum();
    }
}
