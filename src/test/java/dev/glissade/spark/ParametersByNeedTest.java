package dev.glissade.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.gradient.FeaturesRequest;
import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.NarrowSumRequest;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.SumRequest;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.model.SoftmaxModel;
import dev.glissade.model.WideRows;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shipped, and that the answers are those to all parameters, bit for bit. */
class ParametersByNeedTest {

    private static final int FEATURES = 1 << 16;
    private static final int[] SIZES = {60, 0, 45, 80, 3, 70, 90, 52};
    private static final long ROWS = Arrays.stream(SIZES).sum();

    /** The jobs of a source in memory. */
    private static final class Jobs {
        private final InMemoryGradientSource data;
        private final List<List<GradientRequest>> shipped = new ArrayList<>();
        private final ParametersByNeed byNeed;

        private Jobs(Model model, int nonZeros) {
            int classes =
                    model.labelKind() == LabelKind.BINARY ? 2 : model.layout().outputs();
            RowBlock[] slices = WideRows.slices(1, SIZES, FEATURES, nonZeros, classes);
            this.data = new InMemoryGradientSource(model, new SliceGroup(0, slices));
            long stored = Arrays.stream(slices).mapToLong(RowBlock::nonZeros).sum();
            this.byNeed = new ParametersByNeed(model, SliceTree.of(SIZES), true, stored);
        }

        private List<GradientAnswer> answer(GradientRequest... requests) {
            return byNeed.answer(List.of(requests), list -> {
                shipped.add(list);
                return data.answer(list);
            });
        }

        private List<Class<?>> kinds() {
            List<Class<?>> kinds = new ArrayList<>();
            shipped.forEach(job -> job.forEach(request -> kinds.add(request.getClass())));
            shipped.clear();
            return kinds;
        }
    }

    static Stream<Model> models() {
        return Stream.of(
                LinearModel.logistic(FEATURES, true),
                LinearModel.logistic(FEATURES, false),
                new SoftmaxModel(3, FEATURES, true),
                new SoftmaxModel(3, FEATURES, false));
    }

    private static Batch batch(Mode mode, long step, long size) {
        return new Sampling(mode, 3).batch(step, step * size, size, ROWS);
    }

    private static SumRequest step(Model model, Mode mode, long step, long size, int points) {
        SplittableRandom random = new SplittableRandom(step);
        List<DenseVector> at = Stream.generate(() -> DenseVector.wrap(
                        random.doubles(model.layout().size(), -1, 1).toArray()))
                .limit(points)
                .toList();
        return new SumRequest(batch(mode, step, size), at, List.of(batch(mode, step + 1, size)), true);
    }

    @ParameterizedTest
    @MethodSource("models")
    void sumsHaveTheSameBits(Model model) {
        Jobs jobs = new Jobs(model, 9);
        for (int step = 0; step < 5; step++) {
            SumRequest request = step(model, Mode.EPOCH_SHUFFLE, step, 64, 1 + step % 2);
            assertThat(jobs.answer(request)).isEqualTo(jobs.data.answer(List.of(request)));
            assertThat(jobs.kinds()).contains(NarrowSumRequest.class).doesNotContain(SumRequest.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void onlyTheFirstStepTakesAJobMore(Mode mode) {
        Model model = LinearModel.logistic(FEATURES, true);
        Jobs jobs = new Jobs(model, 9);
        jobs.answer(step(model, mode, 0, 64, 1));
        assertThat(jobs.kinds()).containsExactly(FeaturesRequest.class, NarrowSumRequest.class, FeaturesRequest.class);
        for (int step = 1; step < 6; step++) {
            SumRequest request = step(model, mode, step, 64, 1);
            assertThat(jobs.answer(request)).isEqualTo(jobs.data.answer(List.of(request)));
            assertThat(jobs.kinds()).containsExactly(NarrowSumRequest.class, FeaturesRequest.class);
        }
    }

    /** An evaluation between two steps forgets nothing; a batch that nobody expected costs a job. */
    @Test
    void whatWasNotExpectedIsFoundOut() {
        Model model = LinearModel.logistic(FEATURES, true);
        Jobs jobs = new Jobs(model, 9);
        jobs.answer(step(model, Mode.EPOCH_SHUFFLE, 0, 64, 1));
        jobs.answer(new ValueRequest(
                jobs.data.allRows(), DenseVector.zeros(model.layout().size())));
        jobs.kinds();
        jobs.answer(step(model, Mode.EPOCH_SHUFFLE, 1, 64, 1));
        assertThat(jobs.kinds()).containsExactly(NarrowSumRequest.class, FeaturesRequest.class);
        jobs.answer(step(model, Mode.EPOCH_SHUFFLE, 4, 64, 1));
        assertThat(jobs.kinds()).containsExactly(FeaturesRequest.class, NarrowSumRequest.class, FeaturesRequest.class);
    }

    /** What is shipped grows with the rows' non-zeros. */
    @Test
    void theBytesAreThoseOfTheRows() {
        Model model = LinearModel.logistic(FEATURES, false);
        Jobs jobs = new Jobs(model, 9);
        for (long size : new long[] {1, 16, 128}) {
            jobs.answer(step(model, Mode.WITHOUT_REPLACEMENT, 7, size, 1));
            long shipped = jobs.shipped.stream()
                    .flatMap(List::stream)
                    .mapToLong(GradientRequest::numbersShipped)
                    .sum();
            assertThat(shipped).isBetween(size, 11 * size);
            jobs.shipped.clear();
        }
    }

    /** Where rows have so many non-zeros that sums get dense, and where there is nothing to be known of the next batch. */
    @Test
    void manyNonZerosAreShippedAll() {
        Model model = LinearModel.logistic(FEATURES, true);
        Jobs jobs = new Jobs(model, 400);
        SumRequest request = step(model, Mode.EPOCH_SHUFFLE, 0, 200, 1);
        assertThat(jobs.answer(request)).isEqualTo(jobs.data.answer(List.of(request)));
        assertThat(jobs.kinds()).containsExactly(SumRequest.class);
    }

    @Test
    void severalRunsShareAJob() {
        Model model = LinearModel.logistic(FEATURES, true);
        Jobs jobs = new Jobs(model, 9);
        for (int step = 0; step < 4; step++) {
            SumRequest one = step(model, Mode.EPOCH_SHUFFLE, step, 32, 1);
            SumRequest two = step(model, Mode.WITH_REPLACEMENT, step, 16, 1);
            assertThat(jobs.answer(one, two)).isEqualTo(jobs.data.answer(List.of(one, two)));
            assertThat(jobs.shipped).hasSize(step == 0 ? 2 : 1);
            jobs.shipped.clear();
        }
    }
}
