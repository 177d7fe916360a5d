package dev.glissade.bench;

import dev.glissade.bench.Comparison.Absent;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.training.StopReason;
import dev.glissade.training.TrainingResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All who minimise one objective, and how long each takes to come near to its minimum. */
final class Race implements AutoCloseable {

    private final Bench bench;
    private final String name;
    private final Problem problem;
    private final double optimum;
    private final Run first;
    private final List<Run> others = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();

    /** The least effort of a peer that met the last target. */
    private final Map<Peer, Integer> efforts = new HashMap<>();

    Race(Bench bench, String name, Problem problem, OurRuns ours) {
        this.bench = bench;
        this.name = name;
        this.problem = problem;
        this.first = ours.configured(problem);
        bench.progress(name + ": looking for the minimum");
        this.optimum = bench.settings().optimum().orElseGet(problem::optimum);
        SliceGroup rows = problem.table().collect();
        others.add(OurRuns.quasiNewton(problem));
        others.add(ours.oneThread(problem, rows));
        bench.progress(name + ": handing the rows to the peers");
        addPeers(rows);
    }

    private void addPeers(SliceGroup rows) {
        peers.add(new SparkMlPeer(bench.spark(), problem));
        if (isBinary()) {
            peers.add(new MllibPeer(problem));
        }
        if (isBinary() && !Peers.LIBLINEAR.isThere()) {
            bench.note(Peers.LIBLINEAR.missing());
        } else if (isBinary()) {
            peers.addAll(LiblinearPeer.both(rows, problem));
        }
        if (Peers.OPENNLP.isThere()) {
            peers.add(new OpenNlpPeer(problem, rows, optimum, bench.cores()));
        } else {
            bench.note(Peers.OPENNLP.missing());
        }
    }

    private boolean isBinary() {
        return problem.isBinary();
    }

    /** Measures how long all take to (F − F*)/F* at most {@code gap}. */
    void to(double gap) {
        double target = optimum * (1 + gap);
        List<Contestant> racing = new ArrayList<>();
        List<Absent> absent = new ArrayList<>();
        add(first, target, racing, absent);
        others.forEach(run -> add(run, target, racing, absent));
        peers.forEach(peer -> add(peer, target, racing, absent));
        bench.compare(new Comparison(
                "%s, %s to %s".formatted(name, Bench.shortName(problem.table()), Figures.scientific(gap)),
                "Seconds to (F − F*)/F* = %s".formatted(Figures.scientific(gap)),
                Bench.describe(problem.table()),
                "%s, %s loss, l2 %s, no intercept, not standardised, F* = %s"
                        .formatted(
                                bench.context().master(),
                                isBinary() ? "logistic" : "softmax",
                                Figures.scientific(problem.l2()),
                                optimum),
                "s",
                racing,
                absent));
    }

    private void add(Run run, double target, List<Contestant> racing, List<Absent> absent) {
        double cap = bench.settings().capSeconds();
        bench.progress(name + ": " + run.name());
        long jobsBefore = bench.jobs();
        TrainingResult trial = run.train().until(target, cap);
        long jobs = bench.jobs() - jobsBefore;
        boolean there = trial.stopReason().kind() == StopReason.Kind.TARGET_OBJECTIVE;
        String told = "%s; %.1f epochs, %d Spark jobs"
                .formatted(run.settings(), trial.last().epochs(), jobs);
        Contestant contestant = beside(Contestant.of(
                        run.name(),
                        bench.glissade(),
                        () -> Timing.seconds(() -> run.train().until(target, cap)))
                .with(told));
        if (there) {
            racing.add(contestant);
        } else {
            absent.add(new Absent(
                    contestant,
                    trial.last().seconds(),
                    "not there after %s s: at %s"
                            .formatted(
                                    Figures.text(trial.last().seconds()),
                                    gap(trial.evaluation().objective()))));
        }
    }

    private void add(Peer peer, double target, List<Contestant> racing, List<Absent> absent) {
        bench.progress(name + ": looking for the loosest settings of " + peer.name());
        double cap = bench.settings().capSeconds();
        LeastEffort least = LeastEffort.of(peer, problem::objective, target, efforts.getOrDefault(peer, 1), cap);
        Contestant contestant = Contestant.of(
                peer.name(),
                peer.version(),
                () -> Timing.seconds(() -> peer.weights(least.effort().orElseThrow())));
        if (least.effort().isPresent()) {
            efforts.put(peer, least.effort().get());
            racing.add(beside(contestant.with(peer.setting(least.effort().get()))));
        } else {
            absent.add(givenUp(beside(contestant.with(peer.setting(least.tried()))), least));
        }
    }

    private Absent givenUp(Contestant contestant, LeastEffort least) {
        String why = least.stalled() ? "stops by itself after %s s: at %s" : "not there after %s s: at %s";
        return new Absent(contestant, least.seconds(), why.formatted(Figures.text(least.seconds()), gap(least.best())));
    }

    private String gap(double objective) {
        return Figures.text((objective - optimum) / optimum);
    }

    /** What the others are to take, in units of what the first takes. */
    private Contestant beside(Contestant contestant) {
        if (contestant.name().equals(first.name())) {
            return contestant;
        }
        return bar(contestant.name())
                .map(bar -> contestant.beside(first.name(), bar))
                .orElseGet(() -> contestant.beside(first.name()));
    }

    private Optional<Bar> bar(String contestant) {
        return switch (contestant) {
            case SparkMlPeer.NAME -> Optional.of(Bar.atLeast(5));
            case MllibPeer.NAME -> Optional.of(Bar.atLeast(20));
            case OurRuns.QUASI_NEWTON -> Optional.of(Bar.atLeast(1)).filter(bar -> !isBinary());
            case OurRuns.ONE_THREAD -> Optional.empty();
            default ->
                Optional.of(Bar.atLeast(1))
                        .filter(bar -> isBinary() && problem.table().isDense());
        };
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
    }
}
