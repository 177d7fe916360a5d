package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** The task that makes the groups of a derived table. */
final class ChangedGroups implements Function<SliceGroup, SliceGroup> {

    private static final long serialVersionUID = 1L;

    private final Broadcast<BlockChange> change;

    ChangedGroups(Broadcast<BlockChange> change) {
        this.change = change;
    }

    @Override
    public SliceGroup call(SliceGroup group) {
        RowBlock[] changed = new RowBlock[group.size()];
        for (int slice = 0; slice < changed.length; slice++) {
            changed[slice] = change.value().apply(group.firstSlice() + slice, group.slice(slice));
        }
        return new SliceGroup(group.firstSlice(), changed);
    }
}
