package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.InvalidSettingException;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import dev.glissade.report.HtmlReport;
import dev.glissade.report.ReportFiles;
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
        requireVariable();
        try (StudyDirectory directory = StudyDirectory.open(
                study.name(), configuration, spark.sparkContext().hadoopConfiguration())) {
            observer.say(
                    "%s; if it is interrupted, glissade resume %s goes on with it".formatted(directory, directory));
            findings(directory, () -> open(spark, directory, observer), observer::say);
            return directory.toString();
        }
    }

    private Workbench open(SparkSession spark, StudyDirectory directory, RunObserver observer) {
        Workbench bench = Workbench.open(spark, configuration, observer);
        try {
            directory.requireSameRows(bench.fingerprints());
            return bench;
        } catch (IOException failed) {
            bench.close();
            throw new UncheckedIOException(failed.getMessage(), failed);
        } catch (Throwable failed) { // of Spark too, whose failures Java does not see
            bench.close();
            throw failed;
        }
    }

    /**
     * Writes the findings of a study again.
     *
     * @param hadoop knows the file system
     * @param lines takes what is worth a line
     * @throws UserError if it is not finished
     */
    public void report(org.apache.hadoop.conf.Configuration hadoop, Consumer<String> lines) throws IOException {
        try (StudyDirectory directory = StudyDirectory.begun(study.name(), configuration, hadoop)) {
            findings(
                    directory,
                    () -> {
                        throw new UserError(
                                "%s: the study is not finished; glissade resume goes on with it".formatted(directory));
                    },
                    lines);
        }
    }

    /**
     * Whether all of its work is done; a study that an earlier version finished may lack some.
     *
     * @param hadoop knows the file system
     */
    public boolean isDone(org.apache.hadoop.conf.Configuration hadoop) throws IOException {
        try (StudyDirectory directory = StudyDirectory.begun(study.name(), configuration, hadoop);
                Desk desk = new Desk(configuration, directory, StudyRun::askForRows, line -> {})) {
            study.on(desk);
            return true;
        } catch (UnfinishedException more) {
            return false;
        }
    }

    private static Workbench askForRows() {
        throw new UnfinishedException();
    }

    /** There are rows to be worked on. */
    private static final class UnfinishedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Varied as the study varies it, before anything is read.
     *
     * @throws UserError if it cannot be
     */
    private void requireVariable() {
        study.fixedBy(configuration).ifPresent(setting -> {
            throw new UserError(
                    "study %s varies %s, which does not go with %s".formatted(study.name(), study.varies(), setting));
        });
        try {
            study.varied(configuration);
        } catch (InvalidSettingException cannot) {
            throw new UserError("study %s varies %s: %s".formatted(study.name(), study.varies(), cannot.getMessage()));
        }
    }

    private void findings(StudyDirectory directory, Supplier<Workbench> opener, Consumer<String> lines)
            throws IOException {
        try (Desk desk = new Desk(configuration, directory, opener, lines)) {
            write(study.on(desk), directory, lines);
        } catch (UncheckedIOException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private void write(Findings findings, StudyDirectory directory, Consumer<String> lines) throws IOException {
        Directory files = directory.forFindings();
        files.write(TABLE, findings.csv());
        String title = "%s: %s".formatted(configuration.name(), study.name());
        ReportFiles.write(new HtmlReport(title, findings.line(), findings.sections()), files, lines);
        Map<String, Object> verdicts = new LinkedHashMap<>();
        verdicts.put("study", study.name());
        verdicts.put("name", configuration.name());
        verdicts.putAll(findings.verdicts());
        directory.finish(verdicts);
    }
}
