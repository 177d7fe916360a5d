package dev.glissade.bench;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.SolverType;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A solver of liblinear-java for two classes, on one thread. Its objective ½‖w‖² + C Σ ℓᵢ is ours times 1/l2 with C = 1/(l2·n).
 * Its effort is the tolerance eps = 10^(−effort/4).
 */
final class LiblinearPeer implements Peer {

    private static final double EFFORTS_OF_A_DIGIT = 4;

    /** None that would end it before its tolerance does; on the hinge loss it ends after 300 of its own accord. */
    private static final int MOST_ITERATIONS = 1_000_000;

    private final de.bwaldvogel.liblinear.Problem rows;
    private final SolverType solver;
    private final double l2;

    private LiblinearPeer(de.bwaldvogel.liblinear.Problem rows, SolverType solver, double l2) {
        this.rows = rows;
        this.solver = solver;
        this.l2 = l2;
    }

    /** Newton's method on the weights, and coordinate descent on the dual variables; they share the rows. */
    static List<LiblinearPeer> both(SliceGroup table, Problem problem) {
        de.bwaldvogel.liblinear.Problem rows = rows(table, problem.table().features());
        return List.of(
                new LiblinearPeer(rows, SolverType.L2R_LR, problem.l2()),
                new LiblinearPeer(rows, SolverType.L2R_LR_DUAL, problem.l2()));
    }

    /** Coordinate descent on the dual variables of the hinge loss. */
    static LiblinearPeer hinge(SliceGroup table, Problem problem) {
        return new LiblinearPeer(rows(table, problem.table().features()), SolverType.L2R_L1LOSS_SVC_DUAL, problem.l2());
    }

    /** The rows as liblinear wants them: an object a non-zero. */
    private static de.bwaldvogel.liblinear.Problem rows(SliceGroup table, int features) {
        Linear.disableDebugOutput();
        de.bwaldvogel.liblinear.Problem all = new de.bwaldvogel.liblinear.Problem();
        all.l = Math.toIntExact(table.rows());
        all.n = features;
        all.bias = -1;
        all.x = new Feature[all.l][];
        all.y = new double[all.l];
        int at = 0;
        for (int slice = 0; slice < table.size(); slice++) {
            RowBlock block = table.slice(slice);
            for (int row = 0; row < block.size(); row++) {
                all.x[at] = nodes(RowValues.of(block, row));
                all.y[at++] = block.label(row);
            }
        }
        return all;
    }

    private static Feature[] nodes(RowValues row) {
        Feature[] nodes = new Feature[row.count()];
        int nonZeros = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (row.value(i) != 0) {
                nodes[nonZeros++] = new FeatureNode(row.index(i) + 1, row.value(i));
            }
        }
        return nonZeros == nodes.length ? nodes : Arrays.copyOf(nodes, nonZeros);
    }

    @Override
    public String name() {
        return "liblinear-java " + solver;
    }

    @Override
    public String version() {
        return Peers.LIBLINEAR.version();
    }

    @Override
    public String setting(int effort) {
        return String.format(Locale.ROOT, "C = 1/(l2·n), eps %.2g, one thread", tolerance(effort));
    }

    private static double tolerance(int effort) {
        return Math.pow(10, -effort / EFFORTS_OF_A_DIGIT);
    }

    @Override
    public int mostEffort() {
        return 48;
    }

    @Override
    public double[] weights(int effort) {
        Parameter parameter = new Parameter(solver, 1 / (l2 * rows.l), tolerance(effort));
        parameter.setMaxIters(MOST_ITERATIONS);
        parameter.setRandom(new Random(0));
        return Linear.train(rows, parameter).getFeatureWeights(); // of +1, whichever of -1 and +1 comes first
    }
}
