package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Kernels;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.ByFeature;
import dev.glissade.model.MarginModel;
import dev.glissade.model.ParameterLayout;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.EpochOrder;
import dev.glissade.schedule.Progress;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Steps of plain SGD or of SVRG on one sparse row each, at the cost of what the row stores: w⁺ = w − η(δx + μ + l2·w) with δ from
 * the row's slopes and μ the gradient over all rows at the snapshot (none without SVRG). The weights are kept as s·v + c·μ, so
 * that a step shrinks s, moves c, and changes v where the row has features: s⁺ = (1 − η·l2)s, c⁺ = (1 − η·l2)c − η, v⁺ = v −
 * (ηδ/s⁺)x; intercepts, which no penalty touches, by themselves (Konečný et al. 2016, section 4.2, on such lazy updates).
 *
 * <p>The weights are those of the plain steps but for rounding. Belongs to one thread.
 */
public final class LazyRowSteps {

    /** Fewer parameters are gone through at once, by vectors, in no more time than the row takes. */
    private static final int MANY = 1 << 6;

    /** Rows are sparse enough if they store at most one in so many of their values. */
    private static final int FEW = 4;

    /** Beyond it, or its inverse, v is made new, with s = 1 and c = 0. */
    private static final double SMALLEST_SCALE = 0x1p-32;

    private final InTurn rows;
    private final MarginModel model;
    private final ParameterLayout layout;
    private final double l2;
    private final EpochOrder order;
    private final double perWeight;

    /** v, and the intercepts as they are. */
    private final ByFeature vector;
    /** s. */
    private double scale = 1;
    /** c. */
    private double ofMean;
    /** w̃ and μ; null without SVRG. */
    private final ByFeature snapshot;

    private final ByFeature mean;
    private final double meanSquare;

    private final ByFeature.Row features = new ByFeature.Row();
    /** K slopes at w̃, the K products of x with μ, and ‖(x, a)‖²: what a row gives that no step changes. */
    private final double[] fixed;

    private final Optional<KeptByRow> kept;
    private final double[] products;
    private final double[] here;
    private final double[] there;
    private OptionalDouble loss = OptionalDouble.empty();
    private double norm;
    private Work work = Work.NONE;
    private long taken;

    private LazyRowSteps(InTurn rows, MarginModel model, DenseVector start, double l2, boolean again) {
        this.rows = rows;
        this.model = model;
        this.layout = model.layout();
        this.l2 = l2;
        this.order = rows.order();
        this.perWeight = rows.perWeight();
        this.vector = new ByFeature(layout, start.toArray());
        SvrgState loop = rows.loop();
        this.snapshot =
                loop == null ? null : new ByFeature(layout, loop.snapshot().values());
        this.mean = loop == null ? null : new ByFeature(layout, loop.gradient().values());
        this.meanSquare = loop == null ? 0 : Kernels.squaredNorm(loop.gradient().values());
        this.fixed = new double[2 * layout.outputs() + 1];
        this.kept = again && loop != null ? KeptByRow.of(rows.data(), fixed.length) : Optional.empty();
        this.products = vector.newOutputs();
        this.here = new double[layout.outputs()];
        this.there = new double[layout.outputs()];
    }

    /**
     * Those of an estimator that takes one row a step, in epochs, of sparse rows, for a model of many parameters, with a penalty
     * without L1; empty if that is not what is wanted.
     *
     * @param state as {@link GradientEstimator#prepare} left it
     * @param start weights to begin with
     * @param count how many steps will be taken
     */
    public static Optional<LazyRowSteps> of(
            GradientEstimator estimator,
            EstimatorState state,
            GradientSource data,
            Progress from,
            DenseVector start,
            long count,
            Penalty penalty) {
        return penalty.l1() == 0
                        && data.model() instanceof MarginModel model
                        && model.movesOnlyItsFeatures()
                        && model.layout().size() >= MANY
                        && ByFeature.fits(model.layout())
                ? InTurn.of(estimator, state, data, from, start, count)
                        .filter(rows -> areSparse(rows.data()))
                        .map(rows -> new LazyRowSteps(rows, model, start, penalty.l2(), count > data.rows()))
                : Optional.empty();
    }

    private static boolean areSparse(InMemoryGradientSource rows) {
        long stored = 0;
        for (int slice = 0; slice < rows.slices().slices(); slice++) {
            if (!(rows.slice(slice) instanceof SparseRows block)) {
                return false;
            }
            stored += block.offsets()[block.size()];
        }
        return FEW * stored <= (double) rows.rows() * rows.model().features();
    }

    /** Takes a step. */
    public void step(double rate) {
        if (mean != null && taken == 0) {
            loss = OptionalDouble.of(rows.loop().loss());
            norm = Math.sqrt(meanSquare);
            work = Work.ofPass(rows.data().rows());
            shrink(rate);
        } else {
            order.next();
            ofRow((SparseRows) rows.data().slice(order.slice()), order.row(), rate);
        }
        taken++;
    }

    private void ofRow(SparseRows block, int row, double rate) {
        double weight = block.weight(row);
        features.at(block, row);
        if (!kept.map(known -> known.read(order.slice(), row, fixed)).orElse(false)) {
            workOutFixed(block, row);
            kept.ifPresent(known -> known.keep(order.slice(), row, fixed));
        }
        double ofLoss = slopes(block.label(row));
        loss = weight > 0 ? OptionalDouble.of(ofLoss) : OptionalDouble.empty();
        work = rows.ofRow();
        for (int k = 0; k < here.length; k++) {
            here[k] = perWeight * weight * (here[k] - fixed[k]);
        }
        norm = estimateNorm();
        shrink(rate);
        for (int k = 0; k < here.length; k++) {
            products[k] = -rate * here[k] / scale;
            vector.addToIntercept(k, layout.constant() * (-rate * here[k]));
        }
        vector.add(products, features);
    }

    private void workOutFixed(SparseRows block, int row) {
        int outputs = here.length;
        if (mean != null) {
            snapshot.dots(features, products);
            for (int k = 0; k < outputs; k++) {
                there[k] = products[k] + layout.constant() * snapshot.intercept(k);
            }
            model.slopes(there, block.label(row));
            System.arraycopy(there, 0, fixed, 0, outputs);
            mean.dots(features, products);
            System.arraycopy(products, 0, fixed, outputs, outputs);
        }
        fixed[2 * outputs] = block.squaredNorm(row) + layout.constant() * layout.constant();
    }

    /** Works out the slopes at w; gives the loss there. */
    private double slopes(double label) {
        vector.dots(features, products);
        for (int k = 0; k < here.length; k++) {
            here[k] = scale * products[k] + layout.constant() * vector.intercept(k) + ofMean * fixed[here.length + k];
        }
        return model.slopes(here, label);
    }

    /** Of δ ⊗ (x, a) + μ. */
    private double estimateNorm() {
        int outputs = here.length;
        double square = meanSquare;
        for (int k = 0; k < outputs; k++) {
            square += here[k] * here[k] * fixed[2 * outputs];
            if (mean != null) {
                square += 2 * here[k] * (fixed[outputs + k] + layout.constant() * mean.intercept(k));
            }
        }
        return Math.sqrt(Math.max(0, square));
    }

    /** w ← w − η(μ + l2·w). */
    private void shrink(double rate) {
        double kept = 1 - rate * l2;
        double next = scale * kept;
        if (Math.abs(next) >= SMALLEST_SCALE && Math.abs(next) <= 1 / SMALLEST_SCALE) {
            scale = next;
            ofMean = mean == null ? 0 : kept * ofMean - rate;
        } else {
            makeNew(kept, rate);
        }
        if (mean != null) {
            for (int k = 0; k < here.length; k++) {
                vector.addToIntercept(k, -rate * mean.intercept(k));
            }
        }
    }

    private void makeNew(double kept, double rate) {
        if (mean == null) {
            vector.scale(kept * scale);
        } else {
            vector.combine(kept * scale, kept * ofMean - rate, mean);
        }
        scale = 1;
        ofMean = 0;
    }

    /** The weights so far. */
    public DenseVector weights() {
        makeNew(1, 0);
        double[] weights = new double[layout.size()];
        vector.copyTo(weights);
        return DenseVector.wrap(weights);
    }

    /** Loss of the row, or the mean one, where the estimate is the gradient over all rows; empty if the row weighs nothing. */
    public OptionalDouble loss() {
        return loss;
    }

    /** Of the estimate, L2 left out. */
    public double norm() {
        return norm;
    }

    /** What the last step took. */
    public Work work() {
        return work;
    }
}
