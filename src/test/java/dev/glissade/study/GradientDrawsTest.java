package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.ExactNoise;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.EpochShuffleBatch;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseAverage;
import dev.glissade.statistics.NoiseScale;
import dev.glissade.statistics.VarianceSlope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Measured variances of weighted rows with a penalty, beside their formulas, in memory. */
class GradientDrawsTest {

    private static final int ROWS = 1000;
    private static final int FEATURES = 4;
    private static final LinearModel MODEL = LinearModel.logistic(FEATURES, true);
    private static final DenseVector WEIGHTS = DenseVector.of(0.4, -0.3, 0.8, 0.1, -0.5);
    private static final Penalty PENALTY = new Penalty(0, 0.5, MODEL.layout());
    private static final List<Long> SIZES = List.of(1L, 8L, 64L, 500L, (long) ROWS);
    private static final int DRAWS = 16_000;

    private static final GradientSource DATA = new InMemoryGradientSource(
            MODEL,
            new SliceGroup(
                    0,
                    GeneratedRows.of(631, ROWS, FEATURES, LabelKind.BINARY, 2, true)
                            .slices(new int[] {250, 251, 249, 250}, false)));
    private static final ExactNoise EXACT = ExactNoise.at(DATA, WEIGHTS);

    private static NoisePlace measured(Mode mode) {
        GradientDraws draws = new GradientDraws(DATA, PENALTY, WEIGHTS, EXACT);
        List<NoisePoint> points = new ArrayList<>();
        for (long size : SIZES) {
            int count = ExactNoise.share(mode, size, ROWS) == 0 ? 4 : DRAWS;
            points.add(new NoisePoint(mode, size, count, draws.average(new Sampling(mode, 632 + size), size, count)));
        }
        double norm = PENALTY.addSmoothGradient(EXACT.gradient(), WEIGHTS).norm();
        return new NoisePlace("here", EXACT, norm * norm, new NoisePlace.Free(1, 0, NoiseAverage.plain()), points);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void variancesAreThoseOfTheFormula(Mode mode) {
        NoisePlace place = measured(mode);
        for (NoisePoint point : place.points()) {
            if (place.expected(point) > 0) {
                assertThat(place.ratio(point)).as("b = %d", point.batchSize()).isCloseTo(1, within(0.05));
            } else {
                assertThat(point.variance()).isEqualTo(new Interval(0, 0, 0));
            }
        }
        VarianceSlope slope = place.slope(mode).orElseThrow();
        assertThat(slope.slope().estimate()).isCloseTo(-1, within(0.02));
        NoiseScale noise = place.measured(mode).orElseThrow();
        assertThat(noise.trace().estimate()).isCloseTo(EXACT.trace(), within(0.05 * EXACT.trace()));
        assertThat(noise.squaredNorm().estimate()).isCloseTo(place.squaredNorm(), within(0.02 * place.squaredNorm()));
        assertThat(noise.scale().estimate()).isCloseTo(place.scale(), within(0.06 * place.scale()));
        assertThat(noise.scale().isBounded()).isTrue();
        assertThat(place.agreeing()).isGreaterThanOrEqualTo(place.expectedToVary() - 1);
    }

    /** The penalty moves the gradient, and not its noise; a test that did not tell the two apart would say nothing. */
    @Test
    void thePenaltyHasAPartInTheGradientAlone() {
        double length = EXACT.gradient().norm();
        assertThat(measured(Mode.BERNOULLI).squaredNorm())
                .satisfies(norm ->
                        assertThat(Math.abs(norm / (length * length) - 1)).isGreaterThan(0.2));
    }

    @Test
    void batchesOfEpochsAreWhole() {
        Set<Batch> seen = new HashSet<>();
        for (long draw = 0; draw < 50; draw++) {
            EpochShuffleBatch batch =
                    (EpochShuffleBatch) GradientDraws.batch(new Sampling(Mode.EPOCH_SHUFFLE, 5), draw, 700, ROWS);
            assertThat(batch.size()).isEqualTo(700);
            seen.add(batch);
        }
        assertThat(seen).hasSize(50);
    }

    /** However many fit in an answer, the draws are the same. */
    @Test
    void drawsAreIndependentOfEachOther() {
        GradientDraws draws = new GradientDraws(DATA, PENALTY, WEIGHTS, EXACT);
        Sampling sampling = new Sampling(Mode.WITH_REPLACEMENT, 9);
        NoiseAverage many = draws.average(sampling, 3, 5000);
        assertThat(many.effectiveSteps()).isEqualTo(2500);
        assertThat(draws.average(sampling, 3, 5000)).isEqualTo(many);
        assertThat(draws.average(new Sampling(Mode.WITH_REPLACEMENT, 10), 3, 5000))
                .isNotEqualTo(many);
    }
}
