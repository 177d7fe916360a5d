package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.BatchSize;
import dev.glissade.config.Configuration;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.run.Workbench;
import dev.glissade.sampling.Sampling;
import dev.glissade.statistics.NoiseAverage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How large a batch may be, and what happens to the learning rate: batch sizes × rates × seeds to a target.
 *
 * <p>For each batch size the rate of the fewest steps is found; the steps at these rates give the critical batch size by the fit of
 * (S/Smin − 1)(E/Emin − 1) = 1 (McCandlish, Kaplan, Amodei et al. 2018). From the best rate of the smallest batch size each rule says what the rate
 * of the others should be: linear (Goyal et al. 2017), square root, and AdaScale (Johnson et al. 2020); runs at those rates tell how far it
 * is right.
 */
final class LinearScalingStudy implements Study {

    private static final long SMALLEST = 16;
    private static final int MOST_SIZES = 12;
    private static final int RATES = 9;
    /** Above 2/L at the start, as L falls on the way. */
    private static final double LARGEST_RATE = 4;

    private static final int FREE_STEPS = 200;

    @Override
    public String name() {
        return "linear-scaling";
    }

    @Override
    public String what() {
        return "batch sizes × learning rates to a target: the critical batch size, and how far each scaling rule is right";
    }

    @Override
    public Findings on(Desk desk) {
        Reference reference = Reference.of(desk);
        Configuration base = desk.configuration();
        List<Long> sizes = sizes(base, reference.rows());
        List<Double> rates = rates(base, reference, Reference.hasKinks(desk));
        List<Scaling> tried = ScalingGrid.rules(base);
        ScalingWork work = new ScalingWork(
                base,
                sizes,
                new Runs(desk, reference, true),
                new Advance(
                        desk,
                        (long) sizes.size()
                                * (rates.size() + tried.size())
                                * base.study().seeds()));
        List<Steps> grid = work.grid(rates);
        Map<Scaling, List<Steps>> rules = new LinkedHashMap<>();
        grid.stream().filter(steps -> steps.bestRate().isPresent()).findFirst().ifPresent(smallest -> {
            double rate = smallest.bestRate().orElseThrow();
            tried.forEach(rule -> rules.put(rule, work.ruled(rule, smallest.batchSize(), rate)));
        });
        ScalingGrid all =
                new ScalingGrid(reference, grid, rules, StepSeconds.of(desk, base, sizes, rates.get(0)), noise(desk));
        return new ScalingFindings(base, all).findings();
    }

    private static List<Long> sizes(Configuration base, long rows) {
        List<Long> given = base.study().batchSizes().stream()
                .map(size -> size instanceof BatchSize.Rows of ? of.rows() : rows)
                .toList();
        if (!given.isEmpty()) {
            return given;
        }
        List<Long> sizes = new ArrayList<>();
        for (long size = Math.min(SMALLEST, rows); size <= rows && sizes.size() < MOST_SIZES; size *= 2) {
            sizes.add(size);
        }
        return sizes;
    }

    private static List<Double> rates(Configuration base, Reference reference, boolean kinks) {
        if (!base.study().rates().isEmpty()) {
            return base.study().rates();
        }
        double curvature = reference.requireCurvature(kinks);
        List<Double> rates = new ArrayList<>();
        for (int i = RATES - 1; i >= 0; i--) {
            rates.add(LARGEST_RATE / curvature / (1L << i));
        }
        return rates;
    }

    private static Map<String, NoiseAverage> noise(Desk desk) {
        List<Place> places = Place.of(desk);
        JsonNode measured = desk.once("noise", () -> {
            Workbench bench = desk.bench();
            Sampling sampling = new Sampling(
                    Sampling.Mode.EPOCH_SHUFFLE, desk.configuration().seed());
            Map<String, Object> each = new LinkedHashMap<>();
            for (Place place : places) {
                long batch = Math.min(256, bench.data().rows());
                each.put(
                        place.name(),
                        Verdict.json(place.noise(bench.data(), bench.penalty(), sampling, batch, FREE_STEPS)));
            }
            return each;
        });
        Map<String, NoiseAverage> noise = new LinkedHashMap<>();
        places.forEach(place -> noise.put(place.name(), Verdict.noise(measured.get(place.name()))));
        return noise;
    }
}
