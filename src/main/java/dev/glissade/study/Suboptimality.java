package dev.glissade.study;

/**
 * (F − F*)/|F*|: how far an objective is above the minimum, in units of that. Where the minimum is next to nothing beside the start, as of
 * rows that are fitted without a rest, in units of F(w₀) − F*.
 *
 * @param optimum F*
 * @param start F(w₀)
 */
record Suboptimality(double optimum, double start) {

    /** Below that an objective is at its minimum but for rounding. */
    static final double ROUNDING = 1e-12;

    private static final double NEXT_TO_NOTHING = 1e-6;

    /** What it is a multiple of. */
    double unit() {
        double fallen = start - optimum;
        return Math.abs(optimum) > NEXT_TO_NOTHING * fallen ? Math.abs(optimum) : fallen;
    }

    /** Whether that is |F*|. */
    boolean isRelativeToTheMinimum() {
        return unit() == Math.abs(optimum);
    }

    double of(double objective) {
        return (objective - optimum) / unit();
    }

    /** The objective that is so far above. */
    double objectiveAt(double suboptimality) {
        return optimum + suboptimality * unit();
    }
}
