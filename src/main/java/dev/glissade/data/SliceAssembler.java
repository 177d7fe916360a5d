package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * The task that makes the final blocks: the rows at home and the slice's share of contents with many copies, merged.
 */
final class SliceAssembler
        implements FlatMapFunction<Iterator<HomeSlice>, SliceGroup>,
                FlatMapFunction2<Iterator<HomeSlice>, Iterator<Tuple2<Integer, Copies>>, SliceGroup> {

    private static final long serialVersionUID = 1L;

    private final SlicePlan plan;

    SliceAssembler(SlicePlan plan) {
        this.plan = plan;
    }

    /** Where no content has many copies. */
    @Override
    public Iterator<SliceGroup> call(Iterator<HomeSlice> homes) {
        return call(homes, Collections.emptyIterator());
    }

    @Override
    public Iterator<SliceGroup> call(Iterator<HomeSlice> homes, Iterator<Tuple2<Integer, Copies>> received) {
        List<Copies> copies = new ArrayList<>();
        received.forEachRemaining(pair -> copies.add(pair._2()));
        Dealt dealt = copies.isEmpty() ? null : new Dealt(copies, plan);
        List<RowBlock> blocks = new ArrayList<>();
        int firstSlice = -1;
        while (homes.hasNext()) {
            HomeSlice home = homes.next();
            firstSlice = firstSlice < 0 ? home.slice() : firstSlice;
            PackedRows rows = dealt == null ? home.single().rows() : dealt.merge(home);
            blocks.add(rows.toBlock(plan.features(), plan.isDense(), plan.storage()));
        }
        return List.of(new SliceGroup(firstSlice, blocks.toArray(RowBlock[]::new)))
                .iterator();
    }

    /** All contents with many copies that this partition received, in order. */
    private static final class Dealt {

        private final SlicePlan plan;
        private final SliceChunk contents;
        private final int[] order;
        private final Copies[] copies;
        private final int[] numbers;

        Dealt(List<Copies> received, SlicePlan plan) {
            this.plan = plan;
            contents = SliceChunk.concatenate(
                    received.stream().map(Copies::contents).toList(), plan.isWeighted());
            order = contents.sorted();
            copies = new Copies[order.length];
            numbers = new int[order.length];
            int at = 0;
            for (Copies some : received) {
                for (int number = 0; number < some.size(); number++) {
                    copies[at] = some;
                    numbers[at++] = number;
                }
            }
        }

        private int share(int content, int slice) {
            return copies[content].share(numbers[content], slice, plan.slices());
        }

        /** The slice's rows in order; copies stand side by side. */
        PackedRows merge(HomeSlice home) {
            SliceChunk single = home.single();
            int rows = single.size();
            int nonZeros = single.rows().nonZeros();
            for (int content = 0; content < order.length; content++) {
                int share = share(content, home.slice());
                rows += share;
                nonZeros += share * contents.rows().nonZeros(content);
            }
            PackedRows.Packer packer = new PackedRows.Packer(rows, nonZeros, plan.isWeighted());
            int row = 0;
            for (int content : order) {
                int share = share(content, home.slice());
                while (share > 0 && row < single.size() && SliceChunk.compare(single, row, contents, content) < 0) {
                    packer.add(single.rows(), row++);
                }
                for (int copy = 0; copy < share; copy++) {
                    packer.add(contents.rows(), content);
                }
            }
            while (row < single.size()) {
                packer.add(single.rows(), row++);
            }
            return packer.pack();
        }
    }
}
