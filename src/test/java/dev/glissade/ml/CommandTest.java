package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.Listening;
import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.run.SavedModel;
import dev.glissade.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit comes to the bits of the command {@code train} on the same rows. */
class CommandTest {

    @TempDir
    private Path directory;

    @Test
    void binary() throws Exception {
        SGDClassificationModel model = new SGDClassifier()
                .setStandardization(false)
                .setRegParam(0.02)
                .setElasticNetParam(0.5)
                .setWeightCol("weight")
                .setOptimizer("momentum")
                .setBatchSize(16)
                .setDecay("inverse-time")
                .setDecayRate(0.01)
                .setWarmup("5")
                .setMaxIter(3)
                .setTol(0)
                .setSeed(11)
                .fit(Points.classes(2, 100));
        double[] expected = command(
                Points.classes(2, 100),
                "model.kind=logistic",
                "data.weight=weight",
                "penalty.l1=0.01",
                "penalty.l2=0.01",
                "optimizer.kind=momentum",
                "gradient.batch-size=16",
                "learning-rate.decay=inverse-time",
                "learning-rate.rate=0.01",
                "learning-rate.warmup=5",
                "stop.max-epochs=3",
                "seed=11");
        assertThat(model.weights().flat(true)).containsExactly(expected);
    }

    /** The command's deviations are those of all rows, spark.ml's those of a sample: √(90/89) times as large. */
    @Test
    void standardisedMultinomialBySvrg() throws Exception {
        SGDClassificationModel model = new SGDClassifier()
                .setGradient("svrg")
                .setBatchSize(8)
                .setMaxIter(3)
                .setSeed(0)
                .setRegParam(0.01)
                .fit(Points.classes(3, 90));
        double sample = Math.sqrt(90.0 / 89);
        double[] expected = command(
                Points.classes(3, 90),
                "model.kind=softmax",
                "data.standardize=true",
                "penalty.l2=" + sample * sample * 0.01,
                "gradient.kind=svrg",
                "gradient.batch-size=8",
                "stop.relative-tolerance=1e-6",
                "stop.max-epochs=3");
        double shift = (expected[4] + expected[9] + expected[14]) / 3;
        for (int intercept = 4; intercept < 15; intercept += 5) {
            expected[intercept] -= shift; // to a mean of 0, as spark.ml has it
        }
        assertThat(model.weights().flat(true)).containsExactly(expected);
    }

    @Test
    void regressionByLocalSteps() throws Exception {
        SGDRegressionModel model = new SGDRegressor()
                .setStandardization(false)
                .setFitIntercept(false)
                .setStepSize(0.05)
                .setBatchSize(4)
                .setLocalSteps(5)
                .setReplicas(2)
                .setMaxIter(2)
                .setTol(0)
                .setSeed(5)
                .fit(Points.line(80));
        double[] expected = command(
                Points.line(80),
                "model.kind=linear",
                "model.intercept=false",
                "learning-rate.initial=0.05",
                "gradient.batch-size=4",
                "engine.sync-every=5",
                "engine.replicas=2",
                "stop.max-epochs=2",
                "seed=5");
        assertThat(model.coefficients().toArray()).containsExactly(expected);
        assertThat(model.intercept()).isZero();
    }

    private double[] command(Dataset<Row> rows, String... settings) throws IOException {
        String table = directory.resolve("rows.parquet").toString();
        String run = directory.resolve("run").toString();
        rows.repartition(3).write().parquet(table);
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("data.train=" + table, "data.label=label", "data.features=features", "run.dir=" + run));
        Configuration configuration = new ConfigurationLoader(ModelKind.names()).loadText("", "test", all);
        new TrainingRun(SharedSpark.session(), configuration, new Listening()).execute();
        return SavedModel.read(run, SharedSpark.session().sparkContext().hadoopConfiguration())
                .parameters()
                .toArray();
    }
}
