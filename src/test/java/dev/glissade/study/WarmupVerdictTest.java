package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.DenseVector;
import dev.glissade.study.Outcome.Look;
import dev.glissade.study.Outcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of warm-up is what runs show. */
class WarmupVerdictTest {

    /** 2/L is 1 at the start, 4 at the minimum. */
    private static final Reference REFERENCE =
            new Reference(100, 100, 1, 0.1, 0.1, 0.109, 2, 0.5, DenseVector.zeros(1), "");

    /** 2/L is 1 everywhere. */
    private static final Reference QUADRATIC =
            new Reference(100, 100, 1, 0.1, 0.1, 0.109, 2, 2, DenseVector.zeros(1), "");

    private static Outcome run(double rate, Status status) {
        double end = status == Status.DIVERGED ? Double.NaN : 0.2;
        List<Look> path = List.of(new Look(0, 0, 1, 1));
        return new Outcome(10, rate, 0, status, 50, 5, 50, end, end, end, end, 0, path);
    }

    private static final StabilityBound EXACT = new StabilityBound(Optional.of(1.0), false, false);

    private static RateSweep sweep(Status... statuses) {
        return sweep(REFERENCE, EXACT, statuses);
    }

    private static RateSweep sweep(Reference reference, StabilityBound bound, Status... statuses) {
        List<Outcome> outcomes = new ArrayList<>();
        double rate = 0.5;
        for (Status status : statuses) {
            outcomes.add(run(rate, status));
            rate *= 2;
        }
        return new RateSweep(reference, bound, new Steps(10, outcomes), new Steps(10, List.of()), 0);
    }

    private static String words(RateSweep sweep, Status... warmed) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < warmed.length; i++) {
            outcomes.add(run(sweep.toWarm().get(i), warmed[i]));
        }
        return new WarmupVerdict(sweep.withWarmed(outcomes, 5)).inWords();
    }

    private static final Status FINE = Status.CONVERGED;
    private static final Status LOST = Status.DIVERGED;

    @Test
    void theStableRangeEndsBelowTheFirstThatDiverged() {
        RateSweep sweep = sweep(FINE, FINE, LOST, FINE, LOST);
        assertThat(sweep.largestStable()).hasValue(1.0);
        assertThat(sweep.firstDiverged()).hasValue(2.0);
        assertThat(sweep.toWarm()).containsExactly(2.0, 4.0, 8.0);
        assertThat(sweep(LOST, FINE).largestStable()).isEmpty();
    }

    @Test
    void withoutOneThatDivergedTheLargestPastTheBoundAreTried() {
        RateSweep sweep = sweep(FINE, FINE, FINE, FINE, FINE, FINE);
        assertThat(sweep.firstDiverged()).isEmpty();
        assertThat(sweep.largestStable()).hasValue(16.0);
        assertThat(sweep.toWarm()).containsExactly(4.0, 8.0, 16.0);
        assertThat(sweep(FINE).toWarm()).isEmpty();
    }

    @Test
    void everyOutcomeHasItsWords() {
        assertThat(words(sweep(QUADRATIC, EXACT, FINE, FINE, LOST, LOST), LOST, LOST))
                .contains("without it 2 of 2 runs diverged, with it 2.", "Warm-up rescued no run.", "1 − ηL");
        assertThat(words(sweep(FINE, FINE, LOST, LOST), FINE, LOST))
                .contains("without it 2 of 2 runs diverged, with it 1.", "Here warm-up helped runs through.")
                .doesNotContain("rescued no run");
        assertThat(words(sweep(FINE, FINE, LOST, FINE), FINE, LOST))
                .contains("without it 1 of 2 runs diverged, with it 1.", "Warm-up did not help.");
        assertThat(words(sweep(FINE, FINE, FINE), FINE)).contains("There was nothing to rescue");
        assertThat(new WarmupVerdict(sweep(FINE)).inWords()).startsWith("No run diverged, and no rate tried is past");
        assertThat(new WarmupVerdict(sweep(FINE, LOST)).inWords()).startsWith("The configuration has a warm-up itself");
    }

    /** The reason holds past the bound: here the first that diverged is below that of the minimum, there below both. */
    @Test
    void theReasonIsGivenPastTheBoundAlone() {
        assertThat(words(sweep(FINE, FINE, LOST, LOST), LOST, LOST))
                .contains("Warm-up rescued no run.", "L is 2 at the start and 0.5000 at the minimum")
                .doesNotContain("1 − ηL");
        assertThat(words(sweep(QUADRATIC, EXACT, LOST, LOST), LOST, LOST))
                .contains("Warm-up rescued no run.", "2/L is exact for a quadratic")
                .doesNotContain("1 − ηL");
    }

    @Test
    void noiseIsNamedWhereBatchesLeaveRowsOut() {
        StabilityBound noisy = new StabilityBound(Optional.of(1.0), true, false);
        assertThat(words(sweep(QUADRATIC, noisy, FINE, FINE, LOST, LOST), LOST, LOST))
                .contains("1 − ηL", "Noise may have its part in it");
        assertThat(words(sweep(QUADRATIC, noisy, LOST, LOST, LOST), LOST, LOST, LOST))
                .contains("At 0.5000, 1 steps without noise would be stable")
                .doesNotContain("1 − ηL");
    }

    @Test
    void momentumHasABoundAndAReasonOfItsOwn() {
        StabilityBound momentum = new StabilityBound(Optional.of(1.9), false, false);
        assertThat(words(sweep(QUADRATIC, momentum, FINE, FINE, LOST, LOST), LOST, LOST))
                .contains("past 1.90 times 2/L")
                .doesNotContain("1 − ηL");
        StabilityBound unknown = new StabilityBound(Optional.empty(), false, false);
        assertThat(words(sweep(QUADRATIC, unknown, FINE, FINE, LOST, LOST), LOST, LOST))
                .contains("Warm-up rescued no run. No bound on the rate of this method is known")
                .doesNotContain("1 − ηL");
    }

    /** Where there is no curvature nothing is held against it. */
    @Test
    void nothingIsSaidOfCurvatureWhereThereIsNone() {
        StabilityBound kinks = new StabilityBound(Optional.of(1.0), false, true);
        RateSweep sweep = sweep(QUADRATIC, kinks, FINE, FINE, LOST, LOST);
        assertThat(words(sweep, LOST, LOST)).contains("The loss has kinks").doesNotContain("2/L", "curvature");
        assertThat(new WarmupVerdict(sweep).head()).noneMatch(column -> column.contains("2/L"));
        RateSweep warmed = sweep.withWarmed(List.of(run(2, LOST)), 5);
        assertThat(new WarmupVerdict(warmed).chart().marks()).isEmpty();
        assertThat(new WarmupVerdict(warmed).table().get(0)).hasSameSizeAs(new WarmupVerdict(warmed).head());
        RateSweep none = sweep(QUADRATIC, kinks, FINE, FINE, FINE, FINE);
        assertThat(none.toWarm()).isEmpty();
        assertThat(new WarmupVerdict(none).inWords()).startsWith("No run diverged: there was nothing");
        Reference flat = new Reference(100, 100, 1, 0.1, 0.1, 0.109, 0, 0.5, DenseVector.zeros(1), "");
        assertThat(sweep(flat, EXACT, FINE, LOST).isCurved()).isFalse();
    }
}
