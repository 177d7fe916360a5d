package dev.glissade.bench;

import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import java.util.Arrays;
import opennlp.tools.ml.maxent.quasinewton.Function;
import opennlp.tools.ml.maxent.quasinewton.NegLogLikelihood;
import opennlp.tools.ml.maxent.quasinewton.ParallelNegLogLikelihood;
import opennlp.tools.ml.maxent.quasinewton.QNMinimizer;
import opennlp.tools.ml.model.OnePassRealValueDataIndexer;

/**
 * Apache OpenNLP's maximum entropy models by L-BFGS, on as many threads as there are cores; its effort is iterations. It would
 * end by itself, as much as a per cent away, once an iteration changes the objective by less than 10⁻⁴ of it, which is no
 * setting; so it is given the objective less the minimum, in its favour.
 *
 * <p>It minimises Σ ℓᵢ + cost·‖θ‖² with a vector of weights a class. Several classes are our softmax with cost = n·l2/2. Of two
 * classes our w is θ₁ − θ₀, and at the minimum θ₁ = −θ₀ = w/2, so that cost = n·l2.
 */
final class OpenNlpPeer implements Peer {

    static final String NAME = "OpenNLP QN";

    private static final int HISTORY = 15;
    private static final int EVALUATIONS = 30_000;

    /** The objective stays above 0 in spite of rounding. */
    private static final double NEARLY = 1e-9;

    private final NegLogLikelihood function;
    private final double least;
    private final long count;
    private final double cost;
    private final int threads;
    private final int classes;
    private final int features;
    private final boolean binary;

    /**
     * @param rows of the problem, in this process; OpenNLP keeps values as floats
     * @param optimum F*
     */
    OpenNlpPeer(Problem problem, SliceGroup rows, double optimum, int threads) {
        this.binary = problem.isBinary();
        this.classes = problem.classes();
        this.features = problem.table().features();
        this.threads = threads;
        this.count = rows.rows();
        this.cost = (binary ? 1 : 0.5) * problem.l2() * rows.rows();
        this.least = (1 - NEARLY) * optimum * rows.rows();
        Rows indexed = new Rows(rows, features, classes);
        this.function = threads > 1 ? new ParallelNegLogLikelihood(indexed, threads) : new NegLogLikelihood(indexed);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return Peers.OPENNLP.version();
    }

    @Override
    public String setting(int effort) {
        return "iterations %d, m %d, L2 cost %s, %d threads, objective less F*"
                .formatted(effort, HISTORY, Figures.text(cost), threads);
    }

    @Override
    public int mostEffort() {
        return 1024;
    }

    @Override
    public double[] weights(int effort) {
        return ours(new QNMinimizer(0, cost, effort, HISTORY, EVALUATIONS).minimize(new Shifted(function, least)));
    }

    /** The gradient of its objective at our weights, over n. */
    double[] gradientAt(double[] weights) {
        double[] theirs = new double[classes * features];
        for (int feature = 0; feature < features; feature++) {
            for (int outcome = 0; outcome < classes; outcome++) {
                double ofTwo = weights[feature % weights.length] * (outcome == 1 ? 0.5 : -0.5);
                theirs[outcome * features + feature] = binary ? ofTwo : weights[outcome * features + feature];
            }
        }
        double[] gradient = new QNMinimizer.L2RegFunction(function, cost).gradientAt(theirs);
        return Arrays.stream(gradient).map(entry -> entry / count).toArray();
    }

    private double[] ours(double[] theirs) {
        if (!binary) {
            return theirs;
        }
        double[] weights = new double[features];
        for (int feature = 0; feature < features; feature++) {
            weights[feature] = theirs[features + feature] - theirs[feature];
        }
        return weights;
    }

    /** A function less a constant. */
    private record Shifted(Function function, double less) implements Function {

        @Override
        public int getDimension() {
            return function.getDimension();
        }

        @Override
        public double valueAt(double[] point) {
            return function.valueAt(point) - less;
        }

        @Override
        public double[] gradientAt(double[] point) {
            return function.gradientAt(point);
        }
    }

    /** A table as its indexer would have left it: events with numbers of features and their values; outcomes are classes. */
    private static final class Rows extends OnePassRealValueDataIndexer {

        private final int[][] features;
        private final float[][] values;
        private final int[] outcomes;
        private final int width;
        private final int classes;

        Rows(SliceGroup table, int width, int classes) {
            int count = Math.toIntExact(table.rows());
            this.features = new int[count][];
            this.values = new float[count][];
            this.outcomes = new int[count];
            this.width = width;
            this.classes = classes;
            int at = 0;
            for (int slice = 0; slice < table.size(); slice++) {
                RowBlock block = table.slice(slice);
                for (int row = 0; row < block.size(); row++) {
                    fill(at++, RowValues.of(block, row), block.label(row));
                }
            }
        }

        private void fill(int at, RowValues row, double label) {
            features[at] = new int[row.count()];
            values[at] = new float[row.count()];
            for (int i = 0; i < row.count(); i++) {
                features[at][i] = row.index(i);
                values[at][i] = (float) row.value(i);
            }
            outcomes[at] = (int) Math.max(0, label);
        }

        @Override
        public int[][] getContexts() {
            return features;
        }

        @Override
        public float[][] getValues() {
            return values;
        }

        @Override
        public int[] getOutcomeList() {
            return outcomes;
        }

        @Override
        public int[] getNumTimesEventsSeen() {
            int[] once = new int[outcomes.length];
            Arrays.fill(once, 1);
            return once;
        }

        @Override
        public String[] getOutcomeLabels() {
            return numbers(classes);
        }

        @Override
        public String[] getPredLabels() {
            return numbers(width);
        }

        @Override
        public int getNumEvents() {
            return outcomes.length;
        }

        private static String[] numbers(int count) {
            String[] numbers = new String[count];
            Arrays.setAll(numbers, Integer::toString);
            return numbers;
        }
    }
}
