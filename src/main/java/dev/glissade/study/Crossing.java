package dev.glissade.study;

import dev.glissade.training.StopReason;
import dev.glissade.training.StopReason.Kind;
import dev.glissade.training.StopRule;
import dev.glissade.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a run meets a target: in the middle of the first stretch of looks at the objective, as long as a fifth of the steps so far, whose mean is
 * at most the target.
 *
 * <p>The first look that is low enough would not do. The noise of small batches makes the objective wander, and a run that looks often enough
 * has a lucky look long before its expected objective is there: small batches then seem to need far fewer steps than they do, and at higher rates.
 * The mean over a stretch is as much later than its end is than its middle, which is where the step is counted.
 */
final class Crossing implements StopRule {

    /** Of the steps so far, where the stretch begins. */
    private static final double BEGIN = 0.8;

    private final double target;
    private final List<Look> looks = new ArrayList<>();
    /** Null as long as the target is not met. */
    private Reached met;

    Crossing(double target) {
        this.target = target;
    }

    /** Where a run was. */
    record Reached(long step, double epochs, double gained) {

        static Reached at(TrainingState state) {
            return new Reached(state.step(), state.epochs(), state.pacing().gained());
        }
    }

    private record Look(Reached at, double objective) {}

    /** Takes note of a look, once, and tells whether it ends the run. */
    @Override
    public Optional<StopReason> check(TrainingState state) {
        boolean known = !looks.isEmpty() && looks.get(looks.size() - 1).at().step() >= state.step();
        if (state.evaluation().isPresent() && !known && !state.diverged()) {
            looks.add(new Look(Reached.at(state), state.evaluation().get().objective()));
            meet();
        }
        return met().map(reached ->
                new StopReason(Kind.TARGET_OBJECTIVE, "met %s at about step %d".formatted(target, reached.step())));
    }

    private void meet() {
        double begin = BEGIN * looks.get(looks.size() - 1).at().step();
        List<Look> stretch =
                looks.stream().filter(look -> look.at().step() >= begin).toList();
        double mean = stretch.stream().mapToDouble(Look::objective).average().orElseThrow();
        if (met == null && mean <= target) {
            met = stretch.get(stretch.size() / 2).at();
        }
    }

    /** Where the target was met; empty if it was not. */
    Optional<Reached> met() {
        return Optional.ofNullable(met);
    }
}
