package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoint;
import dev.glissade.gradient.ForwardingSource;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Lockstep;
import dev.glissade.training.SavePoint;
import dev.glissade.training.StepExtremes;
import dev.glissade.training.Training;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Trainings over the same rows, each as a run of its configuration trains, the search for a learning rate included, but for the run
 * directory and metrics. They advance in lockstep and share each pass, and each comes to the bits that it has alone.
 *
 * @param data whose model is that of all configurations
 * @param validation rows that are evaluated, but not trained on
 * @param places where the states of a variation are kept, if they are
 * @param lines is told what is worth a line
 */
record LockstepTraining(
        SparkGradientSource data, Optional<SparkGradientSource> validation, Places places, Consumer<String> lines) {

    /** Keeps no states. */
    LockstepTraining(SparkGradientSource data, Optional<SparkGradientSource> validation) {
        this(data, validation, (variation, horizon) -> Optional.empty(), line -> {});
    }

    /** Finds where the states of a variation are kept. */
    interface Places {

        /** @param horizon the most steps of it */
        Optional<FitCheckpoints.Place> of(Variation variation, long horizon);
    }

    List<Completed> train(List<Variation> variations) {
        Optional<GradientSource> shared = validation.map(rows -> new OneAtATime(rows, new ReentrantLock()));
        List<Member> members = variations.stream()
                .map(variation -> new Member(variation, data, shared))
                .toList();
        try {
            openCheckpoints(members);
            findSmoothRates(members);
            return together(
                    data,
                    members.stream()
                            .<Function<GradientSource, Completed>>map(member -> member::train)
                            .toList());
        } finally {
            members.forEach(Member::close);
        }
    }

    private void openCheckpoints(List<Member> members) {
        for (Member member : members) {
            places.of(member.variation, member.plan.lengths().horizon())
                    .filter(place -> member.plan.goesOn())
                    .ifPresent(place -> member.open(place, lines));
        }
    }

    private void findSmoothRates(List<Member> members) {
        List<Member> smooth = members.stream().filter(Member::goesBySmoothness).toList();
        if (!smooth.isEmpty()) {
            List<Function<GradientSource, RateChoice>> searches = new ArrayList<>();
            smooth.forEach(member -> searches.add(member.finder::bySmoothness));
            List<RateChoice> found = together(smooth.get(0).finder.squares(), searches);
            for (int at = 0; at < found.size(); at++) {
                smooth.get(at).rate = Optional.of(found.get(at));
            }
        }
    }

    /** A single one needs no thread of its own. */
    private static <T> List<T> together(GradientSource rows, List<Function<GradientSource, T>> runs) {
        return runs.size() == 1 ? List.of(runs.get(0).apply(rows)) : Lockstep.run(rows, runs);
    }

    /** A source that several threads ask, in turn. */
    private record OneAtATime(GradientSource source, ReentrantLock lock) implements ForwardingSource {

        @Override
        public List<GradientAnswer> answer(List<GradientRequest> requests) {
            lock.lock();
            try {
                return source.answer(requests);
            } finally {
                lock.unlock();
            }
        }
    }

    /** One of them. */
    private static final class Member {
        private final Variation variation;
        private final TrainingPlan plan;
        private final RateFinder finder;
        private final Optional<GradientSource> validation;
        private Optional<RateChoice> rate = Optional.empty();
        private Optional<FitCheckpoints> checkpoints = Optional.empty();

        Member(Variation variation, SparkGradientSource data, Optional<GradientSource> validation) {
            this.variation = variation;
            this.plan = TrainingPlan.unrecorded(variation.configuration(), Trained.on(data));
            this.finder = new RateFinder(variation.configuration(), plan, data);
            this.validation = validation;
            plan.method(
                    OptionalDouble.of(Double.MAX_VALUE), Optional.empty()); // tells what is missing before the search
        }

        void open(FitCheckpoints.Place place, Consumer<String> lines) {
            checkpoints = FitCheckpoints.open(variation.configuration().checkpoint(), place, lines);
            rate = checkpoints
                    .flatMap(FitCheckpoints::newest)
                    .flatMap(known -> known.run().rate())
                    .map(RateChoice.Kept::new);
        }

        void close() {
            checkpoints.ifPresent(FitCheckpoints::close);
        }

        boolean goesBySmoothness() {
            return plan.findsRate() && rate.isEmpty() && finder.goesBySmoothness();
        }

        Completed train(GradientSource rows) {
            if (plan.findsRate() && rate.isEmpty()) {
                rate = Optional.of(finder.searched(rows, variation.initial()));
            }
            TrainingMethod method = plan.method(
                    rate.map(found -> OptionalDouble.of(found.rate())).orElse(OptionalDouble.empty()), validation);
            Followed followed = new Followed(checkpoints, rate.map(RateChoice::kept));
            Training training = new Training(method, rows, plan.rollback(), followed);
            TrainingResult result = checkpoints
                    .flatMap(FitCheckpoints::newest)
                    .map(known -> training.from(known.point()))
                    .orElseGet(() -> training.from(variation.initial()));
            return new Completed(result, followed.evaluations, rate, followed.extremes);
        }
    }

    /** Keeps what is small of each state, and saves some as a whole. */
    private static final class Followed implements Training.Watcher {
        private final Optional<FitCheckpoints> checkpoints;
        private final Optional<Checkpoint.FoundRate> rate;
        private final List<Completed.Evaluated> evaluations = new ArrayList<>();
        private StepExtremes extremes = StepExtremes.NONE;

        Followed(Optional<FitCheckpoints> checkpoints, Optional<Checkpoint.FoundRate> rate) {
            this.checkpoints = checkpoints;
            this.rate = rate;
        }

        @Override
        public void reached(SavePoint point) {
            extremes = point.extremes();
            if (point.state().evaluation().isPresent()) {
                evaluations.add(Completed.Evaluated.of(point.state()));
            }
            checkpoints.ifPresent(kept -> kept.reached(point, rate));
        }
    }
}
