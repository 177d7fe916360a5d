package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.config.Span;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.Model;
import dev.glissade.model.ModelKind;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.Sgd;
import dev.glissade.sampling.SliceTree;
import dev.glissade.training.SteppedMethod;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Epochs as steps of methods that take more than their batches, or of several replicas at once. */
class LengthsTest {

    @TempDir
    private Path directory;

    private Lengths lengths(String settings, int... sizes) {
        return Lengths.of(Configurations.of(directory, settings), SliceTree.of(sizes), OptionalLong.empty());
    }

    private static int[] sizes(String sizes) {
        return Arrays.stream(sizes.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    }

    /**
     * By hand, for 20 epochs anywhere, and from the start. A loop of svrg visits all rows first, and a batch for each step but
     * the first; the batches of an epoch of 1000 shuffled rows are 256, 256, 256 and 232, so 250 on average.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        batch-size = 10 | 200 | (1000 + 199·10)/200 = 14.95 | 1338 | 1307
        batch-size = 256 | 7 | (1000 + 6·250)/7 = 357.14 | 56 | 56
        batch-size = 256, sampling = with-replacement | 7 | (1000 + 6·256)/7 = 362.29 | 56 | 55
        batch-size = 600 | 3 | (1000 + 2·500)/3 = 666.67 | 30 | 30
        batch-size = 600, sampling = without-replacement | 3 | (1000 + 2·600)/3 = 733.33 | 28 | 28
        batch-size = 10, snapshot-every = 1 | 1 | 1000 | 20 | 20
        batch-size = 10, snapshot-every = 2 | 2 | (1000 + 10)/2 = 505 | 40 | 39
        batch-size = 10, snapshot-every = 50 epochs | 5000 | (1000 + 4999·10)/5000 = 10.198 | 1962 | 1901
        """)
    void aLoopOfSvrgHasAPassBesideItsBatches(
            String gradient, long loop, String perStep, long steps, long stepsFromTheStart) {
        Lengths lengths = lengths("gradient { kind = svrg, " + gradient + " }", 1_000);
        assertThat(lengths.loop()).isEqualTo(loop);
        assertThat(lengths.steps(Span.epochs(20))).as(perStep).isEqualTo(steps);
        assertThat(lengths.maxSteps()).isEqualTo(stepsFromTheStart);
        assertThat(lengths.steps(Span.steps(77))).isEqualTo(77);
    }

    /** By hand, for 20 epochs: rows that all replicas draw in a step, then steps, then whole rounds of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        250 250 250 250 | 4 | batch-size = 250 | 4·250 | 20 | 21
        250 250 250 250 | 4 | batch-size = 50 | 4·50 | 100 | 102
        250 250 250 250 | 4 | batch-size = 200 | 4·125 | 40 | 42
        250 250 250 250 | 4 | batch-size = 200, sampling = with-replacement | 4·200 | 25 | 27
        250 250 250 250 | 4 | batch-size = 200, sampling = bernoulli | 4·200 | 25 | 27
        250 250 250 250 | 2 | batch-size = 200 | 2·166.67 | 60 | 60
        100 200 300 400 | 4 | batch-size = 100 | 4·100 | 50 | 51
        100 200 300 400 | 4 | batch-size = 60 | 100/2 + 200/4 + 300/5 + 400/7 = 217.14 | 93 | 93
        0 200 0 300 | 4 | batch-size = 100 | 2·100 | 50 | 51
        100 200 300 400 | 4 | kind = full | 1000 | 20 | 21
        100 200 300 400 | 4 | batch-size = all | 1000 | 20 | 21
        250 250 250 250 | 1 | batch-size = 300 | 250 | 80 | 81
        250 250 250 250 | 4 | kind = svrg, batch-size = 50 | (1000 + 2·200)/3 = 466.67 | 43 | 45
        250 250 250 250 | 4 | kind = svrg, batch-size = 200 | (1000 + 2·500)/3 = 666.67 | 30 | 30
        """)
    void replicasDrawTogetherAndFinishTheirRound(
            String sizes, int replicas, String gradient, String perStep, long steps, long inRounds) {
        String local = "engine { sync-every = 3, replicas = %d }\ngradient { %s }".formatted(replicas, gradient);
        Lengths lengths = lengths(local, sizes(sizes));
        assertThat(lengths.syncEvery()).isEqualTo(3);
        assertThat(lengths.steps(Span.epochs(20))).as(perStep).isEqualTo(steps);
        assertThat(lengths.maxSteps()).isEqualTo(inRounds);
    }

    /** Of 250 rows on average. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        batch-size = 100 | 3
        batch-size = 25 | 10
        batch-size = 60, sampling = bernoulli | 5
        batch-size = all | 1
        batch-size = all, sampling = with-replacement | 3
        kind = full | 1
        kind = svrg, batch-size = 100 | 5
        kind = svrg, batch-size = 1 | 500
        """)
    void aRoundIsAPassUnlessItIsGivenAndWithSvrgTwo(String gradient, long syncEvery) {
        String local = "engine { sync-every = auto, replicas = 4 }\ngradient { %s }".formatted(gradient);
        assertThat(lengths(local, 100, 200, 300, 400).syncEvery()).isEqualTo(syncEvery);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        max-steps = 1 | 7
        max-steps = 7 | 7
        max-steps = 8 | 14
        max-steps = 8, max-epochs = 1000 | 14
        max-seconds = 9 | 9223372036854775807
        max-steps = 9223372036854775801 | 9223372036854775801
        """)
    void aLimitInStepsEndsWithARound(String stop, long maxSteps) {
        assertThat(lengths("engine { sync-every = 7, replicas = 1 }\nstop { " + stop + " }", 1_000)
                        .maxSteps())
                .isEqualTo(maxSteps);
    }

    /** Rounds of one step are no reason to round. */
    @Test
    void withoutLocalStepsNothingIsRounded() {
        assertThat(lengths("gradient.batch-size = 10, stop.max-steps = 8", 1_000)
                        .maxSteps())
                .isEqualTo(8);
    }

    /** The run as it goes: where it ends by epochs, and the longest that it may take: where replicas' short batches come sooner
     * than on average, a round more. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '' | 0
        gradient.batch-size = 60 | 0
        gradient { kind = svrg, batch-size = 10 } | 0
        gradient { kind = saga, batch-size = 10 } | 0
        gradient { kind = svrg, batch-size = 70, snapshot-every = 5 } | 0
        engine { sync-every = 4, replicas = 1 } | 0
        engine { sync-every = 4, replicas = 4 } | 0
        engine { sync-every = 5, replicas = 2 }, gradient.batch-size = 30 | 0
        engine { sync-every = 5, replicas = 4 }, gradient.batch-size = 20 | 0
        engine { sync-every = 5, replicas = 4 }, gradient.kind = full | 0
        engine { sync-every = auto, replicas = 4 }, gradient { kind = svrg, batch-size = 5 } | 10
        engine { sync-every = auto, replicas = 4 }, gradient { kind = svrg, batch-size = 20 } | 0
        """)
    void aRunTakesAsManySteps(String settings, int offBy) {
        int[] sizes = {21, 29, 30, 20};
        Model model = ModelKind.create("linear", 0, 1, true);
        GradientSource data = rows(model, sizes);
        TrainingPlan plan = new TrainingPlan(
                Configurations.of(directory, settings, "learning-rate.initial = 0.01", "stop.max-epochs = 19"),
                new Trained(model.layout(), SliceTree.of(sizes), false),
                OptionalLong.empty());
        Iterator<TrainingState> states = plan.method(OptionalDouble.empty(), Optional.empty())
                .states(data, DenseVector.zeros(model.layout().size()));
        TrainingState last = states.next();
        while (states.hasNext()) {
            last = states.next();
        }
        assertThat(last.step()).isPositive().isCloseTo(plan.lengths().maxSteps(), within((long) offBy));
    }

    private static GradientSource rows(Model model, int[] sizes) {
        SplittableRandom random = new SplittableRandom(3);
        RowBlock[] slices = new RowBlock[sizes.length];
        for (int slice = 0; slice < slices.length; slice++) {
            double[] values = random.doubles(sizes[slice]).toArray();
            double[] labels = random.doubles(sizes[slice]).toArray();
            slices[slice] = new DenseRows(1, values, labels, null);
        }
        return new InMemoryGradientSource(model, new SliceGroup(0, slices));
    }

    /** What is laid out over the whole run stays when another rule ends it; the rule itself is the new one. */
    @Test
    void aRunThatGoesOnIsLaidOutAsItBegan() {
        String[] settings = {
            "averaging.kind = tail", "stop.max-steps = 31", "learning-rate { initial = 1, decay = cosine }"
        };
        SliceTree sizes = SliceTree.of(new int[] {100});
        Lengths again = Lengths.of(Configurations.of(directory, settings), sizes, OptionalLong.of(20));
        assertThat(again.horizon()).isEqualTo(20);
        assertThat(again.maxSteps()).isEqualTo(31);
        Model model = ModelKind.create("linear", 0, 1, true);
        TrainingPlan plan = new TrainingPlan(
                Configurations.of(directory, settings),
                new Trained(model.layout(), sizes, false),
                OptionalLong.of(20_000));
        SteppedMethod method = (SteppedMethod) plan.method(OptionalDouble.empty(), Optional.empty());
        assertThat(method.learningRate().at(10_000)).isCloseTo(0.5, within(1e-12));
        assertThat(method.learningRate().at(20_000)).isZero();
        assertThat(((Trainer) method).optimizer()).isEqualTo(new Averaged(new Sgd(), 10_000));
        assertThat(plan.defaultLogEvery()).isEqualTo(20);
        assertThat(plan.lengths().maxSteps()).isEqualTo(31);
    }
}
