package dev.glissade.bench;

import dev.glissade.bench.StepShape.Layout;
import dev.glissade.bench.StepShape.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The steps that the cost model is fitted to, and those, others, that it is checked against.
 *
 * @param points in the order in which they take turns
 */
record CostGrid(List<Point> points) {

    /** Rows that leave no slice empty. */
    private static final long FEWEST_ROWS = 128;

    private static final int MOST_EXECUTORS = 2;

    /**
     * Generated rows.
     *
     * @param sparse whether they are
     * @param rows how many
     * @param features how many
     * @param entries that a row stores
     * @param partitions of the table
     * @param executors that hold it
     */
    record Table(boolean sparse, long rows, int features, int entries, int partitions, int executors) {

        private Work all() {
            return sparse ? Work.allSparse(rows, entries, features) : Work.allDense(rows, features);
        }

        @Override
        public String toString() {
            return "%s %s × %s".formatted(sparse ? "sparse" : "dense", Bench.count(rows), Bench.count(features));
        }
    }

    /**
     * A step to be measured.
     *
     * @param table on which
     * @param batch rows drawn; all where that is as many as there are
     * @param heldOut whether the model must not know of it
     */
    record Point(Table table, long batch, boolean heldOut) {

        boolean drawn() {
            return batch < table.rows;
        }

        /** With as many slices as the table turned out to have. */
        StepShape shape(int slices) {
            Work all = table.all();
            return new StepShape(
                    drawn() ? all.drawing(batch) : all, new Layout(table.executors, table.partitions, slices));
        }

        @Override
        public String toString() {
            return "%s of %s, P = %d, E = %d"
                    .formatted(drawn() ? Bench.count(batch) : "all", table, table.partitions, table.executors);
        }
    }

    CostGrid {
        points = List.copyOf(points);
    }

    /**
     * One whose sizes follow from those of its usual table.
     *
     * @param rows of that table: 400,000 in earnest
     * @param features of it: 100
     * @param nonZeros a row, where rows are sparse
     */
    static CostGrid of(long rows, int features, int nonZeros) {
        Maker maker = new Maker(rows, features, nonZeros);
        maker.fitted();
        maker.heldOut();
        return new CostGrid(maker.points);
    }

    /** Those of so many executors. */
    List<Point> on(int executors) {
        return points.stream()
                .filter(point -> point.table.executors == executors)
                .toList();
    }

    List<Point> which(Predicate<Point> wanted) {
        return points.stream().filter(wanted).toList();
    }

    /** A step of few rows on the usual table, by executors, a partition each. */
    Point fewRows(int executors) {
        return points.stream()
                .filter(point -> point.drawn() && !point.table.sparse && point.table.partitions == executors)
                .filter(point -> point.table.executors == executors)
                .findFirst()
                .orElseThrow();
    }

    /** A full pass over sparse rows, by executors, a partition each. */
    Point sparsePass(int executors) {
        return points.stream()
                .filter(point -> point.table.sparse && point.table.partitions == executors)
                .filter(point -> point.table.executors == executors)
                .findFirst()
                .orElseThrow();
    }

    private static final class Maker {
        private final long rows;
        private final int features;
        private final int nonZeros;
        private final List<Point> points = new ArrayList<>();

        Maker(long rows, int features, int nonZeros) {
            this.rows = rows;
            this.features = features;
            this.nonZeros = nonZeros;
        }

        private long share(double share) {
            return Math.max(FEWEST_ROWS, Math.round(share * rows));
        }

        private Table dense(double share, double width, int partitions, int executors) {
            int wide = Math.max(1, Math.toIntExact(Math.round(width * features)));
            return new Table(false, share(share), wide, wide, partitions, executors);
        }

        private Table sparse(double share, int width, int partitions, int executors) {
            return new Table(true, share(share), Math.multiplyExact(width, features), nonZeros, partitions, executors);
        }

        private void fit(Table table, double... shares) {
            add(table, false, shares);
        }

        private void check(Table table, double... shares) {
            add(table, true, shares);
        }

        /** Steps on so many of the usual table's rows, and on all of the table's own. */
        private void add(Table table, boolean heldOut, double... shares) {
            for (double share : shares) {
                long batch = Math.max(2, Math.round(share * rows));
                points.add(new Point(table, Math.min(batch, table.rows), heldOut));
            }
        }

        private static final double ALL = 1e6;
        private static final double FEW = 1 / 400.0;
        private static final double MORE = 1 / 20.0;

        /** Wide rows are sparse, but many enough for their sums to be dense. */
        void fitted() {
            int two = MOST_EXECUTORS;
            fit(dense(1, 1, 2, two), FEW, MORE, ALL);
            fit(dense(1, 1, 8, two), FEW, ALL);
            fit(dense(0.25, 1, 32, two), FEW);
            fit(dense(1 / 10.0, 10, 2, two), FEW, ALL);
            fit(dense(1 / 40.0, 40, 2, two), ALL);
            fit(dense(2.5, 0.1, 2, two), MORE, ALL);
            fit(sparse(0.75, 1000, 2, two), ALL);
            fit(sparse(0.2, 1000, 2, two), ALL);
            fit(sparse(0.75, 1000, 8, two), ALL);
            fit(sparse(0.75, 100, 2, two), ALL);
            fit(sparse(0.75, 6000, 16, two), ALL); // its sums are merged on the executors
            fit(sparse(0.75, 4000, 32, two), ALL); // likewise
            fit(dense(1, 1, 1, 1), FEW, MORE, ALL);
            fit(dense(1, 1, 8, 1), FEW);
            fit(sparse(0.75, 1000, 1, 1), ALL);
            fit(sparse(0.2, 1000, 1, 1), ALL);
            fit(sparse(0.2, 1000, 4, 1), ALL);
        }

        /** In between the fitted ones, then beyond them. */
        void heldOut() {
            int two = MOST_EXECUTORS;
            check(dense(0.5, 1, 4, two), FEW, 5 * FEW, ALL);
            check(dense(0.25, 3, 2, two), 3 * FEW, ALL);
            check(sparse(0.4, 2000, 4, two), ALL);
            check(dense(0.5, 1, 2, 1), FEW, ALL);
            check(sparse(0.4, 2000, 1, 1), ALL);
            check(dense(0.25, 1, 64, two), FEW);
            check(dense(10, 0.25, 2, two), ALL);
            check(sparse(2.5, 24_000, 2, two), ALL);
            check(sparse(1.25, 8000, 16, two), ALL);
        }
    }
}
