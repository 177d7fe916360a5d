package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.bench.Comparison.Absent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rounds in turns, medians, ratios by rounds and bars, against figures worked out by hand. */
class ComparisonTest {

    private final List<String> turns = new ArrayList<>();

    private Contestant contestant(String name, Double... figures) {
        Iterator<Double> next = List.of(figures).iterator();
        return Contestant.of(name, "1.0", () -> {
            turns.add(name);
            return next.next();
        });
    }

    private static Result measured(int warmup, int repeats, List<Contestant> contestants, Absent... absent) {
        return new Comparison("name", "what", "data", "settings", "ms", contestants, List.of(absent))
                .measured(warmup, repeats, line -> {});
    }

    @Test
    void medianIsTheMiddleOneOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 7.0))).isEqualTo(new Spread(3, 1, 7));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contestantsTakeTurnsAndWarmUpDoesNotCount() {
        Result result = measured(1, 2, List.of(contestant("a", 100.0, 1.0, 2.0), contestant("b", 100.0, 3.0, 4.0)));
        assertThat(turns).containsExactly("a", "b", "a", "b", "a", "b");
        assertThat(result.lines().get(0).figures()).containsExactly(1.0, 2.0);
        assertThat(result.lines().get(1).figures()).containsExactly(3.0, 4.0);
    }

    /** Pairs 6/2, 6/4, 10/5 are 3, 1.5 and 2, of median 2; the ratio of the medians would be 6/4. */
    @Test
    void ratiosAreThoseOfTheRounds() {
        Result result = measured(
                0,
                3,
                List.of(
                        contestant("a", 2.0, 4.0, 5.0),
                        contestant("b", 6.0, 6.0, 10.0).beside("a")));
        Line.Ratio ratio = result.lines().get(1).ratios().get(0);
        assertThat(ratio.spread()).isEqualTo(new Spread(2, 1.5, 3));
        assertThat(ratio.known()).isEqualTo(Line.Known.MEASURED);
        assertThat(ratio.reached()).isEmpty();
    }

    @Test
    void barsAreReachedAtTheirLimitAndMissedBeyond() {
        assertThat(Bar.atMost(1.3).reached(1.3)).isTrue();
        assertThat(Bar.atMost(1.3).reached(1.31)).isFalse();
        assertThat(Bar.atLeast(5).reached(5)).isTrue();
        assertThat(Bar.atLeast(5).reached(4.99)).isFalse();
        assertThat(Bar.atMost(1.3)).hasToString("≤ 1.3");
        assertThat(Bar.atLeast(0.7)).hasToString("≥ 0.7");
    }

    /** Given up after 30 s beside 2 s it is more than 15 times as slow: that reaches 5, and leaves 20 open. */
    @Test
    void whoIsGivenUpIsKnownToBeSlower() {
        Contestant ours = contestant("ours", 2.0);
        Contestant peer = contestant("peer");
        Result result = measured(
                0,
                1,
                List.of(ours),
                new Absent(peer.beside("ours", Bar.atLeast(5)).beside("ours", Bar.atLeast(20)), 30, "not there"),
                new Absent(peer.beside("ours", Bar.atMost(5)).beside("ours", Bar.atMost(20)), 30, "not there"));
        List<Line.Ratio> atLeast = result.lines().get(1).ratios();
        assertThat(atLeast).extracting(ratio -> ratio.spread().median()).containsExactly(15.0, 15.0);
        assertThat(atLeast).extracting(Line.Ratio::reached).containsExactly(Optional.of(true), Optional.empty());
        assertThat(result.lines().get(2).ratios())
                .extracting(Line.Ratio::reached)
                .containsExactly(Optional.of(false), Optional.empty());
    }

    /** Three seconds beside one who was given up after 30 are less than a tenth: no speed-up of 5. */
    @Test
    void whoIsBesideOneThatIsGivenUpIsKnownToBeFaster() {
        Contestant ours = contestant("ours");
        Contestant peer = contestant("peer", 3.0).beside("ours", Bar.atLeast(5)).beside("ours", Bar.atLeast(0.01));
        Result result = measured(0, 1, List.of(peer), new Absent(ours, 30, "not there"));
        List<Line.Ratio> ratios = result.lines().get(0).ratios();
        assertThat(ratios.get(0).spread().median()).isCloseTo(0.1, within(1e-15));
        assertThat(ratios.get(0).known()).isEqualTo(Line.Known.AT_MOST);
        assertThat(ratios).extracting(Line.Ratio::reached).containsExactly(Optional.of(false), Optional.empty());
    }

    @Test
    void aPartnerWhoIsNotThereIsRefused() {
        Contestant step = contestant("step").beside("emptyjob");
        assertThatThrownBy(() -> measured(0, 1, List.of(contestant("empty job"), step)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step is to stand beside emptyjob, who is none of [empty job, step]");
        assertThatThrownBy(() -> measured(0, 1, List.of(), new Absent(step, 30, "not there")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tableSaysWhatIsMissed() {
        Result result = measured(
                0,
                1,
                List.of(contestant("empty", 4.0), contestant("step", 6.0).beside("empty", Bar.atMost(1.3))),
                new Absent(contestant("peer").beside("empty"), Double.NaN, "is not there"));
        assertThat(new ResultTable(result).lines())
                .contains(
                        "| empty |  | 1.0 | 4.00 |  |  |",
                        "| step |  | 1.0 | 6.00 | 1.50 × empty | ≤ 1.3: **missed** |",
                        "| peer |  | 1.0 | – is not there |  |  |");
    }

    /** A bar that reaches below 0 cannot be drawn on a logarithmic axis, and a picture of nothing not at all. */
    @Test
    void pictureStandsFiguresThatAreFarApart() throws IOException {
        Result result = measured(0, 2, List.of(contestant("a", 1.0, 9.0), contestant("b", 1000.0, 2000.0)));
        assertThat(BarChart.shows(result)).isTrue();
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        BarChart.write(result, picture);
        assertThat(picture.size()).isPositive();
        assertThat(BarChart.shows(measured(0, 1, List.of()))).isFalse();
    }

    @Test
    void figuresHaveThreeDigits() {
        assertThat(Figures.text(0.00012345)).isEqualTo("0.000123");
        assertThat(Figures.text(123456)).isEqualTo("123000");
        assertThat(Figures.text(new Spread(1.2345, 1, 2))).isEqualTo("1.23 [1.00 – 2.00]");
        assertThat(Figures.scientific(1e-4)).isEqualTo("1e-4");
    }
}
