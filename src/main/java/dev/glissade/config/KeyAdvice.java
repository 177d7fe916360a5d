package dev.glissade.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What to say about a key that there is not: which one was meant. */
final class KeyAdvice {

    /** What other trainers call the same thing, in plain letters; the first that there is, is suggested first. */
    private static final Map<String, List<String>> ELSEWHERE = Map.ofEntries(
            Map.entry("data", List.of("data.train")),
            Map.entry("model", List.of("model.kind")),
            Map.entry("optimizer", List.of("optimizer.kind")),
            Map.entry("gradient", List.of("gradient.kind")),
            Map.entry("penalty", List.of("penalty.l2", "penalty.l1")),
            Map.entry("learningrate", List.of("learning-rate.initial")),
            Map.entry("averaging", List.of("averaging.kind")),
            Map.entry("batchsizeschedule", List.of("batch-size-schedule.kind")),
            Map.entry("lr", List.of("learning-rate.initial")),
            Map.entry("learningrateinit", List.of("learning-rate.initial")),
            Map.entry("stepsize", List.of("learning-rate.initial")),
            Map.entry("eta", List.of("learning-rate.initial")),
            Map.entry("eta0", List.of("learning-rate.initial")),
            Map.entry("autolrfind", List.of("learning-rate.initial")),
            Map.entry("lrscheduler", List.of("learning-rate.decay", "learning-rate.schedule")),
            Map.entry("scheduler", List.of("learning-rate.decay", "learning-rate.schedule")),
            Map.entry("schedule", List.of("learning-rate.decay", "learning-rate.schedule")),
            Map.entry("gamma", List.of("learning-rate.factor")),
            Map.entry("lrdecay", List.of("learning-rate.factor")),
            Map.entry("decayrate", List.of("learning-rate.factor", "learning-rate.rate")),
            Map.entry("decaysteps", List.of("learning-rate.every", "learning-rate.period")),
            Map.entry("powert", List.of("learning-rate.decay", "learning-rate.power")),
            Map.entry("milestones", List.of("learning-rate.at")),
            Map.entry("boundaries", List.of("learning-rate.at")),
            Map.entry("tmax", List.of("learning-rate.period")),
            Map.entry("t0", List.of("learning-rate.period")),
            Map.entry("totaliters", List.of("learning-rate.period")),
            Map.entry("firstdecaysteps", List.of("learning-rate.period")),
            Map.entry("tmult", List.of("learning-rate.period-factor")),
            Map.entry("tmul", List.of("learning-rate.period-factor")),
            Map.entry("etamin", List.of("learning-rate.minimum")),
            Map.entry("minlr", List.of("learning-rate.minimum")),
            Map.entry("endlearningrate", List.of("learning-rate.minimum")),
            Map.entry("warmupsteps", List.of("learning-rate.warmup")),
            Map.entry("warmupepochs", List.of("learning-rate.warmup")),
            Map.entry("basebatchsize", List.of("learning-rate.reference-batch-size")),
            Map.entry("epoch", List.of("stop.max-epochs")),
            Map.entry("epochs", List.of("stop.max-epochs")),
            Map.entry("nepochs", List.of("stop.max-epochs")),
            Map.entry("numepochs", List.of("stop.max-epochs")),
            Map.entry("maxiter", List.of("stop.max-epochs", "stop.max-steps")),
            Map.entry("numiterations", List.of("stop.max-epochs", "stop.max-steps")),
            Map.entry("iterations", List.of("stop.max-epochs", "stop.max-steps")),
            Map.entry("steps", List.of("stop.max-steps")),
            Map.entry("numsteps", List.of("stop.max-steps")),
            Map.entry("tol", List.of("stop.relative-tolerance")),
            Map.entry("convergencetol", List.of("stop.relative-tolerance")),
            Map.entry("ftol", List.of("stop.relative-tolerance")),
            Map.entry("earlystopping", List.of("stop.patience")),
            Map.entry("earlystoppingrounds", List.of("stop.patience")),
            Map.entry("niternochange", List.of("stop.patience")),
            Map.entry("weightdecay", List.of("penalty.l2", "optimizer.weight-decay")),
            Map.entry("regparam", List.of("penalty.l2")),
            Map.entry("lambda", List.of("penalty.l2")),
            Map.entry("alpha", List.of("penalty.l2", "optimizer.beta2")),
            Map.entry("elasticnetparam", List.of("penalty.l1")),
            Map.entry("l1ratio", List.of("penalty.l1")),
            Map.entry("minibatchfraction", List.of("gradient.batch-size")),
            Map.entry("minibatchsize", List.of("gradient.batch-size")),
            Map.entry("batch", List.of("gradient.batch-size")),
            Map.entry("batchsize", List.of("gradient.batch-size")),
            Map.entry("shuffle", List.of("gradient.sampling")),
            Map.entry("sampler", List.of("gradient.sampling")),
            Map.entry("clipgradnorm", List.of("gradient.clip-norm")),
            Map.entry("maxgradnorm", List.of("gradient.clip-norm")),
            Map.entry("maxnorm", List.of("gradient.clip-norm")),
            Map.entry("globalclipnorm", List.of("gradient.clip-norm")),
            Map.entry("gradientclipval", List.of("gradient.clip-norm", "gradient.clip-value")),
            Map.entry("clip", List.of("gradient.clip-norm", "gradient.clip-value")),
            Map.entry("clipgradvalue", List.of("gradient.clip-value")),
            Map.entry("solver", List.of("optimizer.kind")),
            Map.entry("nesterov", List.of("optimizer.kind")),
            Map.entry("amsgrad", List.of("optimizer.kind")),
            Map.entry("momentum", List.of("optimizer.momentum")),
            Map.entry("betas", List.of("optimizer.beta1", "optimizer.beta2")),
            Map.entry("rho", List.of("optimizer.beta2")),
            Map.entry("eps", List.of("optimizer.epsilon")),
            Map.entry("epsilon", List.of("optimizer.epsilon", "model.huber-delta")),
            Map.entry("delta", List.of("model.huber-delta")),
            Map.entry("historysize", List.of("optimizer.history")),
            Map.entry("numcorrections", List.of("optimizer.history")),
            Map.entry("maxcor", List.of("optimizer.history")),
            Map.entry("average", List.of("averaging.kind")),
            Map.entry("swa", List.of("averaging.kind")),
            Map.entry("polyak", List.of("averaging.kind")),
            Map.entry("swastart", List.of("averaging.start")),
            Map.entry("fitintercept", List.of("model.intercept")),
            Map.entry("bias", List.of("model.intercept")),
            Map.entry("loss", List.of("model.kind", "model.loss")),
            Map.entry("lossfunction", List.of("model.kind", "model.loss")),
            Map.entry("criterion", List.of("model.kind", "model.loss")),
            Map.entry("family", List.of("model.kind")),
            Map.entry("initialmodel", List.of("model.initial-weights")),
            Map.entry("initialcoefficients", List.of("model.initial-weights")),
            Map.entry("labelcol", List.of("data.label")),
            Map.entry("target", List.of("data.label")),
            Map.entry("weightcol", List.of("data.weight")),
            Map.entry("sampleweight", List.of("data.weight")),
            Map.entry("featurescol", List.of("data.features")),
            Map.entry("numfeatures", List.of("data.num-features")),
            Map.entry("nfeatures", List.of("data.num-features")),
            Map.entry("standardization", List.of("data.standardize")),
            Map.entry("normalize", List.of("data.standardize")),
            Map.entry("validationfraction", List.of("data.validation")),
            Map.entry("validationsplit", List.of("data.validation")),
            Map.entry("trainpath", List.of("data.train")),
            Map.entry("trainingdata", List.of("data.train")),
            Map.entry("input", List.of("data.train")),
            Map.entry("testdata", List.of("data.test")),
            Map.entry("testpath", List.of("data.test")),
            Map.entry("randomstate", List.of("seed")),
            Map.entry("randomseed", List.of("seed")),
            Map.entry("master", List.of("spark.master")),
            Map.entry("numpartitions", List.of("engine.partitions")),
            Map.entry("output", List.of("run.dir")),
            Map.entry("outputdir", List.of("run.dir")),
            Map.entry("checkpointdir", List.of("checkpoint.directory")),
            Map.entry("ondivergence", List.of("on-divergence.policy")),
            Map.entry("checkpointinterval", List.of("checkpoint.every-steps")),
            Map.entry("loginterval", List.of("run.log-every")),
            Map.entry("evalinterval", List.of("run.evaluate-every")),
            Map.entry("callbacks", List.of("run.listeners")));

    private final List<String> known;

    /** @param known the paths of the keys that there are */
    KeyAdvice(Collection<String> known) {
        this.known = List.copyOf(known);
    }

    /** A clause on a key that is not known: which one was meant. */
    String on(String path) {
        String shown = Given.oneLine(path);
        List<String> meant = meant(path);
        if (!meant.isEmpty()) {
            return "unknown key %s; did you mean %s?".formatted(shown, String.join(" or ", meant));
        }
        return "unknown key %s; %s".formatted(shown, whatThereIs(path));
    }

    /** The surest guess comes first: the same letters, a name used elsewhere, a slip, a key with something behind it, the same name in another
     * group. */
    private List<String> meant(String path) {
        String plain = Nearest.plain(path);
        String name = nameOf(path);
        return one(known.stream()
                        .filter(key -> Nearest.plain(key).equals(plain))
                        .findFirst())
                .or(() -> elsewhere(plain))
                .or(() -> one(slip(path, name)))
                .or(() -> one(
                        known.stream().filter(key -> path.startsWith(key + ".")).findFirst()))
                .or(() -> elsewhere(Nearest.plain(name)))
                .or(() -> one(inAnotherGroup(name)))
                .or(() -> one(Nearest.of(path, known)))
                .orElse(List.of());
    }

    private static Optional<List<String>> one(Optional<String> key) {
        return key.map(List::of);
    }

    private static Optional<List<String>> elsewhere(String plain) {
        return Optional.ofNullable(ELSEWHERE.get(plain));
    }

    /** A misspelt key of the same group. */
    private Optional<String> slip(String path, String name) {
        String group = groupOf(path);
        Predicate<String> sameGroup = key -> groupOf(key).equals(group);
        List<String> names =
                known.stream().filter(sameGroup).map(KeyAdvice::nameOf).toList();
        return Nearest.of(name, names).map(nearest -> group.isEmpty() ? nearest : group + "." + nearest);
    }

    /** The key of this name, if one group alone has one. */
    private Optional<String> inAnotherGroup(String name) {
        List<String> same = known.stream()
                .filter(key -> Nearest.plain(nameOf(key)).equals(Nearest.plain(name)))
                .toList();
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    private String whatThereIs(String path) {
        boolean inGroup = known.stream().anyMatch(key -> groupOf(key).equals(groupOf(path)));
        String group = inGroup && path.contains(".") ? groupOf(path) : firstOf(path);
        List<String> siblings = known.stream()
                .filter(key -> groupOf(key).equals(group))
                .map(KeyAdvice::nameOf)
                .toList();
        if (!group.isEmpty() && !siblings.isEmpty()) {
            return "the keys of %s are %s".formatted(group, String.join(", ", siblings));
        }
        Set<String> top = known.stream().map(KeyAdvice::firstOf).collect(Collectors.toCollection(LinkedHashSet::new));
        return "there are " + String.join(", ", top);
    }

    private static String firstOf(String path) {
        return path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
    }

    private static String groupOf(String path) {
        return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
