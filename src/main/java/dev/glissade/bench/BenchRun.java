package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import dev.glissade.config.SparkSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** A bench from its command line to its directory. */
public final class BenchRun {

    private final List<String> assignments;
    private final BenchSettings settings;
    private final List<String> names;

    /**
     * Checks what was given, before anything is started.
     *
     * @param arguments names of benchmarks and assignments {@code key=value}, in any order
     * @throws dev.glissade.config.UserError if there is no such benchmark or key, or a value is wrong
     */
    public BenchRun(List<String> arguments) {
        assignments = arguments.stream().filter(each -> each.contains("=")).toList();
        names = arguments.stream().filter(each -> !each.contains("=")).toList();
        settings = BenchSettings.read(assignments);
        Benchmarks.named(names, new Sessions(none -> null));
        BenchDirectory.choose(settings.dir(), new Configuration());
    }

    /**
     * Measures, and writes what comes of each comparison as soon as it is there.
     *
     * @param starter starts a Spark session with some settings, on the usual master unless they name one
     * @param progress takes lines of where it stands
     * @param results takes tables in Markdown
     * @return the directory
     */
    public String execute(
            Function<SparkSettings, SparkSession> starter, Consumer<String> progress, Consumer<String> results)
            throws IOException {
        try (Sessions sessions = new Sessions(starter)) {
            Machine machine = Machine.of(sessions.usual().sparkContext());
            BenchDirectory directory = BenchDirectory.choose(
                    settings.dir(), sessions.usual().sparkContext().hadoopConfiguration());
            Collected collected = new Collected(machine, directory, progress, results);
            for (Benchmark benchmark : Benchmarks.named(names, sessions)) {
                benchmark.run(new Bench(settings, sessions.usual(), collected));
            }
            collected.write();
            return directory.toString();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Everything that was told. */
    private final class Collected implements Bench.Audience {

        private final Machine machine;
        private final BenchDirectory directory;
        private final Consumer<String> progress;
        private final Consumer<String> tables;
        private final List<Result> results = new ArrayList<>();
        private final List<Forecast> forecasts = new ArrayList<>();
        private final Set<String> notes = new LinkedHashSet<>();

        Collected(Machine machine, BenchDirectory directory, Consumer<String> progress, Consumer<String> tables) {
            this.machine = machine;
            this.directory = directory;
            this.progress = progress;
            this.tables = tables;
        }

        @Override
        public void progress(String line) {
            progress.accept(line);
        }

        @Override
        public void result(Result result) {
            results.add(result);
            show(new ResultTable(result).lines());
        }

        @Override
        public void forecast(Forecast forecast) {
            forecasts.add(forecast);
            show(new ForecastTable(forecast).lines());
        }

        private void show(List<String> table) {
            tables.accept(String.join(System.lineSeparator(), table));
            try {
                write();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void note(String line) {
            if (notes.add(line)) {
                progress.accept(line);
            }
        }

        private void write() throws IOException {
            directory.write(new BenchReport(machine, assignments, results, forecasts, List.copyOf(notes)));
        }
    }
}
