package dev.glissade.ml;

import org.apache.spark.ml.util.Identifiable;

/**
 * The name (uid) of a stage that is being made. Spark's constructors make params that belong to it, and ask for it, before any line of
 * a Java class has run: so it waits in the thread from just before the constructor until it is first asked for.
 */
final class StageName {

    private static final ThreadLocal<String> WAITING = new ThreadLocal<>();

    private StageName() {}

    /** Has the next stage that this thread makes be called so. */
    static StageName given(String uid) {
        WAITING.set(uid);
        return new StageName();
    }

    /** Has the next stage that this thread makes have a new name. */
    static StageName made(String prefix) {
        return given(Identifiable.randomUID(prefix));
    }

    /** @throws IllegalStateException if the constructor before did not ask for the name */
    void requireTaken() {
        if (WAITING.get() != null) {
            throw new IllegalStateException("the stage was made without its name");
        }
    }

    /** The name that waits. */
    static String take() {
        String uid = WAITING.get();
        WAITING.remove();
        return uid;
    }
}
