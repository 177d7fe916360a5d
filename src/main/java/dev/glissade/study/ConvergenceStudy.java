package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.InvalidSettingException;
import dev.glissade.config.StopSettings;
import dev.glissade.config.UserError;
import dev.glissade.run.Workbench;
import dev.glissade.schedule.Clock;
import dev.glissade.study.Following.Limits;
import dev.glissade.training.Checks;
import dev.glissade.training.Evaluation;
import dev.glissade.training.StopRule;
import dev.glissade.training.StopRules;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast methods come to the minimum: full gradient, SGD, momentum, Adam, variance reduction and L-BFGS beside each other, from one
 * start, against the least objective that any of them or the reference solver has found. They run one after the other, so that
 * jobs and seconds are each method's own.
 */
final class ConvergenceStudy implements Study {

    /** Where neither epochs nor steps nor seconds are limited. */
    private static final double EPOCHS = 30;

    /** Epochs between two looks at the objective, or so many looks a run. */
    private static final double BETWEEN_LOOKS = 0.25;

    private static final double MOST_LOOKS = 400;

    private static final String KINKS = "the loss has kinks, where it does not come to rest";

    @Override
    public String name() {
        return "convergence";
    }

    @Override
    public String varies() {
        return "the method";
    }

    /** Each method has settings of its own. */
    @Override
    public Optional<String> fixedBy(Configuration configuration) {
        return Optional.empty();
    }

    @Override
    public Configuration varied(Configuration configuration) {
        return configuration.withStop(limits(configuration.stop()));
    }

    @Override
    public Findings on(Desk desk) {
        Reference reference = Reference.of(desk);
        Configuration base = varied(desk.configuration());
        List<Contestant> contestants = Contestant.all(base, reference.rows());
        List<Course> courses = new ArrayList<>();
        for (Contestant contestant : contestants) {
            Course course = Course.of(desk.once(
                    "method-" + contestant.name(),
                    () -> course(desk, reference, contestant, base).toJson()));
            courses.add(course);
            desk.say("%s: %d of %d methods%s"
                    .formatted(
                            course.method(),
                            courses.size(),
                            contestants.size(),
                            course.isLeftOut() ? ", left out: " + course.leftOut() : ""));
        }
        return new ConvergenceFindings(base, reference, contestants, courses).findings();
    }

    private static StopSettings limits(StopSettings given) {
        boolean limited = given.maxEpochs().isPresent()
                || given.maxSteps().isPresent()
                || given.maxSeconds().isPresent();
        return new StopSettings(
                limited ? given.maxEpochs() : Optional.of(EPOCHS),
                given.maxSteps(),
                Optional.empty(),
                given.maxSeconds(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                given.divergenceFactor());
    }

    private static Course course(Desk desk, Reference reference, Contestant contestant, Configuration base) {
        Workbench bench = desk.bench();
        if (Reference.hasKinks(bench) && contestant.needsSmoothLoss()) {
            return Course.without(contestant.name(), KINKS);
        }
        try {
            return trained(bench, reference, contestant, contestant.variation().apply(base));
        } catch (InvalidSettingException | UserError doesNotSuit) {
            return Course.without(contestant.name(), doesNotSuit.getMessage());
        }
    }

    private static Course trained(
            Workbench bench, Reference reference, Contestant contestant, Configuration configuration) {
        boolean solver = contestant.name().equals(Contestant.SOLVER);
        double rate = solver ? Double.NaN : bench.rate(configuration); // as given, for plain steps; else found
        Limits limits = limits(bench, reference, configuration);
        Looks rows = new Looks(bench.data());
        Following following = new Following(rows, bench.penalty(), limits);
        Checks checks = checks(configuration.stop(), following);
        TrainingMethod method = solver ? bench.solver(checks) : bench.method(configuration.withRate(rate), checks);
        TrainingResult result = method.train(rows, bench.initial());
        return new Course(
                contestant.name(), rate, result.stopReason().kind().word(), "", following.upTo(result.last()));
    }

    private static Limits limits(Workbench bench, Reference reference, Configuration configuration) {
        double start =
                Evaluation.over(bench.data(), bench.penalty(), bench.initial()).objective();
        Suboptimality scale = new Suboptimality(reference.optimum(), start);
        double between =
                Math.max(BETWEEN_LOOKS, configuration.stop().maxEpochs().orElse(0.0) / MOST_LOOKS);
        return new Limits(
                between,
                scale.objectiveAt(Suboptimality.ROUNDING),
                configuration.stop().divergenceFactor() * Math.abs(start));
    }

    private static Checks checks(StopSettings stop, Following following) {
        List<StopRule> rules = new ArrayList<>(List.of(following));
        stop.maxEpochs().map(StopRules::maxEpochs).ifPresent(rules::add);
        stop.maxSteps().map(StopRules::maxSteps).ifPresent(rules::add);
        stop.maxSeconds().map(StopRules::maxSeconds).ifPresent(rules::add);
        return new Checks(Long.MAX_VALUE, Clock.STEPS, rules, stop.divergenceFactor(), Optional.empty());
    }
}
