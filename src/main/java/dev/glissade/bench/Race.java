package dev.glissade.bench;

import dev.glissade.bench.Comparison.Absent;
import dev.glissade.config.UserError;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.training.StopReason;
import dev.glissade.training.TrainingResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All who minimise one objective, and how long each takes to come near to its minimum. */
final class Race implements AutoCloseable {

    private final Bench bench;
    private final String name;
    private final Problem problem;
    private final double optimum;
    private final Run method;
    private final Run quasiNewton;
    private final Run oneThread;
    private final List<Peer> peers = new ArrayList<>();

    /** The least effort of a peer that met the last target. */
    private final Map<Peer, Integer> efforts = new HashMap<>();

    Race(Bench bench, String name, Problem problem, OurRuns ours) {
        this.bench = bench;
        this.name = name;
        this.problem = problem;
        this.method = ours.configured(problem);
        this.quasiNewton = OurRuns.quasiNewton(problem);
        bench.progress(name + ": looking for the minimum");
        this.optimum = bench.settings().optimum().map(this::belowTheStart).orElseGet(problem::optimum);
        SliceGroup rows = problem.table().collect();
        this.oneThread = ours.oneThread(problem, rows);
        bench.progress(name + ": handing the rows to the peers");
        addPeers(rows);
    }

    private double belowTheStart(double given) {
        double start = problem.objective(problem.zeros().toArray());
        if (given >= start) {
            throw new UserError(
                    "optimum = %s: the objective is %s already where all weights are 0".formatted(given, start));
        }
        return given;
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
        double ofMethod = add(method, target, racing, absent);
        double ofQuasiNewton = add(quasiNewton, target, racing, absent);
        add(oneThread, target, racing, absent);
        boolean methodLeads = ofMethod <= ofQuasiNewton;
        List<String> ours = Stream.of(methodLeads ? method : quasiNewton, methodLeads ? quasiNewton : method)
                .map(Run::name)
                .toList();
        peers.forEach(peer -> add(peer, ours, target, racing, absent));
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

    /** Gives the seconds of a try; infinite if the target was not met. */
    private double add(Run run, double target, List<Contestant> racing, List<Absent> absent) {
        double cap = bench.settings().capSeconds();
        bench.progress(name + ": " + run.name());
        long jobsBefore = bench.jobs();
        long start = System.nanoTime();
        TrainingResult trial = run.train().until(target, cap);
        double seconds = (System.nanoTime() - start) * 1e-9;
        long jobs = bench.jobs() - jobsBefore;
        Contestant contestant = besideMethod(Contestant.of(
                        run.name(),
                        bench.glissade(),
                        () -> Timing.seconds(() -> toldIfMissed(run, run.train().until(target, cap))))
                .with("%s; %.1f epochs, %d Spark jobs"
                        .formatted(run.settings(), trial.last().epochs(), jobs)));
        if (trial.stopReason().kind() == StopReason.Kind.TARGET_OBJECTIVE) {
            racing.add(contestant);
            return seconds;
        }
        String why = "not there after %s s: at %s"
                .formatted(Figures.text(seconds), gap(trial.evaluation().objective()));
        absent.add(new Absent(contestant, seconds, why));
        return Double.POSITIVE_INFINITY;
    }

    private void toldIfMissed(Run run, TrainingResult result) {
        if (result.stopReason().kind() != StopReason.Kind.TARGET_OBJECTIVE) {
            bench.note("%s: a round of %s ended without the target: %s"
                    .formatted(name, run.name(), result.stopReason().detail()));
        }
    }

    private Contestant besideMethod(Contestant contestant) {
        if (contestant.name().equals(method.name())) {
            return contestant;
        }
        return contestant.name().equals(quasiNewton.name()) && !isBinary()
                ? contestant.beside(method.name(), Bar.atLeast(1))
                : contestant.beside(method.name());
    }

    private void add(Peer peer, List<String> ours, double target, List<Contestant> racing, List<Absent> absent) {
        bench.progress(name + ": looking for the loosest settings of " + peer.name());
        double cap = bench.settings().capSeconds();
        LeastEffort least = LeastEffort.of(peer, problem::objective, target, efforts.getOrDefault(peer, 1), cap);
        Contestant contestant = Contestant.of(
                peer.name(),
                peer.version(),
                () -> Timing.seconds(() -> peer.weights(least.effort().orElseThrow())));
        Contestant beside = beside(contestant, peer, ours);
        if (least.effort().isPresent()) {
            efforts.put(peer, least.effort().get());
            racing.add(beside.with(peer.setting(least.effort().get())));
        } else {
            absent.add(givenUp(beside.with(peer.setting(least.tried())), least));
        }
    }

    private Absent givenUp(Contestant contestant, LeastEffort least) {
        String why = least.stalled() ? "stops by itself after %s s: at %s" : "not there after %s s: at %s";
        return new Absent(contestant, least.seconds(), why.formatted(Figures.text(least.seconds()), gap(least.best())));
    }

    private String gap(double objective) {
        return Figures.text((objective - optimum) / optimum);
    }

    /** A peer of one thread has its bar beside ours of one thread, the others theirs beside the faster of ours on all cores. */
    private Contestant beside(Contestant contestant, Peer peer, List<String> ours) {
        Optional<Bar> bar = bar(peer);
        List<String> order = new ArrayList<>(ours);
        if (peer instanceof LiblinearPeer) {
            order.add(0, oneThread.name());
        }
        Contestant beside = contestant;
        for (String other : order) {
            beside = bar.isPresent() && other.equals(order.get(0))
                    ? beside.beside(other, bar.get())
                    : beside.beside(other);
        }
        return beside;
    }

    private Optional<Bar> bar(Peer peer) {
        return switch (peer.name()) {
            case SparkMlPeer.NAME -> Optional.of(Bar.atLeast(5));
            case MllibPeer.NAME -> Optional.of(Bar.atLeast(20));
            case OpenNlpPeer.NAME ->
                Optional.of(Bar.atLeast(1))
                        .filter(bar -> isBinary() && problem.table().isDense());
            default -> Optional.of(Bar.atLeast(1));
        };
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
    }
}
