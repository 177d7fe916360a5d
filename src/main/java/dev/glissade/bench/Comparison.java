package dev.glissade.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Contestants side by side.
 *
 * @param name of the benchmark; a second comparison of it has more words
 * @param what is measured
 * @param data it is measured on
 * @param settings that all share
 * @param unit of the figures
 * @param contestants who take part, those that others are put beside among them
 * @param absent those who were given up, or are missing, as their lines will say
 */
public record Comparison(
        String name,
        String what,
        String data,
        String settings,
        String unit,
        List<Contestant> contestants,
        List<Absent> absent) {

    /**
     * One that takes no part in the rounds.
     *
     * @param contestant who
     * @param atLeast what its figures would be at least; NaN if nothing is known of them
     * @param why in words
     */
    public record Absent(Contestant contestant, double atLeast, String why) {}

    private static final String IN_TURNS = "rounds in turns";

    public Comparison {
        contestants = List.copyOf(contestants);
        absent = List.copyOf(absent);
        requirePartners(Stream.concat(contestants.stream(), absent.stream().map(Absent::contestant))
                .toList());
    }

    /** A ratio beside one who is not there would be left out of the table without a word. */
    private static void requirePartners(List<Contestant> all) {
        List<String> names = all.stream().map(Contestant::name).toList();
        for (Contestant contestant : all) {
            for (Contestant.Beside beside : contestant.ratios()) {
                if (!names.contains(beside.other())) {
                    throw new IllegalArgumentException("%s is to stand beside %s, who is none of %s"
                            .formatted(contestant.name(), beside.other(), names));
                }
            }
        }
    }

    Comparison(String name, String what, String data, String settings, String unit, List<Contestant> contestants) {
        this(name, what, data, settings, unit, contestants, List.of());
    }

    /**
     * Measures all in turns.
     *
     * @param warmup rounds that do not count
     * @param repeats rounds that do
     * @param progress is told that it begins
     */
    Result measured(int warmup, int repeats, Consumer<String> progress) {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        contestants.forEach(contestant -> figures.put(contestant.name(), new ArrayList<>()));
        progress.accept("%s: %d rounds of warm-up, %d that count".formatted(name, warmup, repeats));
        for (int round = -warmup; round < repeats; round++) {
            for (Contestant contestant : contestants) {
                double figure = contestant.round().figure();
                if (round >= 0) {
                    figures.get(contestant.name()).add(figure);
                }
            }
        }
        List<Line> lines = new ArrayList<>();
        contestants.forEach(contestant -> lines.add(line(contestant, figures)));
        absent.forEach(missing -> lines.add(line(missing, figures)));
        return new Result(name, what, data, settings, unit, IN_TURNS, warmup, repeats, lines);
    }

    private Line line(Contestant contestant, Map<String, List<Double>> figures) {
        List<Double> own = figures.get(contestant.name());
        List<Line.Ratio> ratios = new ArrayList<>();
        for (Contestant.Beside beside : contestant.ratios()) {
            figuresOf(beside.other(), figures, own.size())
                    .map(others -> new Line.Ratio(
                            beside.other(),
                            Spread.ofRatios(own, others),
                            isAbsent(beside.other()) ? Line.Known.AT_MOST : Line.Known.MEASURED,
                            beside.bar()))
                    .ifPresent(ratios::add);
        }
        return new Line(contestant.name(), contestant.settings(), contestant.version(), own, ratios, "");
    }

    /** Of two who were both given up nothing is known. */
    private Line line(Absent given, Map<String, List<Double>> figures) {
        Contestant who = given.contestant();
        List<Line.Ratio> ratios = new ArrayList<>();
        for (Contestant.Beside beside : who.ratios()) {
            List<Double> others = figures.getOrDefault(beside.other(), List.of());
            if (!others.isEmpty() && !Double.isNaN(given.atLeast())) {
                List<Double> own = Collections.nCopies(others.size(), given.atLeast());
                ratios.add(new Line.Ratio(
                        beside.other(), Spread.ofRatios(own, others), Line.Known.AT_LEAST, beside.bar()));
            }
        }
        return new Line(who.name(), who.settings(), who.version(), List.of(), ratios, given.why());
    }

    private boolean isAbsent(String contestant) {
        return absent.stream().anyMatch(missing -> missing.contestant().name().equals(contestant));
    }

    private Optional<List<Double>> figuresOf(String contestant, Map<String, List<Double>> figures, int rounds) {
        return Optional.ofNullable(figures.get(contestant))
                .or(() -> absent.stream()
                        .filter(missing -> missing.contestant().name().equals(contestant))
                        .filter(missing -> !Double.isNaN(missing.atLeast()))
                        .findFirst()
                        .map(missing -> Collections.nCopies(rounds, missing.atLeast())));
    }
}
