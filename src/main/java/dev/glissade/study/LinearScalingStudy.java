package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.gradient.ExactNoise;
import dev.glissade.run.Json;
import dev.glissade.run.Workbench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How large a batch may be, and what happens to the learning rate: batch sizes × rates × seeds to a target.
 *
 * <p>For each batch size the rate of the fewest steps is found; the steps at these rates give the critical batch size by the fit of
 * (S/Smin − 1)(E/Emin − 1) = 1 (McCandlish, Kaplan, Amodei et al. 2018). From the best rate of the smallest batch size each rule says what the rate
 * of the others should be: linear (Goyal et al. 2017), square root, and AdaScale (Johnson et al. 2020); runs at those rates tell how far it
 * is right.
 *
 * <p>The rates are chosen by some seeds, and the steps at them are those of as many others: the least of many scattered figures is lower than
 * what it is the least of.
 */
final class LinearScalingStudy implements Study {

    private static final long SMALLEST = 16;
    private static final int MOST_SIZES = 12;
    private static final int RATES = 9;
    /** Above 2/L at the start, as L falls on the way. */
    private static final double LARGEST_RATE = 4;

    @Override
    public String name() {
        return "linear-scaling";
    }

    @Override
    public Findings on(Desk desk) {
        Reference reference = Reference.of(desk);
        Configuration base = desk.configuration();
        List<Long> sizes = Sizes.of(base, reference.rows(), () -> usual(reference.rows()));
        List<Double> rates = rates(base, reference, Reference.hasKinks(desk));
        List<Scaling> tried = ScalingGrid.rules(base);
        long ofSizes = (long) sizes.size() * base.study().seeds();
        Advance advance = new Advance(desk, ofSizes * (rates.size() + 1 + tried.size()));
        ScalingWork work = new ScalingWork(base, sizes, new Runs(desk, reference, true), advance);
        List<Steps> grid = work.grid(rates);
        List<Steps> chosen = work.chosen(grid);
        Map<Scaling, List<Steps>> rules = new LinkedHashMap<>();
        Optional<Steps> from =
                chosen.stream().filter(steps -> steps.atRate().isUsable()).findFirst();
        for (Scaling rule : tried) {
            if (from.isPresent() && sees(desk, rule, sizes.get(0), from.get().batchSize())) {
                rules.put(
                        rule,
                        work.ruled(rule, from.get().batchSize(), from.get().rate()));
            } else {
                advance.without(ofSizes);
            }
        }
        ScalingGrid all = new ScalingGrid(
                reference, grid, chosen, rules, StepSeconds.of(desk, base, sizes, rates.get(0)), noise(desk));
        return new ScalingFindings(base, all).findings();
    }

    private static List<Long> usual(long rows) {
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

    /** tr Σ/|G|² from all rows, at each place. */
    private static Map<String, Double> noise(Desk desk) {
        List<Place> places = Place.of(desk);
        JsonNode measured = desk.once("noise", () -> {
            Workbench bench = desk.bench();
            Map<String, Object> each = new LinkedHashMap<>();
            for (Place place : places) {
                ExactNoise noise = ExactNoise.at(bench.data(), place.weights());
                double norm = bench.penalty()
                        .addSmoothGradient(noise.gradient(), place.weights())
                        .norm();
                each.put(place.name(), Json.number(noise.trace() / (norm * norm)));
            }
            return each;
        });
        Map<String, Double> noise = new LinkedHashMap<>();
        for (Place place : places) {
            JsonNode scale = measured.path(place.name());
            noise.put(place.name(), scale.isNumber() ? scale.doubleValue() : Double.NaN);
        }
        return noise;
    }

    /** AdaScale's gain follows the noise, which shows between the rows of two slices at least, and not in batches of one row. */
    private static boolean sees(Desk desk, Scaling rule, long smallest, long from) {
        long slices = desk.once("slices", () -> Map.of("filled", desk.bench().filledSlices()))
                .get("filled")
                .longValue();
        return rule != Scaling.ADASCALE || (slices > 1 && (smallest > 1 || from == 1));
    }
}
