package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableOptions;
import dev.glissade.data.Tables;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.model.Model;
import dev.glissade.optimizer.Momentum;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.LearningRates;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Checks;
import dev.glissade.training.StopRules;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dozen lines of Java in README train what the command trains. */
class JavaApiTest {

    @TempDir
    private Path directory;

    @Test
    void readmesLinesGiveTheCommandsWeights() throws Exception {
        Path home = Path.of(System.getProperty("glissade.home"));
        Dataset<Row> rows = SharedSpark.session()
                .read()
                .format("libsvm")
                .load(home.resolve("src/main/data/adult/a9a.svm.gz").toString());

        // from here on as in README
        SlicedTable table =
                Tables.load(rows, LabelKind.BINARY, TableOptions.defaults().withLabelColumn("label"));
        Model model = LinearModel.logistic(table.features(), true);
        GradientSource data = new SparkGradientSource(table, model, OptionalInt.empty());
        Trainer trainer = new Trainer(
                new MiniBatchGradient(new Sampling(Sampling.Mode.EPOCH_SHUFFLE, 0), 256),
                new Penalty(0, 1e-5, model.layout()),
                new Momentum(0.9),
                LearningRates.cosine(0.05, 0, 1280),
                Checks.every(128, StopRules.maxSteps(1280)));
        TrainingResult result =
                trainer.train(data, DenseVector.zeros(model.layout().size()));
        table.close();

        assertThat(ParameterBytes.sha256(ParameterBytes.of(result.weights())))
                .isEqualTo(commandsWeights(home.resolve("conf/quickstart.conf")));
    }

    private String commandsWeights(Path quickstart) throws Exception {
        List<String> conf = Files.readAllLines(quickstart);
        return Runs.train(directory, conf, "data.test=null", "run.dir=" + directory.resolve("run"))
                .weightsSha256();
    }

    @Test
    void readmeHasTheseLines() throws Exception {
        Path home = Path.of(System.getProperty("glissade.home"));
        List<String> here = Files.readAllLines(home.resolve("src/test/java/dev/glissade/run/JavaApiTest.java"));
        int first = here.indexOf("        // from here on as in README") + 1;
        int last = here.indexOf("        table.close();");
        List<String> lines = here.subList(first, last + 1).stream()
                .map(line -> line.substring(8))
                .toList();
        assertThat(Files.readString(home.resolve("README.md"))).contains(String.join("\n", lines));
    }
}
