package dev.glissade.gradient;

import dev.glissade.linalg.RowBlock;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.List;

/**
 * The source over a table held in this machine's memory, worked through by one thread: the oracle that the distributed
 * source is tested against, and the baseline it is measured against.
 */
public final class InMemoryGradientSource implements GradientSource {

    private final Model model;
    private final SliceGroup table;
    private final SliceTree tree;
    private final double totalWeight;
    private final Stopwatch watch = new Stopwatch();

    /**
     * @param model the family of models
     * @param table all slices of the table, a power of two of them
     * @throws IllegalArgumentException if there is no row, or no weight
     */
    public InMemoryGradientSource(Model model, SliceGroup table) {
        int[] sizes = new int[table.size()];
        double[] weights = new double[table.size()];
        for (int slice = 0; slice < sizes.length; slice++) {
            RowBlock rows = table.slice(slice);
            sizes[slice] = rows.size();
            weights[slice] = rows.totalWeight();
        }
        this.model = model;
        this.table = table;
        this.tree = SliceTree.of(sizes);
        this.totalWeight = tree.fold(weights);
        if (tree.rows() == 0 || !(totalWeight > 0)) {
            throw new IllegalArgumentException(
                    "a table of %d rows and total weight %s".formatted(tree.rows(), totalWeight));
        }
    }

    RowBlock slice(int number) {
        return table.slice(number);
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public SliceTree slices() {
        return tree;
    }

    @Override
    public double totalWeight() {
        return totalWeight;
    }

    @Override
    public List<GradientAnswer> answer(List<GradientRequest> requests) {
        watch.skip();
        RequestWork work = new RequestWork(model, tree, requests, watch);
        work.add(table);
        List<GradientAnswer> answers = work.answers();
        watch.lap(Phase.AGGREGATE);
        return answers;
    }

    @Override
    public PhaseTimes spent() {
        return watch.times();
    }
}
