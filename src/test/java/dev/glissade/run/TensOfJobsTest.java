package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local SVRG on real tables: four digits of the optimum in tens of Spark jobs, all that a run does included. */
class TensOfJobsTest {

    private static final double GAP = 1e-4;

    @TempDir
    private Path directory;

    /** Optima for l2 = 1e-4 by Newton's method in another program. */
    @ParameterizedTest
    @CsvSource({
        "adult/a9a.svm.gz, 0.3244130441119617, 2",
        "adult/a9a.svm.gz, 0.3244130441119617, 8",
        "covertype/covertype92k.svm.gz, 0.5245985752358449, 2",
        "covertype/covertype92k.svm.gz, 0.5245985752358449, 8"
    })
    void theOptimumIsTensOfJobsAway(String table, double optimum, int replicas) {
        RunSummary summary = Runs.train(
                directory,
                List.of(
                        "data.train = ${GLISSADE_HOME}/src/main/data/" + table,
                        "model.kind = logistic",
                        "penalty.l2 = 1e-4",
                        "gradient { kind = svrg, batch-size = 1 }",
                        "engine { sync-every = auto, replicas = " + replicas + " }",
                        "stop { max-epochs = 50, target-objective = " + optimum * (1 + GAP) + " }"),
                "run.dir=" + directory.resolve("run"));
        assertThat(summary.result().evaluation().objective()).isBetween(optimum, optimum * (1 + GAP));
        assertThat(summary.jobs()).isLessThanOrEqualTo(25);
    }
}
