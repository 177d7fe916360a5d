package dev.glissade.bench;

import dev.glissade.bench.Comparison.Absent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Who takes part in the races to the minimum of one objective, from a loose target to a tight one. */
final class Entrants {

    private final Bench bench;
    private final String name;
    private final Problem problem;
    private final double optimum;
    private final String loss;
    /** The least effort of a peer that met the last target. */
    private final Map<Peer, Integer> efforts = new HashMap<>();

    private List<Contestant> racing = new ArrayList<>();
    private List<Absent> absent = new ArrayList<>();
    private double gap;

    /**
     * @param name of the benchmark
     * @param optimum F*
     * @param loss in words
     */
    Entrants(Bench bench, String name, Problem problem, double optimum, String loss) {
        this.bench = bench;
        this.name = name;
        this.problem = problem;
        this.optimum = optimum;
        this.loss = loss;
    }

    /** Opens the lists for another race, to (F − F*)/F* at most this; below the last one's. */
    void opens(double nextGap) {
        gap = nextGap;
        racing = new ArrayList<>();
        absent = new ArrayList<>();
    }

    /** The objective that is to be met. */
    double target() {
        return optimum * (1 + gap);
    }

    /** Takes part in the rounds. */
    void races(Contestant contestant) {
        racing.add(contestant);
    }

    /** Did not meet the target within so many seconds. */
    void givenUp(Contestant contestant, double seconds, String how, double objective) {
        String why = "%s after %s s: at %s"
                .formatted(how, Figures.text(seconds), Figures.text((objective - optimum) / optimum));
        absent.add(new Absent(contestant, seconds, why));
    }

    /**
     * Looks for a peer's loosest settings that serve.
     *
     * @param beside puts it beside others
     */
    void add(Peer peer, UnaryOperator<Contestant> beside) {
        bench.progress(name + ": looking for the loosest settings of " + peer.name());
        double cap = bench.settings().capSeconds();
        LeastEffort least = LeastEffort.of(peer, problem::objective, target(), efforts.getOrDefault(peer, 1), cap);
        Contestant contestant = beside.apply(Contestant.of(
                peer.name(),
                peer.version(),
                () -> Timing.seconds(() -> peer.weights(least.effort().orElseThrow()))));
        if (least.effort().isPresent()) {
            efforts.put(peer, least.effort().get());
            races(contestant.with(peer.setting(least.effort().get())));
        } else {
            String how = least.stalled() ? "stops by itself" : "not there";
            givenUp(contestant.with(peer.setting(least.tried())), least.seconds(), how, least.best());
        }
    }

    /** Has all race. */
    void compare() {
        bench.compare(new Comparison(
                "%s, %s to %s".formatted(name, Bench.shortName(problem.table()), Figures.scientific(gap)),
                "Seconds to (F − F*)/F* = %s".formatted(Figures.scientific(gap)),
                Bench.describe(problem.table()),
                "%s, %s loss, l2 %s, no intercept, not standardised, F* = %s"
                        .formatted(bench.context().master(), loss, Figures.scientific(problem.l2()), optimum),
                "s",
                racing,
                absent));
    }
}
