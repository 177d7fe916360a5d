package dev.glissade.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glissade.run.RunObserver;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Trains several times in one application: with tasks that hang or fail at first, with an executor that is killed at
 * some moment while its worker brings up another one, and at last with a worker that goes for good. Prints what came of
 * each, a JSON object a line. Arguments: the master, a directory with {@code fault.conf}, the two workers as
 * {@code host=process} with a comma between, then {@code key=value} settings of Spark.
 */
public final class EveryFault {

    /** Of the moments at which executors are killed, and of which are. */
    private static final long SEED = 20_261_121;

    /** States of a run in which the rest of the cluster does all, before what comes of it is waited for. */
    private static final int STATES_WITHOUT = 3;

    private enum Fault {
        TASKS,
        EXECUTOR,
        WORKER
    }

    private record Run(Fault fault, long steps, List<String> overrides) {}

    private static final List<Run> RUNS = List.of(
            new Run(Fault.TASKS, 40, List.of("model.loss=dev.glissade.cli.Faulty", "optimizer.kind=momentum")),
            new Run(
                    Fault.EXECUTOR,
                    60,
                    List.of(
                            "model.kind=logistic",
                            "gradient.kind=svrg",
                            "gradient.snapshot-every=15",
                            "gradient.snapshot=average",
                            "optimizer.kind=momentum",
                            "penalty.l1=1e-4")),
            new Run(Fault.EXECUTOR, 60, List.of("model.kind=logistic", "gradient.kind=saga")),
            new Run(
                    Fault.EXECUTOR,
                    1_500,
                    List.of(
                            "model.kind=logistic",
                            "gradient.kind=svrg",
                            "gradient.batch-size=1",
                            "engine.sync-every=50",
                            "engine.replicas=4")),
            new Run(
                    Fault.WORKER,
                    40,
                    List.of("model.kind=logistic", "gradient.kind=svrg", "gradient.snapshot-every=15")));

    /**
     * What came of a run.
     *
     * @param weights their hash
     * @param killed processes
     * @param removed executors that Spark missed
     * @param broughtUp executors that came after one was missed, on its host
     * @param tasksOfNew tasks that these did
     * @param said the run's lines
     */
    public record Outcome(
            String weights,
            int failedTasks,
            int speculativeWon,
            int killed,
            int removed,
            int broughtUp,
            int tasksOfNew,
            List<String> said) {}

    /** The process of a worker, and the host that it says it is on. */
    record Worker(String host, ProcessHandle process) {

        private static Worker of(String text) {
            String[] parts = text.split("=", 2);
            return new Worker(
                    parts[0], ProcessHandle.of(Long.parseLong(parts[1])).orElseThrow());
        }
    }

    private EveryFault() {}

    public static void main(String[] arguments) throws IOException {
        List<Worker> workers =
                Stream.of(arguments[2].split(",", -1)).map(Worker::of).toList();
        List<String> settings = List.of(arguments).subList(3, arguments.length);
        try (SparkSession spark = Trainings.session("every fault", arguments[0], settings)) {
            for (Outcome outcome : train(spark, Path.of(arguments[1]), workers)) {
                System.out.println(new ObjectMapper().writeValueAsString(outcome));
            }
        }
    }

    /**
     * All runs.
     *
     * @param directory with {@code fault.conf}
     * @param workers two of them, of which the second is lost in the end; none, and nothing is killed
     */
    static List<Outcome> train(SparkSession spark, Path directory, List<Worker> workers) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Outcome> outcomes = new ArrayList<>();
        for (Run run : RUNS) {
            List<String> overrides = new ArrayList<>(run.overrides());
            overrides.add("stop.max-steps=" + run.steps());
            overrides.add("run.dir=" + directory.resolve("run" + outcomes.size()));
            Killer killer = new Killer(run, workers, random.split());
            spark.sparkContext().addSparkListener(killer.witness);
            String weights = Trainings.weights(spark, directory.resolve("fault.conf"), overrides, killer);
            killer.witness.leave(spark.sparkContext());
            outcomes.add(killer.witness.outcome(weights, killer.killed(), killer.said));
        }
        return outcomes;
    }

    /**
     * Kills what a run is to lose, at a moment of its own: so many milliseconds after a step, whatever goes on then.
     */
    private static final class Killer implements RunObserver {
        private final Fault fault;
        private final long step;
        private final long milliseconds;
        private final Optional<Worker> worker;
        private final Witness witness;
        private final List<String> said = new ArrayList<>();
        private CompletableFuture<Integer> killing = CompletableFuture.completedFuture(0);
        private int statesSince;

        private Killer(Run run, List<Worker> workers, SplittableRandom random) {
            fault = run.fault();
            step = random.nextLong(run.steps() / 8, run.steps() / 2);
            milliseconds = random.nextLong(20);
            int drawn = random.nextInt(2);
            worker = workers.isEmpty() || fault == Fault.TASKS
                    ? Optional.empty()
                    : Optional.of(workers.get(fault == Fault.WORKER ? 1 : drawn));
            witness = new Witness(worker.map(Worker::host).orElse("nowhere"));
        }

        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public TrainingListener training(long maxSteps) {
            return state -> {
                if (worker.isPresent() && state.step() >= step) {
                    disturb(worker.get());
                }
            };
        }

        private void disturb(Worker doomed) {
            if (statesSince == 0) {
                killing = CompletableFuture.supplyAsync(
                        () -> kill(doomed.process()),
                        CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS));
            }
            if (statesSince >= STATES_WITHOUT && fault == Fault.EXECUTOR) {
                witness.awaitNew(statesSince - STATES_WITHOUT);
            } else if (statesSince == STATES_WITHOUT) {
                witness.awaitLoss();
            }
            statesSince++;
        }

        /** The worker first, or it would bring up another executor. */
        private int kill(ProcessHandle process) {
            List<ProcessHandle> doomed = new ArrayList<>(process.descendants().toList());
            if (fault == Fault.WORKER) {
                doomed.add(0, process);
            }
            return (int) doomed.stream().filter(ProcessHandle::destroyForcibly).count();
        }

        private int killed() {
            return killing.join();
        }

        @Override
        public void trained() {}
    }
}
