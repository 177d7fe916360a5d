package dev.glissade.gradient;

import java.io.Serializable;

/**
 * What steps have cost in rows; evaluations of the objective left out.
 *
 * @param rowsDrawn rows that their batches drew: where the stream of samples stands
 * @param rowsVisited rows read for them, a row evaluated at several points in one visit counted once
 * @param gradientEvaluations rows times points at which each was evaluated
 */
public record Work(long rowsDrawn, long rowsVisited, long gradientEvaluations) implements Serializable {

    /** Nothing. */
    public static final Work NONE = new Work(0, 0, 0);

    /** A batch of so many rows, each evaluated at so many points. */
    static Work ofBatch(long rows, int points) {
        return new Work(rows, rows, rows * points);
    }

    /** A pass over all rows beside the stream of samples. */
    static Work ofPass(long rows) {
        return new Work(0, rows, rows);
    }

    /** What came behind another. */
    public Work minus(Work before) {
        return new Work(
                rowsDrawn - before.rowsDrawn,
                rowsVisited - before.rowsVisited,
                gradientEvaluations - before.gradientEvaluations);
    }

    /** Both. */
    public Work plus(Work more) {
        return new Work(
                rowsDrawn + more.rowsDrawn,
                rowsVisited + more.rowsVisited,
                gradientEvaluations + more.gradientEvaluations);
    }
}
