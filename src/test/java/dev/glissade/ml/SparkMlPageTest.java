package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.tools.nsc.MainClass;

/** The page on spark.ml is true. */
class SparkMlPageTest {

    private static final Path HOME = Path.of(System.getProperty("glissade.home"));

    private static final List<String> COLUMNS = List.of("featuresCol", "labelCol", "predictionCol", "rawPredictionCol");

    @Test
    void itsJavaRuns() throws Exception {
        Dataset<Row> rows = Points.classes(2, 200);

        // from here on as on the page
        SGDClassifier classifier = new SGDClassifier()
                .setRegParam(0.01)
                .setElasticNetParam(0.5)
                .setGradient("svrg")
                .setBatchSize(64)
                .setMaxIter(20);
        SGDClassificationModel model = classifier.fit(rows);
        Dataset<Row> predicted = model.transform(rows);
        System.out.println(model.coefficients() + " after " + model.summary().totalEpochs() + " epochs");

        assertThat(predicted.columns()).contains("probability");
        assertThat(page()).contains(String.join("\n", linesAbove()));
        assertThat(Files.readString(HOME.resolve("README.md"))).contains(String.join("\n", linesAbove()));
    }

    @Test
    void itsScalaRuns(@TempDir Path directory) throws Exception {
        Path source = Files.writeString(directory.resolve("OnThePage.scala"), """
                import org.apache.spark.sql.{Dataset, Row}

                object OnThePage {
                  def best(rows: Dataset[Row]): dev.glissade.ml.SGDClassificationModel = {
                %s
                    best
                  }
                }
                """.formatted(scala()));
        String[] arguments = {
            "-release", "17", "-Werror", "-classpath", classPath(), "-d", directory.toString(), source.toString()
        };
        assertThat(new MainClass().process(arguments)).as("scalac").isTrue();

        URL[] compiled = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(compiled, getClass().getClassLoader())) {
            Object best = loader.loadClass("OnThePage")
                    .getMethod("best", Dataset.class)
                    .invoke(null, Points.classes(2, 900));
            assertThat(((SGDClassificationModel) best).summary().totalEpochs()).isPositive();
            assertThat(((SGDClassificationModel) best).getRegParam()).isLessThan(0.1);
        }
    }

    private static String scala() throws Exception {
        Matcher block = Pattern.compile("```scala\n(.*?)```", Pattern.DOTALL).matcher(page());
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Of this machine, without the directories that some libraries name in their manifests. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.exists(Path.of(entry)))
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    private static List<String> linesAbove() throws Exception {
        List<String> here = Files.readAllLines(HOME.resolve("src/test/java/dev/glissade/ml/SparkMlPageTest.java"));
        int first = here.indexOf("        // from here on as on the page") + 1;
        int last = first + here.subList(first, here.size()).indexOf("");
        return here.subList(first, last).stream().map(line -> line.substring(8)).toList();
    }

    @Test
    void itHasEveryParam() throws Exception {
        String page = page();
        assertThat(Stream.of(new SGDClassifier().params(), new SGDRegressor().params())
                        .flatMap(Arrays::stream)
                        .map(Param::name))
                .allMatch(name -> page.contains("`" + name + "`"))
                .containsAll(COLUMNS);
    }

    private static String page() throws Exception {
        return Files.readString(HOME.resolve("src/site/markdown/spark-ml.md"));
    }
}
