package dev.glissade.data;

import org.apache.spark.broadcast.Broadcast;

/**
 * The broadcasts that are needed to compute lost blocks of a table again: its own, if it was derived from another one,
 * and that one's. Tables derived from one table share its lineage; whoever lets go of it last destroys its broadcast.
 * Each that holds one lets go of it exactly once. For the driver only.
 */
final class Lineage {

    private final Lineage origin;
    private final Broadcast<?> broadcast;
    private int holders = 1;

    private Lineage(Lineage origin, Broadcast<?> broadcast) {
        this.origin = origin;
        this.broadcast = broadcast;
    }

    /** Of a table that was read; held by whoever asks for it. */
    static Lineage withoutBroadcast() {
        return new Lineage(null, null);
    }

    /** Of a table derived by a broadcast from the table of this lineage; held by whoever asks for it. */
    Lineage derived(Broadcast<?> by) {
        holders++;
        return new Lineage(this, by);
    }

    /** One holder needs the lineage no more. */
    void letGo() {
        holders--;
        if (holders == 0 && origin != null) {
            broadcast.destroy();
            origin.letGo();
        }
    }
}
