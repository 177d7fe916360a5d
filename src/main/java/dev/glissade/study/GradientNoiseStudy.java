package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.gradient.ExactNoise;
import dev.glissade.linalg.DenseVector;
import dev.glissade.run.Workbench;
import dev.glissade.sampling.CounterHash;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.NoiseAverage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the variance of a batch's gradient falls with the batch size, for each way of drawing rows, beside what the sampling's formula makes
 * of the exact gradients of all rows.
 *
 * <p>With σ² = (1/N)Σ‖gᵢ − ḡ‖²: σ²/b for rows drawn with replacement, (σ²/b)(N − b)/(N − 1) without (Cochran 1977, theorem 2.2), and
 * (1 − b/N)/b·(1/N)Σ‖gᵢ‖² for Bernoulli batches, whose size varies too.
 */
final class GradientNoiseStudy implements Study {

    private static final int STEP = 4;
    private static final int FREE_STEPS = 200;

    /** Two pairs: enough to see that nothing varies, of a batch of all rows. */
    private static final int FEWEST_DRAWS = 4;

    /** Smaller batches scatter more and cost next to nothing: they are drawn more often, to as many rows in all. */
    private static final long FEW_ROWS = 64;

    /** What a batch costs beside its rows, in rows, about. */
    private static final double OF_BATCH = 500;

    /** Of the seeds of draws, apart from those of runs. */
    private static final long DRAWS = 0xD4A35;

    @Override
    public String name() {
        return "gradient-noise";
    }

    @Override
    public String varies() {
        return "the learning rate on the way to study.weights";
    }

    /** Draws need no rate, and no batch size of the configuration. */
    @Override
    public Optional<String> fixedBy(Configuration configuration) {
        return Place.needTraining(configuration) ? Fixed.rate(configuration) : Optional.empty();
    }

    @Override
    public Configuration varied(Configuration configuration) {
        return configuration;
    }

    @Override
    public Findings on(Desk desk) {
        List<Place> places = Place.of(desk);
        List<Exact> exact = places.stream().map(place -> Exact.of(desk, place)).toList();
        long rows = exact.get(0).noise().rows();
        List<Long> sizes = Sizes.of(desk.configuration(), rows, () -> usual(rows));
        List<Long> descending = new ArrayList<>(sizes);
        Collections.reverse(descending);
        Advance advance = advance(desk, places.size(), sizes, rows);
        List<NoisePlace> all = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            List<NoisePoint> points = new ArrayList<>();
            for (Mode mode : Mode.values()) {
                List<NoisePoint> ofMode = new ArrayList<>();
                for (long size : descending) { // the long ones first, which tell how long the others take
                    ofMode.add(0, point(desk, advance, i, exact.get(i), mode, size));
                }
                points.addAll(ofMode);
            }
            Place place = places.get(i);
            all.add(new NoisePlace(
                    place.name(), exact.get(i).noise(), exact.get(i).squaredNorm(), free(desk, place), points));
        }
        return new NoiseFindings(desk.configuration(), all).findings();
    }

    /** 1, 4, 16, … and all rows. */
    private static List<Long> usual(long rows) {
        List<Long> sizes = new ArrayList<>();
        for (long size = 1; size < rows; size *= STEP) {
            sizes.add(size);
        }
        sizes.add(rows);
        return sizes;
    }

    private static Advance advance(Desk desk, int places, List<Long> sizes, long rows) {
        double work = 0;
        for (Mode mode : Mode.values()) {
            for (long size : sizes) {
                work += places * work(draws(desk.configuration(), mode, size, rows), size);
            }
        }
        return new Advance(desk, "variances", (long) places * Mode.values().length * sizes.size(), work);
    }

    private static double work(int draws, long batchSize) {
        return draws * (batchSize + OF_BATCH);
    }

    /** An even number; of the batch of all rows, which is always the same, a few will do. */
    private static int draws(Configuration configuration, Mode mode, long batchSize, long rows) {
        if (ExactNoise.share(mode, batchSize, rows) == 0) {
            return FEWEST_DRAWS;
        }
        int wanted = configuration.study().draws() * (int) Math.max(1, FEW_ROWS / batchSize);
        return Math.max(FEWEST_DRAWS, wanted + wanted % 2);
    }

    private static NoisePoint point(Desk desk, Advance advance, int number, Exact exact, Mode mode, long batchSize) {
        Place place = exact.place();
        int draws = draws(desk.configuration(), mode, batchSize, exact.noise().rows());
        String name = "%s-%s-%d".formatted(piece("draws", place), NoisePoint.word(mode), batchSize);
        JsonNode seen = advance.piece(
                name,
                1,
                work(draws, batchSize),
                () -> desk.once(name, () -> {
                    long stream = CounterHash.hash(desk.configuration().seed(), DRAWS + number);
                    Sampling sampling = new Sampling(mode, CounterHash.hash(stream + stream(mode), batchSize));
                    Workbench bench = desk.bench();
                    return Verdict.json(new GradientDraws(bench.data(), bench.penalty(), place.weights(), exact.noise())
                            .average(sampling, batchSize, draws));
                }));
        return new NoisePoint(mode, batchSize, draws, Verdict.noise(seen));
    }

    /** Draws of one way are not those of another. */
    private static int stream(Mode mode) {
        return switch (mode) {
            case EPOCH_SHUFFLE -> 0;
            case WITHOUT_REPLACEMENT -> 1;
            case WITH_REPLACEMENT -> 2;
            case BERNOULLI -> 3;
        };
    }

    /** Of a piece of work at a place. */
    private static String piece(String what, Place place) {
        return "%s-%s".formatted(what, place.name().replaceAll("[^A-Za-z0-9]+", "-"));
    }

    private static NoisePlace.Free free(Desk desk, Place place) {
        JsonNode seen = desk.once(piece("free", place), () -> {
            Workbench bench = desk.bench();
            long batchSize =
                    desk.configuration().gradient().rowsPerStep(bench.data().rows());
            Sampling sampling =
                    new Sampling(Mode.EPOCH_SHUFFLE, desk.configuration().seed());
            NoiseAverage noise = place.noise(bench.data(), bench.penalty(), sampling, batchSize, FREE_STEPS);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("batchSize", batchSize);
            fields.put("steps", FREE_STEPS);
            fields.put("noise", Verdict.json(noise));
            return fields;
        });
        return new NoisePlace.Free(
                seen.get("batchSize").longValue(), seen.get("steps").intValue(), Verdict.noise(seen.get("noise")));
    }

    /**
     * What all rows say.
     *
     * @param place where
     * @param noise of the mean loss's gradient
     * @param squaredNorm |G|² of the whole objective's
     */
    private record Exact(Place place, ExactNoise noise, double squaredNorm) {

        static Exact of(Desk desk, Place place) {
            JsonNode found = desk.once(piece("exact", place), () -> find(desk.bench(), place));
            double[] gradient = new double[found.get("gradient").size()];
            Arrays.setAll(gradient, i -> found.get("gradient").get(i).doubleValue());
            return new Exact(
                    place,
                    new ExactNoise(
                            DenseVector.wrap(gradient),
                            found.get("meanSquare").doubleValue(),
                            found.get("rows").longValue()),
                    found.get("gradientNormSquared").doubleValue());
        }

        private static Map<String, Object> find(Workbench bench, Place place) {
            ExactNoise noise = ExactNoise.at(bench.data(), place.weights());
            double norm = bench.penalty()
                    .addSmoothGradient(noise.gradient(), place.weights())
                    .norm();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("rows", noise.rows());
            fields.put("meanSquare", noise.meanSquare());
            fields.put("gradientNormSquared", norm * norm);
            fields.put(
                    "gradient",
                    Arrays.stream(noise.gradient().toArray()).boxed().toList());
            return fields;
        }
    }
}
