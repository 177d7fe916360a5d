package dev.glissade.bench;

import dev.glissade.config.UserError;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.training.StopReason;
import dev.glissade.training.TrainingResult;
import java.util.ArrayList;
import java.util.List;
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

    private final Entrants entrants;
    /** Seconds of a Spark job that does nothing, of as many tasks as the jobs of a training. */
    private final double emptyJob;

    Race(Bench bench, String name, Problem problem, OurRuns ours) {
        this.bench = bench;
        this.name = name;
        this.problem = problem;
        this.method = ours.configured(problem);
        this.quasiNewton = OurRuns.quasiNewton(problem);
        bench.progress(name + ": looking for the minimum");
        this.optimum = bench.settings().optimum().map(this::belowTheStart).orElseGet(problem::optimum);
        this.entrants = new Entrants(bench, name, problem, optimum, isBinary() ? "logistic" : "softmax");
        this.emptyJob = PartitionJob.emptyJob(problem.table());
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
        entrants.opens(gap);
        double ofMethod = add(method);
        boolean lessJobsToo = isSmall() && ofMethod < Double.POSITIVE_INFINITY;
        if (lessJobsToo) {
            entrants.races(methodLessJobs());
        }
        double ofQuasiNewton = add(quasiNewton);
        add(oneThread);
        boolean methodLeads = ofMethod <= ofQuasiNewton;
        List<String> ours = Stream.of(methodLeads ? method : quasiNewton, methodLeads ? quasiNewton : method)
                .map(Run::name)
                .toList();
        peers.forEach(peer -> entrants.add(peer, contestant -> {
            Contestant besideOurs = beside(contestant, peer, ours);
            return lessJobsToo && isWithoutSpark(peer) ? besideOurs.beside(lessJobs(), Bar.atLeast(1)) : besideOurs;
        }));
        entrants.compare();
    }

    private static boolean isWithoutSpark(Peer peer) {
        return peer instanceof LiblinearPeer || peer instanceof OpenNlpPeer;
    }

    /** Gives the seconds of a second try, the first being cold; infinite if the target was not met. */
    private double add(Run run) {
        double cap = bench.settings().capSeconds();
        double target = entrants.target();
        bench.progress(name + ": " + run.name());
        long jobsBefore = bench.jobs();
        long start = System.nanoTime();
        TrainingResult trial = run.train().until(target, cap);
        double seconds = (System.nanoTime() - start) * 1e-9;
        Contestant contestant = besideMethod(Contestant.of(
                        run.name(),
                        bench.glissade(),
                        () -> Timing.seconds(() -> toldIfMissed(run, run.train().until(target, cap))))
                .with("%s; %.1f epochs, %s"
                        .formatted(run.settings(), trial.last().epochs(), told(bench.jobs() - jobsBefore))));
        if (trial.stopReason().kind() == StopReason.Kind.TARGET_OBJECTIVE) {
            entrants.races(contestant);
            return contestant.round().figure();
        }
        boolean inTime = trial.stopReason().kind() != StopReason.Kind.MAX_SECONDS;
        entrants.givenUp(
                contestant,
                seconds,
                inTime ? "stops by itself" : "not there",
                trial.evaluation().objective());
        return Double.POSITIVE_INFINITY;
    }

    /** The part of the time that Spark itself takes: a library without Spark does not have it. */
    private String told(long jobs) {
        return jobs == 0
                ? "no Spark job"
                : "%d Spark jobs (%s s if they did nothing)".formatted(jobs, Figures.text(jobs * emptyJob));
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

    /** A peer of one thread has its bar beside ours of one thread, the others theirs beside the faster of ours on all cores. */
    private Contestant beside(Contestant contestant, Peer peer, List<String> ours) {
        Contestant beside = contestant;
        if (peer instanceof LiblinearPeer) {
            beside = beside.beside(oneThread.name(), Bar.atLeast(1));
        }
        Optional<Bar> bar = bar(peer);
        for (String other : ours) {
            beside = bar.isPresent() && other.equals(ours.get(0))
                    ? beside.beside(other, bar.get())
                    : beside.beside(other);
        }
        return beside;
    }

    /** Two classes of few values each: jobs are a good part of the time. */
    private boolean isSmall() {
        return isBinary() && !problem.table().isDense();
    }

    private String lessJobs() {
        return method.name() + ", less its jobs";
    }

    /** The method once more, its time less that of as many jobs that do nothing. */
    private Contestant methodLessJobs() {
        double target = entrants.target();
        return Contestant.of(lessJobs(), bench.glissade(), () -> {
                    long before = bench.jobs();
                    double seconds = Timing.seconds(() -> toldIfMissed(
                            method,
                            method.train().until(target, bench.settings().capSeconds())));
                    return seconds - (bench.jobs() - before) * emptyJob;
                })
                .with("the time above but for the Spark jobs, %s s each if they did nothing"
                        .formatted(Figures.text(emptyJob)));
    }

    private Optional<Bar> bar(Peer peer) {
        return switch (peer.name()) {
            case SparkMlPeer.NAME -> Optional.of(Bar.atLeast(5));
            case MllibPeer.NAME -> Optional.of(Bar.atLeast(20));
            case OpenNlpPeer.NAME ->
                Optional.of(Bar.atLeast(1))
                        .filter(bar -> isBinary() && problem.table().isDense());
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
    }
}
