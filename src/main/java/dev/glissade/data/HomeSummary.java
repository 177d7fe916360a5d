package dev.glissade.data;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** What the driver needs to know of a partition's home slices: what each slice of the table receives from them. */
final class HomeSummary implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A slice whose rows do not fit into arrays; −1 if there is none. */
    int tooLarge = -1;

    /** Whether some content has many copies. */
    boolean hasMany;

    long hashHigh;
    long hashLow;

    /** Rows of each slice of the table that come from this partition. */
    final long[] rows;

    /** Their non-zeros. */
    final long[] nonZeros;

    HomeSummary(int slices) {
        rows = new long[slices];
        nonZeros = new long[slices];
    }

    private void add(HomeSlice home) {
        hashHigh += home.hashHigh();
        hashLow += home.hashLow();
        if (home.single() == null) {
            tooLarge = home.slice();
            return;
        }
        rows[home.slice()] += home.single().size();
        nonZeros[home.slice()] += home.single().rows().nonZeros();
        Copies many = home.many();
        for (int content = 0; content < many.size(); content++) {
            hasMany = true;
            for (int slice = 0; slice < rows.length; slice++) {
                long share = many.share(content, slice, rows.length);
                rows[slice] += share;
                nonZeros[slice] += share * many.contents().rows().nonZeros(content);
            }
        }
    }

    /** The partial sums of two partitions, added up. */
    void add(HomeSummary other) {
        tooLarge = Math.max(tooLarge, other.tooLarge);
        hasMany |= other.hasMany;
        hashHigh += other.hashHigh;
        hashLow += other.hashLow;
        for (int slice = 0; slice < rows.length; slice++) {
            rows[slice] += other.rows[slice];
            nonZeros[slice] += other.nonZeros[slice];
        }
    }

    /** The task that makes the summary of a partition. */
    static final class Summarize implements FlatMapFunction<Iterator<HomeSlice>, HomeSummary> {

        private static final long serialVersionUID = 1L;

        private final int slices;

        Summarize(int slices) {
            this.slices = slices;
        }

        @Override
        public Iterator<HomeSummary> call(Iterator<HomeSlice> homes) {
            HomeSummary summary = new HomeSummary(slices);
            homes.forEachRemaining(summary::add);
            return List.of(summary).iterator();
        }
    }
}
