package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import dev.glissade.report.HtmlReport;
import dev.glissade.report.ReportFiles;
import dev.glissade.run.Json;
import dev.glissade.run.RunObserver;
import dev.glissade.run.StudyDirectory;
import dev.glissade.run.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** A study from its configuration to its directory. */
public final class StudyRun {

    private static final String PIECES = "pieces";
    private static final String TABLE = "study.csv";

    private final Study study;
    private final Configuration configuration;

    /**
     * @param name of the study
     * @param configuration of its runs
     * @throws UserError if there is no such study
     */
    public StudyRun(String name, Configuration configuration) {
        this.study = Studies.named(name);
        this.configuration = configuration;
    }

    /**
     * Does what is not done yet, and writes the findings: {@code study.csv}, {@code study.json}, {@code report.html}, {@code plots/}.
     *
     * @param spark stays open
     * @param observer is told how it goes
     * @return the directory
     * @throws UserError if data or configuration are not good, or the directory holds something else
     */
    public String execute(SparkSession spark, RunObserver observer) throws IOException {
        study.requireVariable(configuration);
        Directory directory = StudyDirectory.of(
                study.name(), configuration, spark.sparkContext().hadoopConfiguration());
        observer.say("%s; if it is interrupted, glissade resume %s goes on with it".formatted(directory, directory));
        findings(directory, () -> Workbench.open(spark, configuration, observer), observer::say);
        return directory.toString();
    }

    /**
     * Writes the findings of a study again.
     *
     * @param hadoop knows the file system
     * @param lines takes what is worth a line
     * @throws UserError if it is not finished
     */
    public void report(org.apache.hadoop.conf.Configuration hadoop, Consumer<String> lines) throws IOException {
        Directory directory = StudyDirectory.of(study.name(), configuration, hadoop);
        findings(
                directory,
                () -> {
                    throw new UserError(
                            "%s: the study is not finished; glissade resume goes on with it".formatted(directory));
                },
                lines);
    }

    private void findings(Directory directory, Supplier<Workbench> opener, Consumer<String> lines) throws IOException {
        try (Desk desk = new Desk(configuration, directory.child(PIECES), opener, lines)) {
            write(study.on(desk), directory, lines);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void write(Findings findings, Directory directory, Consumer<String> lines) throws IOException {
        directory.write(TABLE, findings.csv());
        Map<String, Object> verdicts = new LinkedHashMap<>();
        verdicts.put("study", study.name());
        verdicts.put("name", configuration.name());
        verdicts.putAll(findings.verdicts());
        String title = "%s: %s".formatted(configuration.name(), study.name());
        ReportFiles.write(new HtmlReport(title, findings.line(), findings.sections()), directory, lines);
        directory.write(StudyDirectory.VERDICTS, Json.document(verdicts));
    }
}
