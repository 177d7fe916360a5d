package dev.glissade.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** The task that puts the rows of each of its slices in order, and sets contents with many copies apart. */
final class HomeSorter implements Function2<Integer, Iterator<Tuple2<Integer, SliceShare>>, Iterator<HomeSlice>> {

    private static final long serialVersionUID = 1L;

    /** No array is longer. */
    static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private final SlicePlan plan;
    private final SliceBorders borders;

    HomeSorter(SlicePlan plan, SliceBorders borders) {
        this.plan = plan;
        this.borders = borders;
    }

    @Override
    public Iterator<HomeSlice> call(Integer partition, Iterator<Tuple2<Integer, SliceShare>> shares) {
        int first = borders.start(partition);
        List<List<SliceShare>> bySlice = Stream.<List<SliceShare>>generate(ArrayList::new)
                .limit(borders.end(partition) - first)
                .toList();
        while (shares.hasNext()) {
            Tuple2<Integer, SliceShare> share = shares.next();
            bySlice.get(share._1() - first).add(share._2());
        }
        return new Slices(plan, first, bySlice);
    }

    /** Sorts a slice when it is asked for, and lets go of what it was made of. */
    private static final class Slices implements Iterator<HomeSlice> {

        private final SlicePlan plan;
        private final int first;
        private final List<List<SliceShare>> bySlice;
        private int next;

        Slices(SlicePlan plan, int first, List<List<SliceShare>> bySlice) {
            this.plan = plan;
            this.first = first;
            this.bySlice = bySlice;
        }

        @Override
        public boolean hasNext() {
            return next < bySlice.size();
        }

        @Override
        public HomeSlice next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            List<SliceShare> shares = List.copyOf(bySlice.get(next));
            bySlice.get(next).clear();
            return sort(first + next++, shares);
        }

        private HomeSlice sort(int slice, List<SliceShare> shares) {
            long hashHigh = shares.stream().mapToLong(share -> share.hashHigh).sum();
            long hashLow = shares.stream().mapToLong(share -> share.hashLow).sum();
            Copies none = new Copies(slice, empty(), new int[0]);
            if (shares.isEmpty()) {
                return new HomeSlice(slice, empty(), none, hashHigh, hashLow);
            }
            if (!fits(shares)) {
                return new HomeSlice(slice, null, none, hashHigh, hashLow);
            }
            SliceChunk all = SliceChunk.concatenate(
                    shares.stream().map(share -> share.chunk).toList(), plan.isWeighted());
            Sorted sorted = new Sorted(all, plan);
            return new HomeSlice(slice, sorted.single(), sorted.many(slice), hashHigh, hashLow);
        }

        private SliceChunk empty() {
            return new SliceChunk(new PackedRows.Packer(0, 0, plan.isWeighted()).pack(), new long[0], new long[0]);
        }

        private static boolean fits(List<SliceShare> shares) {
            long rows = shares.stream().mapToLong(share -> share.chunk.size()).sum();
            long nonZeros = shares.stream()
                    .mapToLong(share -> share.chunk.rows().nonZeros())
                    .sum();
            return rows < MAX_LENGTH && nonZeros <= MAX_LENGTH;
        }
    }

    /** Rows in order, divided into those that stay and the contents with many copies. */
    private static final class Sorted {

        private final SliceChunk rows;
        private final boolean weighted;
        private final int[] single;
        private int singles;
        private int[] many = new int[16];
        private int[] counts = new int[16];
        private int manys;

        Sorted(SliceChunk rows, SlicePlan plan) {
            this.rows = rows;
            weighted = plan.isWeighted();
            int[] order = rows.sorted();
            single = new int[order.length];
            int start = 0;
            for (int position = 1; position <= order.length; position++) {
                if (position == order.length || differ(order[start], order[position])) {
                    addRun(order, start, position, plan.mostCopiesAtHome());
                    start = position;
                }
            }
        }

        private boolean differ(int row, int other) {
            return SliceChunk.compare(rows, row, rows, other) != 0;
        }

        private void addRun(int[] order, int from, int to, long mostCopiesAtHome) {
            int count = to - from;
            if (count <= mostCopiesAtHome) {
                System.arraycopy(order, from, single, singles, count);
                singles += count;
                return;
            }
            if (manys == many.length) {
                many = Arrays.copyOf(many, 2 * manys);
                counts = Arrays.copyOf(counts, 2 * manys);
            }
            many[manys] = order[from];
            counts[manys++] = count;
        }

        SliceChunk single() {
            return rows.select(single, singles, weighted);
        }

        Copies many(int slice) {
            return new Copies(slice, rows.select(many, manys, weighted), Arrays.copyOf(counts, manys));
        }
    }
}
