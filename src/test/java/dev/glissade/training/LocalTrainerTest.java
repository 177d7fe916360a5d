package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.ClippedGradient;
import dev.glissade.gradient.Clipping;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientEstimator.Continuation;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.LocalRequest;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.Saga;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Svrg;
import dev.glissade.gradient.Svrg.Snapshot;
import dev.glissade.gradient.Work;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.AdaGrad;
import dev.glissade.optimizer.Adam;
import dev.glissade.optimizer.AdamW;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.GradientStep;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.optimizer.ProximalStep;
import dev.glissade.optimizer.RMSProp;
import dev.glissade.optimizer.Sgd;
import dev.glissade.optimizer.Update;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.sampling.SliceTree;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Progress;
import dev.glissade.training.StopReason.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTrainerTest {

    /** H. */
    private static final long STEPS = 9;

    private static final int ROUNDS = 5;
    private static final int FEATURES = 4;
    private static final LinearModel MODEL = LinearModel.logistic(FEATURES, true);
    private static final RowBlock[] SLICES = slices();
    private static final GradientSource DATA = source(0, SLICES.length);
    private static final DenseVector ZEROS = DenseVector.zeros(FEATURES + 1);
    private static final Penalty PENALTY = new Penalty(2e-3, 1e-2, MODEL.layout());
    private static final LearningRate FALLING = LearningRates.inverseTime(0.4, 0.05);

    /** Of eight slices one has no rows, and the rows of one weigh nothing. */
    private static RowBlock[] slices() {
        int[] sizes = {20, 0, 15, 25, 8, 10, 20, 22};
        RowBlock[] slices =
                GeneratedRows.of(351, 120, FEATURES, LabelKind.BINARY, 2, true).slices(sizes, false);
        double[] labels = new double[8];
        Arrays.fill(labels, 1);
        slices[4] = new DenseRows(FEATURES, ((DenseRows) slices[4]).values().toArray(), labels, new double[8]);
        return slices;
    }

    private static GradientSource source(int from, int to) {
        return new InMemoryGradientSource(MODEL, new SliceGroup(0, Arrays.copyOfRange(SLICES, from, to)));
    }

    /** What replicas do. */
    record Case(String name, GradientEstimator estimator, Optimizer optimizer) {

        Trainer trainer(GradientEstimator gradient, long evaluateEvery, StopRule... rules) {
            return new Trainer(gradient, PENALTY, optimizer, FALLING, Checks.every(evaluateEvery, rules));
        }

        /** So many rounds with an evaluation after each. */
        LocalTrainer local(int replicas, int rounds) {
            StopRule end = StopRules.maxSteps(rounds * STEPS);
            return new LocalTrainer(trainer(estimator, 1, end), replicas, STEPS);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Batches of seven rows, so that the last of an epoch is short whatever the number of rows. */
    private static List<Case> cases(Mode mode) {
        Sampling sampling = new Sampling(mode, 352);
        GradientEstimator batches = new MiniBatchGradient(sampling, 7);
        Clipping clipping = new Clipping(0.2, 0.3);
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(mode + " sgd", batches, new Sgd()));
        cases.add(new Case(mode + " momentum", batches, new Momentum(0.8)));
        cases.add(new Case(mode + " sgd, averaged", batches, new Averaged(new Sgd(), 14)));
        cases.add(new Case(mode + " momentum, clipped", new ClippedGradient(batches, clipping), new Momentum(0.8)));
        for (Snapshot choice : Snapshot.values()) {
            GradientEstimator svrg = new Svrg(sampling, 7, 1_000, choice); // its loops become as long as rounds
            cases.add(new Case(mode + " svrg " + choice, svrg, new Sgd()));
            cases.add(new Case(mode + " svrg " + choice + ", momentum", svrg, new Momentum(0.5)));
            cases.add(new Case(
                    mode + " svrg " + choice + ", clipped, averaged momentum",
                    new ClippedGradient(svrg, clipping),
                    new Averaged(new Momentum(0.5), 3)));
        }
        return cases;
    }

    /** Weights; a velocity, a mean; the gradient over all rows, whose place is the weights. None of it is there twice. */
    @Test
    void aRoundShipsWhatItNeeds() {
        Svrg svrg = new Svrg(new Sampling(Mode.EPOCH_SHUFFLE, 352), 7, 1_000, Snapshot.LAST);
        GradientEstimator plain = new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 352), 7);
        requireShipped(new Case("sgd", plain, new Sgd()), 1, 1);
        requireShipped(new Case("momentum", plain, new Momentum(0.8)), 2, 2);
        requireShipped(new Case("averaged", plain, new Averaged(new Momentum(0.8), 0)), 3, 3);
        requireShipped(new Case("svrg", svrg, new Sgd()), 2, 1);
        requireShipped(new Case("svrg momentum", svrg, new Momentum(0.8)), 3, 2);
    }

    private static void requireShipped(Case tried, long vectors, long vectorsBack) {
        CountingSource data = new CountingSource(DATA);
        StopRule end = StopRules.maxSteps(STEPS);
        Trainer trainer = tried.trainer(tried.estimator(), Long.MAX_VALUE, end);
        Iterator<TrainingState> states = new LocalTrainer(trainer, 2, STEPS).states(data, ZEROS);
        states.next();
        states.next();
        List<GradientRequest> asked = data.all().stream()
                .filter(request -> request instanceof LocalRequest)
                .toList();
        assertThat(asked).as(tried.name()).singleElement().satisfies(request -> {
            assertThat(request.numbersShipped()).isEqualTo(vectors * ZEROS.size());
            assertThat(request.numbersReturned()).isEqualTo(vectorsBack * ZEROS.size());
        });
    }

    static List<Case> allCases() {
        return Arrays.stream(Mode.values())
                .flatMap(mode -> cases(mode).stream())
                .toList();
    }

    private static List<TrainingState> states(TrainingMethod method, GradientSource data) {
        List<TrainingState> states = new ArrayList<>();
        method.states(data, ZEROS).forEachRemaining(states::add);
        return states;
    }

    @ParameterizedTest
    @MethodSource("allCases")
    void oneReplicaIsTheTrainerToTheBit(Case tried) {
        Trainer alone = tried.trainer(tried.estimator().ofReplica(0, STEPS), 4, StopRules.maxSteps(ROUNDS * STEPS));
        List<TrainingState> expected = states(alone, DATA);
        List<TrainingState> local = states(tried.local(1, ROUNDS), DATA);
        assertThat(local).hasSize(ROUNDS + 1);
        for (int round = 1; round <= ROUNDS; round++) {
            TrainingState actual = local.get(round);
            TrainingState wanted = expected.get((int) (round * STEPS));
            assertThat(actual.step()).isEqualTo(wanted.step()).isEqualTo(round * STEPS);
            assertThat(actual.weights()).isEqualTo(wanted.weights());
            assertThat(actual.answer()).isEqualTo(wanted.answer());
            assertThat(actual.optimizerState()).isEqualTo(wanted.optimizerState());
            assertThat(actual.work()).isEqualTo(wanted.work());
            assertThat(actual.lastStep().orElseThrow().learningRate())
                    .isEqualTo(wanted.lastStep().orElseThrow().learningRate());
        }
        assertThat(local.get(ROUNDS).evaluation())
                .isEqualTo(expected.get((int) (ROUNDS * STEPS)).evaluation());
        assertThat(local.get(ROUNDS).weights().values())
                .as("moved, to no bound")
                .doesNotContain(0, 1);
    }

    /** A run of several replicas spelt out: what is shared, what each does with its rows, and the mean by weight. */
    private static final class ByHand {
        private final Case tried;
        private final int replicas;
        private final GradientSource[] rows;
        private final long[] drawn;
        private DenseVector weights = ZEROS;
        private OptimizerState optimizerState;
        private long step;

        private ByHand(Case tried, int replicas) {
            this.tried = tried;
            this.replicas = replicas;
            this.rows = new GradientSource[replicas];
            this.drawn = new long[replicas];
            this.optimizerState = tried.optimizer().newState(ZEROS);
            int each = SLICES.length / replicas;
            for (int replica = 0; replica < replicas; replica++) {
                boolean empty = each == 1 && (SLICES[replica].size() == 0 || replica == 4);
                rows[replica] = empty ? null : source(replica * each, (replica + 1) * each);
            }
        }

        private void round() {
            EstimatorState shared = tried.estimator()
                    .ofReplica(0, STEPS)
                    .prepare(DATA, EstimatorState.NOTHING, new Progress(step, drawn[0]), weights);
            List<List<DenseVector>> ends = new ArrayList<>();
            for (int replica = 0; replica < replicas; replica++) {
                ends.add(rows[replica] == null ? List.of() : end(replica, shared));
            }
            List<DenseVector> means = new ArrayList<>();
            for (int vector = 0; vector <= optimizerState.vectors().size(); vector++) {
                means.add(mean(ends, vector));
            }
            step += STEPS;
            weights = means.get(0);
            optimizerState = new OptimizerState(step, means.subList(1, means.size()));
        }

        private List<DenseVector> end(int replica, EstimatorState shared) {
            GradientEstimator own = tried.estimator().ofReplica(replica, STEPS);
            EstimatorState state = shared;
            DenseVector w = weights;
            OptimizerState memory = optimizerState;
            for (long i = 0; i < STEPS; i++) {
                GradientEstimate estimate =
                        own.estimate(rows[replica], state, new Progress(step + i, drawn[replica]), w);
                DenseVector gradient = PENALTY.addSmoothGradient(estimate.gradient(), w);
                GradientStep goingBy = new GradientStep(w, w, gradient, FALLING.at(step + i));
                Update update = tried.optimizer().update(goingBy, memory, ProximalStep.of(PENALTY));
                Continuation next = own.after(estimate.state(), update.weights());
                w = next.elsewhere().orElse(update.weights());
                memory = next.elsewhere().isPresent() ? tried.optimizer().from(w, update.state()) : update.state();
                state = next.state();
                drawn[replica] += estimate.work().rowsDrawn();
            }
            List<DenseVector> vectors = new ArrayList<>(List.of(w));
            vectors.addAll(memory.vectors());
            return vectors;
        }

        private DenseVector mean(List<List<DenseVector>> ends, int vector) {
            SliceTree tree = SliceTree.of(new int[replicas]);
            double[] mean = new double[ZEROS.size()];
            for (int j = 0; j < mean.length; j++) {
                double[] parts = new double[replicas];
                for (int replica = 0; replica < replicas; replica++) {
                    if (rows[replica] != null) {
                        double share = rows[replica].totalWeight() / DATA.totalWeight();
                        parts[replica] = share * ends.get(replica).get(vector).get(j);
                    }
                }
                mean[j] = tree.fold(parts);
            }
            return DenseVector.wrap(mean);
        }
    }

    @ParameterizedTest
    @MethodSource("allCases")
    void replicasWorkOnTheirRowsAndAreAveraged(Case tried) {
        for (int replicas : new int[] {2, 4, 8}) {
            ByHand expected = new ByHand(tried, replicas);
            List<TrainingState> local = states(tried.local(replicas, ROUNDS), DATA);
            for (int round = 1; round <= ROUNDS; round++) {
                expected.round();
                TrainingState actual = local.get(round);
                assertThat(actual.weights()).isEqualTo(expected.weights);
                assertThat(actual.optimizerState()).isEqualTo(expected.optimizerState);
                assertThat(actual.answer())
                        .isEqualTo(tried.optimizer().answer(expected.weights, expected.optimizerState));
                assertThat(actual.work().rowsDrawn())
                        .isEqualTo(Arrays.stream(expected.drawn).sum());
            }
        }
    }

    /** The first round alone, against whole runs on the replicas' rows. */
    @Test
    void aRoundIsTheMeanOfRunsOnThePartsOfTheTable() {
        for (Case tried : cases(Mode.EPOCH_SHUFFLE).subList(0, 2)) {
            DenseVector mean = ZEROS;
            for (int replica = 0; replica < 2; replica++) {
                GradientSource own = source(4 * replica, 4 * replica + 4);
                Trainer run =
                        tried.trainer(tried.estimator().ofReplica(replica, STEPS), 100, StopRules.maxSteps(STEPS));
                mean = mean.plus(
                        own.totalWeight() / DATA.totalWeight(),
                        run.train(own, ZEROS).weights());
            }
            assertThat(states(tried.local(2, 1), DATA).get(1).weights()).isEqualTo(mean);
        }
    }

    /** SVRG's passes are over all rows with weight, and its first step of a round draws none. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void stepsAndWorkAreCounted(int replicas) {
        Sampling sampling = new Sampling(Mode.WITHOUT_REPLACEMENT, 353);
        Case plain = new Case("", new MiniBatchGradient(sampling, 7), new Sgd());
        Case svrg = new Case("", new Svrg(sampling, 7, 1, Snapshot.LAST), new Sgd());
        long each = 7L * replicas;
        List<TrainingState> ofPlain = states(plain.local(replicas, 3), DATA);
        List<TrainingState> ofSvrg = states(svrg.local(replicas, 3), DATA);
        for (int round = 0; round <= 3; round++) {
            TrainingState state = ofPlain.get(round);
            long drawn = round * STEPS * each;
            assertThat(state.step()).isEqualTo(round * STEPS);
            assertThat(state.work()).isEqualTo(new Work(drawn, drawn, drawn));
            assertThat(state.epochs()).isEqualTo((double) drawn / 120);
            assertThat(state.optimizerState().updates()).isEqualTo(round * STEPS);
            long inLoops = round * (STEPS - 1) * each;
            assertThat(ofSvrg.get(round).work())
                    .isEqualTo(new Work(inLoops, 120L * round + inLoops, 120L * round + 2 * inLoops));
        }
        assertThat(ofPlain.get(3).lastStep().orElseThrow().batchSize()).isEqualTo(STEPS * each);
        assertThat(ofSvrg.get(3).lastStep().orElseThrow().batchSize()).isEqualTo((STEPS - 1) * each);
    }

    @Test
    void aRoundTellsTheMeansOfItsSteps() {
        GradientEstimator batches = new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 354), 7);
        Trainer trainer = new Trainer(batches, PENALTY, new Sgd(), FALLING, Checks.every(1, StopRules.maxSteps(2)));
        StepReport report =
                states(new LocalTrainer(trainer, 2, 2), DATA).get(1).lastStep().orElseThrow();
        double losses = 0;
        double norms = 0;
        for (int replica = 0; replica < 2; replica++) {
            Trainer run = new Trainer(
                    batches.ofReplica(replica, 2), PENALTY, new Sgd(), FALLING, Checks.every(9, StopRules.maxSteps(2)));
            for (TrainingState state :
                    states(run, source(4 * replica, 4 * replica + 4)).subList(1, 3)) {
                losses += state.lastStep().orElseThrow().loss().orElseThrow();
                norms += state.lastStep().orElseThrow().gradientNorm();
            }
        }
        assertThat(report.loss().orElseThrow()).isCloseTo(losses / 4, within(1e-15));
        assertThat(report.gradientNorm()).isCloseTo(norms / 4, within(1e-15));
        assertThat(report.learningRate()).isEqualTo(FALLING.at(1));
        assertThat(report.batchSize()).isEqualTo(28);
    }

    /** A round of SVRG takes two passes, with an evaluation after it or without. */
    @ParameterizedTest
    @ValueSource(longs = {1, 9, 27, 1_000})
    void evaluationsShareThePassOfTheSnapshot(long evaluateEvery) {
        Svrg svrg = new Svrg(new Sampling(Mode.EPOCH_SHUFFLE, 355), 7, 1, Snapshot.LAST);
        Case averaged = new Case("", svrg, new Averaged(new Momentum(0.5), 5));
        Trainer trainer = averaged.trainer(svrg, evaluateEvery, StopRules.maxSteps(45));
        CountingSource data = new CountingSource(DATA);
        List<TrainingState> states = states(new LocalTrainer(trainer, 2, STEPS), data);
        assertThat(states).hasSize(6);
        assertThat(data.passes()).isEqualTo(2 * 5 + 1);
        TrainingState end = states.get(5);
        TrainingState everyRound = states(averaged.local(2, 5), DATA).get(5);
        assertThat(end.weights()).isEqualTo(everyRound.weights());
        assertThat(end.optimizerState()).isEqualTo(everyRound.optimizerState());
        assertThat(end.work()).isEqualTo(everyRound.work());
        assertThat(end.evaluation()).isEqualTo(everyRound.evaluation());
    }

    /** An evaluation does not bring the end nearer, though the next round's pass is made with it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20, 1_000})
    void evaluationsDoNotMoveTheEnd(long evaluateEvery) {
        Svrg svrg = new Svrg(new Sampling(Mode.EPOCH_SHUFFLE, 355), 7, 1, Snapshot.LAST);
        // a round is 1 + 8·14/120 epochs: three are 5.8, and the next pass is a whole one more
        Trainer trainer = new Case("", svrg, new Sgd()).trainer(svrg, evaluateEvery, StopRules.maxEpochs(6));
        TrainingState end =
                new LocalTrainer(trainer, 2, STEPS).train(DATA, ZEROS).last();
        assertThat(end.step()).isEqualTo(4 * STEPS);
        assertThat(end.epochs()).isBetween(7.5, 7.75);
    }

    /** Plain batches need no pass but the round's, and an evaluation is one of its own. */
    @Test
    void plainRoundsTakeOnePass() {
        Case sgd = new Case("", new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 355), 7), new Sgd());
        CountingSource data = new CountingSource(DATA);
        states(new LocalTrainer(sgd.trainer(sgd.estimator(), 1_000, StopRules.maxSteps(45)), 4, STEPS), data);
        assertThat(data.passes()).isEqualTo(5 + 2);
    }

    @Test
    void evaluationsComeWhereAMultipleWasPassed() {
        Case sgd = cases(Mode.BERNOULLI).get(0);
        LocalTrainer trainer = new LocalTrainer(sgd.trainer(sgd.estimator(), 20, StopRules.maxSteps(75)), 2, STEPS);
        assertThat(states(trainer, DATA).stream()
                        .filter(state -> state.evaluation().isPresent())
                        .map(TrainingState::step))
                .containsExactly(0L, 27L, 45L, 63L, 81L);
    }

    /** Rounds are whole: a run ends behind the one in which its last step lies. */
    @Test
    void theLastRoundIsWhole() {
        Case sgd = cases(Mode.BERNOULLI).get(0);
        LocalTrainer trainer = new LocalTrainer(sgd.trainer(sgd.estimator(), 1_000, StopRules.maxSteps(10)), 2, STEPS);
        assertThat(states(trainer, DATA)).extracting(TrainingState::step).containsExactly(0L, 9L, 18L);
    }

    @Test
    void divergenceIsFoundBehindARound() {
        Case sgd = cases(Mode.EPOCH_SHUFFLE).get(0);
        Trainer wild = sgd.trainer(sgd.estimator(), 1, StopRules.maxSteps(1_000))
                .with(LearningRates.constant(1e200), Checks.every(1, StopRules.maxSteps(1_000)));
        TrainingResult result = new LocalTrainer(wild, 2, STEPS).train(DATA, ZEROS);
        assertThat(result.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(result.weights()).isEqualTo(ZEROS);
        assertThat(result.last().step()).isEqualTo(STEPS);
    }

    @Test
    void validationRowsAreEvaluatedTooAndTheBestRoundIsKept() {
        Case sgd = cases(Mode.EPOCH_SHUFFLE).get(0);
        GradientSource others = new InMemoryGradientSource(MODEL, new SliceGroup(0, new RowBlock[] {
            GeneratedRows.of(356, 40, FEATURES, LabelKind.BINARY, 2, false).block(false)
        }));
        Checks checks = Checks.every(1, StopRules.maxSteps(1_000)).endedByPatience(others, 2);
        Trainer trainer = sgd.trainer(sgd.estimator(), 1).with(LearningRates.constant(0.5), checks);
        TrainingResult result = new LocalTrainer(trainer, 2, STEPS).train(DATA, ZEROS);
        assertThat(result.stopReason().kind()).isEqualTo(Kind.PATIENCE);
        assertThat(result.step()).isEqualTo(result.last().step() - 2 * STEPS);
        assertThat(result.last().validation()).isPresent();
    }

    @Test
    void otherRatesAndChecksLeaveTheReplicasAlone() {
        LocalTrainer trainer = cases(Mode.EPOCH_SHUFFLE).get(1).local(4, 3);
        Checks checks = Checks.every(7);
        assertThat(trainer.with(FALLING, checks))
                .isEqualTo(new LocalTrainer(trainer.trainer().with(FALLING, checks), 4, STEPS));
        assertThat(trainer.checks().evaluateEvery()).isEqualTo(1);
        assertThat(trainer.penalty()).isEqualTo(PENALTY);
    }

    static List<Optimizer> withoutLocalSteps() {
        return List.of(
                Nesterov.constant(0.9),
                Nesterov.increasing(),
                new AdaGrad(1e-8),
                new RMSProp(0.9, 1e-8),
                new Adam(0.9, 0.999, 1e-8),
                new AdamW(0.9, 0.999, 1e-8, 0, MODEL.layout()),
                new Averaged(Nesterov.constant(0.9), 0),
                new Averaged(new Averaged(new Sgd(), 0), 0));
    }

    @ParameterizedTest
    @MethodSource("withoutLocalSteps")
    void optimizersWhoseMemoryHasNoMeanAreRefused(Optimizer optimizer) {
        GradientEstimator batches = new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 1), 7);
        Trainer trainer =
                new Trainer(batches, new Penalty(0, 0.1, MODEL.layout()), optimizer, FALLING, Checks.every(1));
        assertThatThrownBy(() -> new LocalTrainer(trainer, 2, STEPS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("local steps are those of sgd or momentum");
    }

    @Test
    void sagaIsRefused() {
        Saga saga = new Saga(new Sampling(Mode.EPOCH_SHUFFLE, 1), 7);
        for (GradientEstimator estimator : List.of(saga, new ClippedGradient(saga, Clipping.byNorm(1)))) {
            Trainer trainer = new Trainer(estimator, PENALTY, new Sgd(), FALLING, Checks.every(1));
            assertThatThrownBy(() -> new LocalTrainer(trainer, 2, STEPS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SAGA takes no local steps");
        }
    }

    @Test
    void numbersOutOfBoundsAreRefused() {
        Case sgd = cases(Mode.EPOCH_SHUFFLE).get(0);
        Trainer trainer = sgd.trainer(sgd.estimator(), 1, StopRules.maxSteps(9));
        assertThatThrownBy(() -> new LocalTrainer(trainer, 2, 0)).hasMessage("sync-every = 0: must be at least 1");
        assertThatThrownBy(() -> states(new LocalTrainer(trainer, 3, STEPS), DATA))
                .hasMessage("replicas = 3: must be a power of two");
        assertThatThrownBy(() -> states(new LocalTrainer(trainer, 16, STEPS), DATA))
                .hasMessage("16 replicas of a table in 8 slices");
    }
}
