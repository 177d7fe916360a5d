package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.SharedSpark;
import dev.glissade.config.BenchSettings;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.model.LinearModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who races beside whom, with which bar, and what is said of who does not get there. */
class RaceTest {

    private final List<Result> results = new ArrayList<>();

    private final Bench.Audience listener = new Bench.Audience() {
        @Override
        public void progress(String line) {}

        @Override
        public void result(Result result) {
            results.add(result);
        }

        @Override
        public void forecast(Forecast forecast) {}

        @Override
        public void note(String line) {}
    };

    private void race(double gap, String... settings) {
        List<String> all = new ArrayList<>(List.of("repeats=1", "warmup=0"));
        all.addAll(List.of(settings));
        Bench bench = new Bench(BenchSettings.read(all), SharedSpark.session(), listener);
        OurRuns ours = new OurRuns(bench.settings(), 2, "logistic");
        try (SlicedTable table =
                bench.dense(2000, 5, options -> options.withReplicas(2).withPartitions(2))) {
            Problem problem = new Problem(
                    table, LinearModel.logistic(5, false), bench.settings().l2());
            try (Race race = new Race(bench, "accuracy", problem, ours)) {
                race.to(gap);
            }
        }
    }

    private Line line(String beginning) {
        return results.get(0).lines().stream()
                .filter(line -> line.name().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> bars(Line line) {
        return line.ratios().stream()
                .map(ratio -> ratio.bar().map(Bar::toString).orElse(""))
                .toList();
    }

    @Test
    void barsStandBesideTheFasterOfOursAndThoseOfOneThreadBesideOneThread() {
        race(1e-3);
        assertThat(results.get(0).name()).isEqualTo("accuracy, generated to 0.001");
        for (String peer : List.of("spark.ml", "MLlib", "OpenNLP")) {
            assertThat(line(peer).ratios()).extracting(Line.Ratio::other).doesNotContain(OurRuns.ONE_THREAD);
        }
        assertThat(bars(line("spark.ml"))).containsExactly("≥ 5", "");
        assertThat(bars(line("MLlib"))).containsExactly("≥ 20", "");
        assertThat(bars(line("OpenNLP"))).containsExactly("≥ 1", "");
        for (String solver : List.of("liblinear-java L2R_LR", "liblinear-java L2R_LR_DUAL")) {
            assertThat(line(solver).ratios().get(0).other()).isEqualTo(OurRuns.ONE_THREAD);
            assertThat(bars(line(solver))).containsExactly("≥ 1", "", "");
        }
        assertThat(bars(line(OurRuns.QUASI_NEWTON))).containsExactly("");
        assertThat(line(OurRuns.QUASI_NEWTON).settings())
                .matches("history 10; [\\d.]+ epochs, \\d+ Spark jobs \\([\\d.e-]+ s if they did nothing\\)");
        assertThat(line(OurRuns.ONE_THREAD).settings()).endsWith("no Spark job");
    }

    /** A minimum below the real one is met by nobody; whoever stops by itself is told from who runs out of time. */
    @Test
    void whoIsNotThereHasNoFigureButABound() {
        race(1e-9, "optimum=0.001", "cap-seconds=0.5");
        assertThat(results.get(0).lines()).allSatisfy(line -> {
            assertThat(line.figures()).isEmpty();
            assertThat(line.spread()).isEqualTo(Optional.empty());
            assertThat(line.note()).matches("(not there|stops by itself) after .* s: at .*");
        });
        assertThat(line("our local SVRG").note()).startsWith("not there");
        assertThat(line(OurRuns.QUASI_NEWTON).note()).startsWith("stops by itself");
    }

    @Test
    void aMinimumAboveTheStartIsNone() {
        assertThatThrownBy(() -> race(1e-3, "optimum=0.7"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("optimum = 0.7: the objective is 0.693147");
    }
}
