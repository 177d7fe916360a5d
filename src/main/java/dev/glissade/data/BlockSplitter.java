package dev.glissade.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** The task that splits each block that was read into one share a slice, ready to be sent there. */
final class BlockSplitter implements Function2<Integer, Iterator<InputBlock>, Iterator<Tuple2<Integer, SliceShare>>> {

    private static final long serialVersionUID = 1L;

    private final SlicePlan plan;

    BlockSplitter(SlicePlan plan) {
        this.plan = plan;
    }

    @Override
    public Iterator<Tuple2<Integer, SliceShare>> call(Integer partition, Iterator<InputBlock> blocks) {
        return new Shares(plan, partition, blocks);
    }

    /** Splits a block when its first share is asked for. */
    private static final class Shares implements Iterator<Tuple2<Integer, SliceShare>> {

        private final SlicePlan plan;
        private final int partition;
        private final Iterator<InputBlock> blocks;
        private final Queue<Tuple2<Integer, SliceShare>> pending = new ArrayDeque<>();
        private int place;

        Shares(SlicePlan plan, int partition, Iterator<InputBlock> blocks) {
            this.plan = plan;
            this.partition = partition;
            this.blocks = blocks;
        }

        @Override
        public boolean hasNext() {
            while (pending.isEmpty() && blocks.hasNext()) {
                new Split(plan, blocks.next(), plan.firstRow(partition, place++)).addTo(pending);
            }
            return !pending.isEmpty();
        }

        @Override
        public Tuple2<Integer, SliceShare> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return pending.remove();
        }
    }

    /** The rows of one block, on their way to their slices. */
    private static final class Split {

        private final SlicePlan plan;
        private final PackedRows rows;
        private final double[] labels;
        private final long[] firstKeys;
        private final long[] secondKeys;

        /** Rows of slice s are {@code bySlice[starts[s], starts[s + 1])}. */
        private final int[] starts;

        private final int[] bySlice;
        private final long[] hashHighs;
        private final long[] hashLows;

        Split(SlicePlan plan, InputBlock block, long firstRow) {
            this.plan = plan;
            rows = block.rows();
            int size = rows.size();
            labels = new double[size];
            firstKeys = new long[size];
            secondKeys = new long[size];
            hashHighs = new long[plan.slices()];
            hashLows = new long[plan.slices()];
            starts = new int[plan.slices() + 1];
            bySlice = new int[size];
            findSlices(plan.encoding(block.summary()), firstRow);
        }

        private void findSlices(double[] encoding, long firstRow) {
            int[] homes = new int[labels.length];
            ContentHash hash = new ContentHash();
            for (int row = 0; row < labels.length; row++) {
                labels[row] = encoding == null ? rows.label(row) : encoding[(int) rows.label(row)];
                hash.hash(rows, row, labels[row]);
                secondKeys[row] = plan.secondKey(hash, firstRow + row);
                firstKeys[row] = plan.firstKey(hash, firstRow + row, secondKeys[row]);
                int home = plan.home(secondKeys[row]);
                homes[row] = home;
                hashHighs[home] += hash.high();
                hashLows[home] += hash.low();
                starts[home + 1]++;
            }
            for (int slice = 0; slice < plan.slices(); slice++) {
                starts[slice + 1] += starts[slice];
            }
            int[] next = starts.clone();
            for (int row = 0; row < labels.length; row++) {
                bySlice[next[homes[row]]++] = row;
            }
        }

        void addTo(Queue<Tuple2<Integer, SliceShare>> shares) {
            for (int slice = 0; slice < plan.slices(); slice++) {
                if (starts[slice] < starts[slice + 1]) {
                    shares.add(new Tuple2<>(slice, share(slice)));
                }
            }
        }

        private SliceShare share(int slice) {
            int from = starts[slice];
            int count = starts[slice + 1] - from;
            int nonZeros = 0;
            for (int position = from; position < from + count; position++) {
                nonZeros += rows.nonZeros(bySlice[position]);
            }
            PackedRows.Packer packer = new PackedRows.Packer(count, nonZeros, plan.isWeighted());
            long[] first = new long[count];
            long[] second = new long[count];
            for (int position = 0; position < count; position++) {
                int row = bySlice[from + position];
                packer.add(rows, row, labels[row]);
                first[position] = firstKeys[row];
                second[position] = secondKeys[row];
            }
            return new SliceShare(new SliceChunk(packer.pack(), first, second), hashHighs[slice], hashLows[slice]);
        }
    }
}
