package dev.glissade.bench;

import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The directory of a bench: found free before anything is measured, made when there is something to write. */
public final class BenchDirectory {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Directory directory;

    private BenchDirectory(Directory directory) {
        this.directory = directory;
    }

    /**
     * Where results will go; nothing is made yet.
     *
     * @param given {@code dir}; if empty, a new directory {@code runs/bench-TIME}
     * @throws UserError if nothing can be written there, or it holds something already
     */
    public static BenchDirectory choose(Optional<String> given, Configuration hadoop) {
        String wanted = given.orElseGet(() -> "runs/bench-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())));
        try {
            Directory directory = Directory.at(wanted, hadoop);
            if (!directory.isEmpty()) {
                throw new UserError(
                        "dir = %s: there is something in it already; nothing is ever overwritten".formatted(wanted));
            }
            directory.requireWritable();
            return new BenchDirectory(directory);
        } catch (IOException | IllegalArgumentException failed) {
            throw new UserError("dir = %s: cannot be written: %s".formatted(wanted, failed.getMessage()), failed);
        }
    }

    /** Writes what there is so far in place of what there was. */
    public void write(BenchReport report) throws IOException {
        directory.create();
        directory.write("bench.json", report.json());
        directory.write("bench.md", report.markdown());
        Directory plots = directory.child("plots");
        plots.create();
        Map<String, Integer> alike = new HashMap<>();
        for (Result result : report.results()) {
            int number = alike.merge(fileName(result.name()), 1, Integer::sum);
            if (BarChart.shows(result)) {
                String name = number == 1 ? result.name() : result.name() + " " + number;
                plots.write(fileName(name), out -> BarChart.write(result, out));
            }
        }
        for (Forecast forecast : report.forecasts()) {
            plots.write(fileName(forecast.name()), out -> ForecastChart.write(forecast, out));
        }
    }

    /** "accuracy, a9a.svm to 1e-3" as {@code accuracy-a9a.svm-to-1e-3.png}. */
    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9.]+", "-") + ".png";
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
