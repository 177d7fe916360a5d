package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.Saga;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.SumRequest;
import dev.glissade.gradient.Svrg;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.LearningRates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LockstepTest {

    private static final LinearModel MODEL = LinearModel.logistic(6, true);
    private static final DenseVector ZEROS = DenseVector.zeros(7);
    private static final GradientSource DATA = new InMemoryGradientSource(
            MODEL,
            new SliceGroup(
                    0,
                    GeneratedRows.of(131, 200, 6, LabelKind.BINARY, 2, true)
                            .slices(new int[] {60, 40, 0, 100}, false)));

    private static Trainer trainer(GradientEstimator estimator, Optimizer optimizer, double rate, long steps) {
        return new Trainer(
                estimator,
                new Penalty(0, 0.1, MODEL.layout()),
                optimizer,
                LearningRates.constant(rate),
                Checks.every(5, StopRules.maxSteps(steps)));
    }

    /** Runs of every kind, as unlike as they can be: other seeds, rates, batches, methods and lengths. */
    private static List<Function<GradientSource, TrainingResult>> runs() {
        List<TrainingMethod> methods = new ArrayList<>();
        int seed = 0;
        for (Mode mode : Mode.values()) {
            seed++;
            Sampling sampling = new Sampling(mode, seed);
            methods.add(trainer(new MiniBatchGradient(sampling, 8 + seed), new Sgd(), 0.1 * (1 + seed), 20 + seed));
            methods.add(trainer(new Svrg(sampling, 8, 7, Svrg.Snapshot.LAST), new Momentum(0.5), 0.1, 30));
            methods.add(trainer(new Saga(sampling, 4), new Sgd(), 0.1, 10 + 3 * seed));
            methods.add(new LocalTrainer(trainer(new MiniBatchGradient(sampling, 4), new Sgd(), 0.1, 40), 2, 4));
        }
        return methods.stream()
                .<Function<GradientSource, TrainingResult>>map(method -> data -> method.train(data, ZEROS))
                .toList();
    }

    @Test
    void eachComesToWhatItWouldAlone() {
        List<Function<GradientSource, TrainingResult>> runs = runs();
        List<TrainingResult> together = Lockstep.run(DATA, runs);
        assertThat(together).hasSameSizeAs(runs);
        for (int i = 0; i < runs.size(); i++) {
            TrainingResult alone = runs.get(i).apply(DATA);
            assertThat(together.get(i).weights()).isEqualTo(alone.weights());
            assertThat(together.get(i).evaluation()).isEqualTo(alone.evaluation());
            assertThat(together.get(i).step()).isEqualTo(alone.step());
            assertThat(together.get(i).last().history()).isEqualTo(alone.last().history());
        }
    }

    /** As many passes as the longest run takes. */
    @Test
    void aStepOfAllIsOnePass() {
        List<Function<GradientSource, TrainingResult>> runs = IntStream.range(1, 20)
                .<Function<GradientSource, TrainingResult>>mapToObj(seed -> data -> trainer(
                                new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, seed), 10), new Sgd(), 0.1, seed)
                        .train(data, ZEROS))
                .toList();
        CountingSource longest = new CountingSource(DATA);
        assertThat(runs.get(18).apply(longest).step()).isEqualTo(19);
        CountingSource all = new CountingSource(DATA);
        Lockstep.run(all, runs);
        assertThat(all.passes()).isEqualTo(longest.passes());
    }

    @Test
    void noRunIsNoWork() {
        CountingSource none = new CountingSource(DATA);
        assertThat(Lockstep.run(none, List.of())).isEmpty();
        assertThat(Lockstep.<String>run(none, List.of(data -> "asks for nothing")))
                .containsExactly("asks for nothing");
        assertThat(none.passes()).isZero();
    }

    /** Whichever of them it is, the others do not wait for ever. */
    @Test
    void oneThatFailsEndsAll() {
        for (int failing = 0; failing < 4; failing++) {
            List<Function<GradientSource, TrainingResult>> runs = new ArrayList<>(runs().subList(0, 4));
            runs.set(failing, data -> {
                data.sum(new SumRequest(data.allRows(), List.of(ZEROS)));
                throw new IllegalStateException("this one fails");
            });
            assertThatThrownBy(() -> Lockstep.run(DATA, runs)).hasMessage("this one fails");
        }
    }

    @Test
    void aPassThatFailsEndsAll() {
        CountingSource data = new CountingSource(DATA) {
            @Override
            public List<GradientAnswer> answer(List<GradientRequest> asked) {
                if (passes() == 3) {
                    throw new IllegalStateException("no cluster");
                }
                return super.answer(asked);
            }
        };
        assertThatThrownBy(() -> Lockstep.run(data, runs())).hasMessage("no cluster");
    }

    /** As those of Spark's jobs, which Java does not see. */
    @Test
    void aPassThatFailsInAWayThatIsNotDeclaredEndsAll() throws InterruptedException {
        for (Exception failure : List.of(new IOException("no cluster"), new InterruptedException("interrupted"))) {
            CountingSource data = new CountingSource(DATA) {
                @Override
                public List<GradientAnswer> answer(List<GradientRequest> asked) {
                    return passes() == 3 ? LockstepTest.<RuntimeException>fails(failure) : super.answer(asked);
                }
            };
            assertThatThrownBy(() -> Lockstep.run(data, runs())).hasMessage(failure.getMessage());
            assertThat(Thread.interrupted()).isEqualTo(failure instanceof InterruptedException);
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("lockstep")) {
                    thread.join(60_000);
                    assertThat(thread.isAlive()).isFalse();
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> List<GradientAnswer> fails(Exception failure) throws E {
        throw (E) failure;
    }

    @Test
    void theThreadThatWaitsMayBeInterrupted() throws InterruptedException {
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                Lockstep.run(
                        DATA,
                        List.of(data -> trainer(
                                        new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 1), 10),
                                        new Sgd(),
                                        0.1,
                                        Long.MAX_VALUE)
                                .train(data, ZEROS)));
            } catch (RuntimeException expected) {
                ended.set(expected);
            }
        });
        thread.start();
        thread.interrupt();
        thread.join();
        assertThat(ended.get()).hasMessage("interrupted");
    }
}
