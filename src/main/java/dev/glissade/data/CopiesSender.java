package dev.glissade.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * The task that sends contents with many copies to the partitions whose slices receive some: each content once a
 * partition, under the key of the partition's first slice. (Nothing goes by way of the driver, so nothing must outlive
 * the load for a lost executor's sake.)
 */
final class CopiesSender implements PairFlatMapFunction<HomeSlice, Integer, Copies> {

    private static final long serialVersionUID = 1L;

    private final SliceBorders borders;
    private final boolean weighted;

    CopiesSender(SliceBorders borders, boolean weighted) {
        this.borders = borders;
        this.weighted = weighted;
    }

    @Override
    public Iterator<Tuple2<Integer, Copies>> call(HomeSlice home) {
        List<Tuple2<Integer, Copies>> sent = new ArrayList<>();
        for (int partition = 0; partition < borders.numPartitions(); partition++) {
            Copies reaching =
                    home.many().reaching(borders.start(partition), borders.end(partition), borders.slices(), weighted);
            if (reaching.size() > 0) {
                sent.add(new Tuple2<>(borders.start(partition), reaching));
            }
        }
        return sent.iterator();
    }
}
