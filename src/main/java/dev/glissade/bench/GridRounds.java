package dev.glissade.bench;

import dev.glissade.bench.CostGrid.Point;
import dev.glissade.bench.CostGrid.Table;
import dev.glissade.config.BenchSettings;
import dev.glissade.data.SlicedTable;
import dev.glissade.model.LinearModel;
import dev.glissade.spark.SparkGradientSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the steps of a grid in turns, in one session that holds all its tables. */
final class GridRounds {

    private static final double SECONDS_OF_ROUND = 0.25;
    private static final int FEWEST_STEPS = 3;

    /** Rounds of one kind of step, in a session whose executors have not compiled anything yet. */
    private static final int FIRST_WARM_UP = 20;

    private final BenchSettings settings;
    private final Map<Point, Turn> turns = new LinkedHashMap<>();

    /** The steps of a point, one after the other. */
    private record Turn(Steps steps, StepShape shape, List<Double> figures) {}

    private GridRounds(BenchSettings settings) {
        this.settings = settings;
    }

    /** Measures all of them, on the executors of the bench's session. */
    static Map<Point, MeasuredStep> measured(Bench bench, List<Point> points) {
        Map<Table, SlicedTable> tables = new LinkedHashMap<>();
        try {
            GridRounds rounds = new GridRounds(bench.settings());
            for (Point point : points) {
                SlicedTable rows = tables.computeIfAbsent(point.table(), bench::made);
                rounds.add(point, rows);
            }
            return rounds.measured();
        } finally {
            tables.values().forEach(SlicedTable::close);
        }
    }

    private void add(Point point, SlicedTable rows) {
        SparkGradientSource data =
                new SparkGradientSource(rows, LinearModel.logistic(rows.features(), false), Bench.anyDepth());
        Steps steps = Steps.ofBatches(data, point.batch(), settings.seed());
        turns.put(point, new Turn(steps, point.shape(rows.sizes().slices()), new ArrayList<>()));
    }

    private Map<Point, MeasuredStep> measured() {
        Steps first = turns.values().iterator().next().steps;
        for (int round = 0; round < FIRST_WARM_UP; round++) {
            round(first);
        }
        for (int round = -settings.warmup(); round < settings.repeats(); round++) {
            for (Turn turn : turns.values()) {
                double figure = round(turn.steps);
                if (round >= 0) {
                    turn.figures.add(figure);
                }
            }
        }
        Map<Point, MeasuredStep> measured = new LinkedHashMap<>();
        turns.forEach(
                (point, turn) -> measured.put(point, new MeasuredStep(point.toString(), turn.shape, turn.figures)));
        return measured;
    }

    /** The median time of a step, in seconds. */
    private double round(Steps steps) {
        List<Double> times = new ArrayList<>();
        long start = System.nanoTime();
        while (!isOver(times.size(), start)) {
            times.add(Timing.seconds(steps::take));
        }
        return Spread.of(times).median();
    }

    private boolean isOver(int steps, long start) {
        return settings.steps()
                .map(wanted -> steps >= wanted)
                .orElseGet(() -> steps >= FEWEST_STEPS && (System.nanoTime() - start) * 1e-9 > SECONDS_OF_ROUND);
    }
}
