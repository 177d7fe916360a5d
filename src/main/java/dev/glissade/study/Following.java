package dev.glissade.study;

import dev.glissade.penalty.Penalty;
import dev.glissade.study.Course.At;
import dev.glissade.training.Evaluation;
import dev.glissade.training.StopReason;
import dev.glissade.training.StopReason.Kind;
import dev.glissade.training.StopRule;
import dev.glissade.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows a method on its way, and looks at the objective from time to time. It is a rule, because a run asks its rules behind every
 * step, and a look may be the run's last.
 */
final class Following implements StopRule {

    /**
     * When it looks, and when it has seen enough.
     *
     * @param between epochs from one look to the next
     * @param goal an objective that ends the run
     * @param most an objective beyond which it has diverged
     */
    record Limits(double between, double goal, double most) {}

    private final Looks rows;
    private final Penalty penalty;
    private final Limits limits;
    private final List<At> points = new ArrayList<>();
    private double nextLook;

    /** @param rows that the method is trained on */
    Following(Looks rows, Penalty penalty, Limits limits) {
        this.rows = rows;
        this.penalty = penalty;
        this.limits = limits;
    }

    @Override
    public Optional<StopReason> check(TrainingState state) {
        if (state.epochs() >= nextLook) {
            look(state);
            nextLook = state.epochs() + limits.between();
        }
        double objective = points.get(points.size() - 1).objective();
        if (!(objective <= limits.most())) {
            return Optional.of(
                    new StopReason(Kind.DIVERGED, "step %d: the objective is %s".formatted(state.step(), objective)));
        }
        return objective <= limits.goal()
                ? Optional.of(new StopReason(Kind.TARGET_OBJECTIVE, "the objective is " + objective))
                : Optional.empty();
    }

    private void look(TrainingState state) {
        long jobs = rows.jobs();
        double seconds = rows.seconds();
        double objective = Evaluation.over(rows, penalty, state.answer()).objective();
        points.add(new At(state.epochs(), state.work().gradientEvaluations(), jobs, seconds, objective));
    }

    /** All places, with the run's last one. */
    List<At> upTo(TrainingState last) {
        if (points.get(points.size() - 1).gradientEvaluations() < last.work().gradientEvaluations()) {
            look(last);
        }
        return points;
    }
}
