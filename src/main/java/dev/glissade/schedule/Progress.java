package dev.glissade.schedule;

/**
 * How far a run has come: all that a schedule may depend on.
 *
 * @param step steps taken before, so the first step is at 0
 * @param rowsDrawn rows that those steps drew
 * @param pacing what else is remembered of them
 */
public record Progress(long step, long rowsDrawn, Pacing pacing) {

    /** Where nothing else counts. */
    public Progress(long step, long rowsDrawn) {
        this(step, rowsDrawn, Pacing.START);
    }

    /** One step further, as far as that can be told before it is taken. */
    public Progress behind(long drawn) {
        return new Progress(step + 1, rowsDrawn + drawn, pacing.behind(1));
    }
}
