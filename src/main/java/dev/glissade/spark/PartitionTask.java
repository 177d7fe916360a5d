package dev.glissade.spark;

import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.Phase;
import dev.glissade.gradient.RequestWork;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Stopwatch;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * What a task does: sums every request over the slices of its partition.
 *
 * <p>A named class, not a lambda: Spark cleans closures by reading class files, which would take longer than the job.
 */
final class PartitionTask extends AbstractFunction2<TaskContext, Iterator<SliceGroup>, PartitionSums>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Model model;
    private final Broadcast<SliceTree> tree;
    /** The requests themselves, or null when they come by {@link #shipped}. */
    private final List<GradientRequest> requests;

    private final Broadcast<ShippedRequests> shipped;
    /** At the driver: is told how long it takes to pack this. */
    private transient JobWatch watch;
    /** At an executor: takes the time from when this has come there. */
    private transient Stopwatch arrived;

    private PartitionTask(
            Model model,
            Broadcast<SliceTree> tree,
            List<GradientRequest> requests,
            Broadcast<ShippedRequests> shipped) {
        this.model = model;
        this.tree = tree;
        this.requests = requests;
        this.shipped = shipped;
    }

    /** A task that carries its requests with it: best while they are small. */
    static PartitionTask carrying(Model model, Broadcast<SliceTree> tree, List<GradientRequest> requests) {
        return new PartitionTask(model, tree, requests, null);
    }

    /** A task that finds its requests in a broadcast: sent to each executor once, not deserialised by each task. */
    static PartitionTask fetching(Model model, Broadcast<SliceTree> tree, Broadcast<ShippedRequests> shipped) {
        return new PartitionTask(model, tree, null, shipped);
    }

    /** The same task, watched. */
    PartitionTask timedBy(JobWatch driver) {
        watch = driver;
        return this;
    }

    @Override
    public PartitionSums apply(TaskContext context, Iterator<SliceGroup> groups) {
        Stopwatch time = arrived == null ? new Stopwatch() : arrived;
        time.lap(Phase.COMPUTE); // Spark has got hold of the rows, from memory if they are there
        List<GradientRequest> unpacked = requests == null ? shipped.value().get() : requests;
        time.lap(Phase.SHIP);
        RequestWork work = new RequestWork(model, tree.value(), unpacked, time);
        while (groups.hasNext()) {
            work.add(groups.next());
        }
        time.lap(Phase.COMPUTE);
        return PartitionSums.of(work.sums(), time.times());
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        long start = System.nanoTime();
        out.defaultWriteObject();
        if (watch != null) {
            watch.packed(System.nanoTime() - start);
        }
    }

    /** Called when this has been unpacked. */
    private Object readResolve() {
        arrived = new Stopwatch();
        return this;
    }
}
