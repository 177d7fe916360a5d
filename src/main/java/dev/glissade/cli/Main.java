package dev.glissade.cli;

import dev.glissade.cluster.ClusterCommand;
import dev.glissade.config.Configuration;
import dev.glissade.config.Secrets;
import dev.glissade.config.SparkSettings;
import dev.glissade.config.UserError;
import dev.glissade.run.RunInterruptedException;
import dev.glissade.run.TrainingRun;
import dev.glissade.run.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: {@code glissade COMMAND …}. */
@Command(
        name = "glissade",
        description = "Trains models by mini-batch stochastic gradient descent on Apache Spark.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.VersionText.class,
        subcommands = {
            TrainCommand.class,
            ResumeCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            ExportCommand.class,
            CheckGradientCommand.class,
            ExampleCommand.class,
            BenchCommand.class,
            StudyCommand.class,
            ReportCommand.class,
            ClusterCommand.class
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:done",
            "2:bad usage, configuration or data",
            "3:training diverged",
            "130:interrupted",
            "1:anything else"
        })
public final class Main implements Runnable {

    private static final String OUT_OF_MEMORY =
            "out of memory at the driver (%s): give it more by GLISSADE_DRIVER_MEMORY or spark-submit's --driver-memory";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--master",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The cluster to run on (default: the configuration's spark.master, else spark-submit's, else"
                    + " local[*]).")
    private String master;

    @Option(
            names = "--jars",
            paramLabel = "JAR",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "Jars with classes of yours that the configuration or the model names.")
    private List<String> jars = new ArrayList<>();

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean stacktrace;

    private final Ending ending;

    /** Kept out of everything that is said of an error. */
    private Secrets secrets = Secrets.none();

    private Main(Ending ending) {
        this.ending = ending;
    }

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.err, Ending.ofSignals()));
    }

    /**
     * Runs a command.
     *
     * @param arguments the command line behind the program's name
     * @param errors where an error's one line goes
     * @return the exit status
     */
    static int run(String[] arguments, PrintStream errors) {
        return run(arguments, errors, new Ending());
    }

    private static int run(String[] arguments, PrintStream errors, Ending ending) {
        Main main = new Main(ending);
        main.keepSecrets(SparkSettings.defaults());
        CommandLine line = new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, given) -> main.report(usage(wrong), wrong, errors, ExitStatus.USAGE));
        line.setExecutionExceptionHandler((failed, command, parsed) -> main.failed(failed, errors));
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError full) {
            return main.report(OUT_OF_MEMORY.formatted(full.getMessage()), full, errors, ExitStatus.FAILED);
        } finally {
            Thread.currentThread().setContextClassLoader(loader); // without the user's jars
        }
    }

    /** What the command line says of Spark. */
    Launch launch() {
        Optional<String> url = Optional.ofNullable(master);
        return new Launch(url.map(given -> Secrets.requireNone("--master", given)), jars);
    }

    /** From here on no error shows the secrets among these settings, or among those of spark-submit. */
    void keepSecrets(SparkSettings configured) {
        Map<String, String> settings = new HashMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("spark.") && !name.equals(Secrets.REDACTION))
                .forEach(name -> settings.put(name, System.getProperty(name)));
        settings.putAll(configured.settings());
        secrets = Secrets.of(settings);
    }

    /**
     * The session that the work of a configuration is done in: its secrets are kept out of what is printed, and its classes found.
     *
     * @throws dev.glissade.config.UserError if a class or a jar is missing, or Spark cannot be started so
     */
    SparkSession session(Configuration configuration) {
        keepSecrets(configuration.spark());
        UserJars.use(launch(), configuration.spark());
        TrainingRun.requireClasses(configuration);
        return SparkSessions.start(configuration.name(), launch(), configuration.spark());
    }

    /** What signals do to a run. */
    Ending ending() {
        return ending;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private int failed(Exception error, PrintStream errors) {
        if (error instanceof RunInterruptedException) {
            return report(error.getMessage() + ending.options(), error, errors, ExitStatus.INTERRUPTED);
        }
        if (ending.hasBegun() || ExitStatus.interrupted()) {
            return report("interrupted", error, errors, ExitStatus.INTERRUPTED); // all else is a consequence of that
        }
        return error instanceof UserError
                ? report(error.getMessage(), error, errors, ExitStatus.USAGE)
                : report(Failures.describe(error), error, errors, ExitStatus.FAILED);
    }

    private static String usage(ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        return "%s (see %s --help)"
                .formatted(wrong.getMessage().lines().findFirst().orElse(""), command);
    }

    private int report(String message, Throwable error, PrintStream errors, int status) {
        errors.println("glissade: " + secrets.hide(message));
        if (stacktrace) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace, true));
            errors.print(secrets.hide(trace.toString()));
        }
        return status;
    }

    /** What {@code --version} prints. */
    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"glissade " + Version.current()};
        }
    }
}
