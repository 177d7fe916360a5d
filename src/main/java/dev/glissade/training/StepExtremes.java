package dev.glissade.training;

/**
 * The first and the largest gradient norm of a run so far, and its largest learning rate.
 *
 * @param firstNorm that of the first step; NaN before
 * @param largestNorm the largest finite one
 * @param stepOfLargestNorm after which step that was
 * @param largestRate the largest learning rate; NaN before the first step, and of a method that has none
 * @param stepOfLargestRate the first step that took it
 */
public record StepExtremes(
        double firstNorm, double largestNorm, long stepOfLargestNorm, double largestRate, long stepOfLargestRate) {

    /** Before the first step. */
    public static final StepExtremes NONE = new StepExtremes(Double.NaN, 0, 0, Double.NaN, 0);

    /** With the step that led to a state. */
    StepExtremes with(TrainingState state) {
        return state.lastStep().map(step -> with(step, state.step())).orElse(this);
    }

    private StepExtremes with(StepReport report, long step) {
        double norm = report.gradientNorm();
        boolean larger = Double.isFinite(norm) && norm > largestNorm;
        boolean higher = !(report.learningRate() <= largestRate);
        return new StepExtremes(
                Double.isNaN(firstNorm) ? norm : firstNorm,
                larger ? norm : largestNorm,
                larger ? step : stepOfLargestNorm,
                higher ? report.learningRate() : largestRate,
                higher ? step : stepOfLargestRate);
    }
}
