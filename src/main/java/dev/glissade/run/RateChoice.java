package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoint;
import dev.glissade.gradient.BatchSmoothness;
import dev.glissade.training.RateSearch;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A learning rate that was found. */
public sealed interface RateChoice {

    /** η. */
    double rate();

    /** What it is called in the summary. */
    String name();

    /** What the summary says of it. */
    Map<String, Object> fields();

    /** One line on how it was chosen and what that cost. */
    String sentence();

    /** As a checkpoint keeps it. */
    default Checkpoint.FoundRate kept() {
        return new Checkpoint.FoundRate(rate(), name(), Json.line(fields()));
    }

    /** Of a run that goes on. */
    record Kept(Checkpoint.FoundRate kept) implements RateChoice {

        @Override
        public double rate() {
            return kept.rate();
        }

        @Override
        public String name() {
            return kept.name();
        }

        @Override
        public Map<String, Object> fields() {
            return Json.fields(kept.fields());
        }

        @Override
        public String sentence() {
            return "learning-rate.initial = auto: %s, as found before the first step".formatted(rate());
        }
    }

    /**
     * By trials.
     *
     * @param rate η
     * @param found what was tried
     * @param trialSteps steps of each trial
     * @param tableRows N
     * @param jobs Spark jobs that it took
     */
    record Searched(double rate, RateSearch.Found found, long trialSteps, long tableRows, long jobs)
            implements RateChoice {

        @Override
        public String name() {
            return "learningRateSearch";
        }

        private double epochs() {
            return (double) found.rowsVisited() / tableRows;
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("rate", rate);
            fields.put("trials", found.trials().stream().map(Searched::fields).toList());
            fields.put("steps", found.steps());
            fields.put("epochs", epochs());
            fields.put("jobs", jobs);
            fields.put("seconds", found.seconds());
            return fields;
        }

        private static Map<String, Object> fields(RateSearch.Trial trial) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("rate", trial.rate());
            fields.put("objective", Json.number(trial.objective()));
            return fields;
        }

        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "learning-rate.initial = auto: %s, the best of %d rates tried for %d steps each (%.3g epochs, %d jobs,"
                            + " %.1f s)",
                    rate,
                    found.trials().size(),
                    trialSteps,
                    epochs(),
                    jobs,
                    found.seconds());
        }
    }

    /**
     * By the smoothness of the loss: a factor over L_b.
     *
     * @param factor 1, or less where the method asks for it
     * @param smoothness L_b, and what it is made of
     * @param batchSize b
     * @param rows n, that batches are drawn from
     * @param jobs Spark jobs that it took
     * @param seconds that it took
     */
    record BySmoothness(double factor, BatchSmoothness smoothness, long batchSize, long rows, long jobs, double seconds)
            implements RateChoice {

        @Override
        public double rate() {
            return factor / smoothness.value();
        }

        @Override
        public String name() {
            return "learningRateBound";
        }

        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("rate", rate());
            fields.put("factor", factor);
            fields.put("batchSmoothness", smoothness.value());
            smoothness.mean().ifPresent(mean -> fields.put("meanSmoothness", mean));
            fields.put("rowSmoothness", smoothness.worstRow());
            fields.put("batchSize", batchSize);
            fields.put("rows", rows);
            fields.put("jobs", jobs);
            fields.put("seconds", seconds);
            return fields;
        }

        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "learning-rate.initial = auto: %.4g, %.4g over L_b = %.4g for batches of %d of %,d rows (L = %.4g of the"
                            + " worst row%s; jobs: %d, %.1f s)",
                    rate(),
                    factor,
                    smoothness.value(),
                    batchSize,
                    rows,
                    smoothness.worstRow(),
                    smoothness.mean().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    ", %.4g of the mean loss",
                                    smoothness.mean().getAsDouble())
                            : "",
                    jobs,
                    seconds);
        }
    }
}
