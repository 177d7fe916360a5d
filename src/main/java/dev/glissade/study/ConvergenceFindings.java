package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Part;
import dev.glissade.report.Point;
import dev.glissade.report.Section;
import dev.glissade.report.Series;
import dev.glissade.run.Json;
import dev.glissade.statistics.ConvergenceRate;
import dev.glissade.statistics.ConvergenceRate.Law;
import dev.glissade.study.Course.At;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The table, the verdicts and the report of a study of methods. */
final class ConvergenceFindings {

    private static final List<String> COLUMNS =
            List.of("method", "epoch", "gradientEvaluations", "jobs", "seconds", "suboptimality");

    /** Levels of suboptimality, as files name them. */
    private static final Map<String, Double> LEVELS = levels();

    /** Of an order p; with room above that of the fastest sublinear method, Nesterov's. */
    private static final double STEEPEST = 4;

    private static final String NOT_MET = "–";

    private final Configuration configuration;
    private final Reference reference;
    private final List<Contestant> contestants;
    private final List<Course> courses;
    private final List<Course> run;
    private final Suboptimality scale;

    /**
     * @param configuration whose data and model they were run on
     * @param reference what was known before
     * @param contestants all methods
     * @param courses of each, in the same order
     */
    ConvergenceFindings(
            Configuration configuration, Reference reference, List<Contestant> contestants, List<Course> courses) {
        this.configuration = configuration;
        this.reference = reference;
        this.contestants = List.copyOf(contestants);
        this.courses = List.copyOf(courses);
        this.run = courses.stream().filter(course -> !course.isLeftOut()).toList();
        this.scale = new Suboptimality(
                Math.min(reference.optimum(), best().map(Course::least).orElse(Double.POSITIVE_INFINITY)),
                run.isEmpty() ? reference.start() : run.get(0).points().get(0).objective());
    }

    private static Map<String, Double> levels() {
        Map<String, Double> levels = new LinkedHashMap<>();
        levels.put("1e-3", 1e-3);
        levels.put("1e-6", 1e-6);
        levels.put("1e-9", 1e-9);
        return levels;
    }

    private Optional<Course> best() {
        return run.stream().reduce((one, other) -> other.least() < one.least() ? other : one);
    }

    Findings findings() {
        String line = "%s; %,d rows, minimum %s"
                .formatted(configuration.data().train(), reference.rows(), Verdict.number(scale.optimum()));
        return new Findings(COLUMNS, rows(), verdicts(), line, sections());
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (Course course : run) {
            for (At at : course.points()) {
                List<Object> row = new ArrayList<>();
                row.add(course.method());
                row.add(at.epoch());
                row.add(at.gradientEvaluations());
                row.add(at.jobs());
                row.add(at.seconds());
                row.add(scale.of(at.objective()));
                rows.add(row);
            }
        }
        return rows;
    }

    private Map<String, Object> verdicts() {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        verdicts.put("rows", reference.rows());
        verdicts.put("optimum", scale.optimum());
        verdicts.put("referenceOptimum", reference.optimum());
        verdicts.put("lowerThanReference", lower().map(Course::method).orElse(null));
        verdicts.put("suboptimalityUnit", scale.unit());
        verdicts.put("methods", courses.stream().map(this::of).toList());
        return verdicts;
    }

    /** The method that came below what the reference solver had found, by more than rounding. */
    private Optional<Course> lower() {
        return best().filter(course -> reference.optimum() - course.least() > Suboptimality.ROUNDING * scale.unit());
    }

    private Map<String, Object> of(Course course) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", course.method());
        if (course.isLeftOut()) {
            fields.put("leftOut", course.leftOut());
            return fields;
        }
        fields.put("learningRate", Json.number(course.rate()));
        fields.put("ended", course.ended());
        fields.put("suboptimality", Json.number(scale.of(course.least())));
        Optional<ConvergenceRate> rate = rate(course);
        fields.put(
                "law", rate.map(of -> law(of).name().toLowerCase(Locale.ROOT)).orElse(null));
        fields.put("factor", rate.map(of -> Verdict.json(of.factor())).orElse(null));
        fields.put("order", rate.map(of -> Verdict.json(of.order())).orElse(null));
        fields.put("fittedFrom", rate.map(ConvergenceRate::from).orElse(null));
        fields.put("fittedTo", rate.map(ConvergenceRate::to).orElse(null));
        Map<String, Object> reached = new LinkedHashMap<>();
        LEVELS.forEach((name, level) -> reached.put(
                name,
                course.first(scale.objectiveAt(level))
                        .map(ConvergenceFindings::cost)
                        .orElse(null)));
        fields.put("reached", reached);
        return fields;
    }

    private static Map<String, Object> cost(At at) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("epochs", at.epoch());
        fields.put("jobs", at.jobs());
        fields.put("seconds", at.seconds());
        return fields;
    }

    private Optional<ConvergenceRate> rate(Course course) {
        return course.rate(scale.optimum(), Suboptimality.ROUNDING * scale.unit());
    }

    private List<Section> sections() {
        List<Part> first = new ArrayList<>();
        first.add(rates());
        first.add(
                new Part.Text(
                        "ρ is what F − F* is multiplied by in an epoch, where it falls by the same factor again and again; p its order where it"
                                + " falls as epochs to the power −p. Both are fitted to the later half of the points above rounding, with 95 %"
                                + " intervals that say how straight that part is; the one that fits better is shown, and none where the"
                                + " objective does not fall for certain, as of plain SGD at a constant rate, which the noise holds off the"
                                + " minimum. What the methods took until they were so far above the minimum and stayed so, in epochs · jobs · seconds:"));
        first.add(costs());
        leftOut().ifPresent(first::add);
        lower().ifPresent(course -> first.add(new Part.Text(
                "%s came below the objective that the reference solver had found, by %s of it; the lower one is the minimum here."
                        .formatted(
                                course.method(),
                                Verdict.number((reference.optimum() - course.least()) / scale.unit())))));
        return List.of(
                new Section("How fast they come to the minimum", first),
                new Section(
                        "On the way",
                        List.of(
                                new Part.Drawing(chart(
                                        "epochs",
                                        Axis.linear("epochs: rows visited, in units of the table"),
                                        At::epoch)),
                                new Part.Drawing(chart("seconds", Axis.logarithmic("seconds"), At::seconds)),
                                new Part.Drawing(
                                        chart("jobs", Axis.logarithmic("Spark jobs"), at -> (double) at.jobs())))));
    }

    private Part rates() {
        List<List<String>> rows = new ArrayList<>();
        for (Course course : run) {
            List<String> row = new ArrayList<>();
            row.add(course.method());
            row.add(Double.isNaN(course.rate()) ? NOT_MET : Verdict.number(course.rate()));
            row.add(rate(course).map(ConvergenceFindings::inWords).orElse(NOT_MET));
            row.add(Verdict.number(Math.max(0, scale.of(course.least()))));
            row.add(course.ended());
            rows.add(row);
        }
        return new Part.Table(
                List.of("method", "learning rate", "ρ or p", "least above the minimum", "ended by"), rows);
    }

    private Part costs() {
        List<List<String>> rows = new ArrayList<>();
        for (Course course : run) {
            List<String> row = new ArrayList<>();
            row.add(course.method());
            for (double level : LEVELS.values()) {
                row.add(course.first(scale.objectiveAt(level))
                        .map(at -> "%s · %,d · %s"
                                .formatted(Verdict.number(at.epoch()), at.jobs(), Verdict.number(at.seconds())))
                        .orElse(NOT_MET));
            }
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("method"));
        LEVELS.keySet().forEach(level -> head.add("to %s".formatted(level)));
        return new Part.Table(head, rows);
    }

    /**
     * What the curve looks like. Over a short stretch a steep power and a linear fall are one to the eye, and scatter decides; no method here has
     * an order above 2, so a steeper power is a linear fall.
     */
    private static Law law(ConvergenceRate rate) {
        if (rate.law() != Law.SUBLINEAR || rate.order().estimate() <= STEEPEST) {
            return rate.law();
        }
        return rate.factor().high() < 1 ? Law.LINEAR : Law.NONE;
    }

    private static String inWords(ConvergenceRate rate) {
        return switch (law(rate)) {
            case LINEAR -> "ρ = " + Verdict.text(rate.factor());
            case SUBLINEAR -> "p = " + Verdict.text(rate.order());
            case NONE -> NOT_MET;
        };
    }

    private Optional<Part> leftOut() {
        List<String> sentences = courses.stream()
                .filter(Course::isLeftOut)
                .map(course -> "%s was left out: %s.".formatted(course.method(), course.leftOut()))
                .toList();
        return sentences.isEmpty() ? Optional.empty() : Optional.of(new Part.Text(String.join(" ", sentences)));
    }

    private Chart chart(String by, Axis axis, ToDoubleFunction<At> along) {
        String unit = scale.isRelativeToTheMinimum() ? "(F − F*)/|F*|" : "(F − F*)/(F(w₀) − F*)";
        Chart chart = Chart.of(
                        "suboptimality-by-" + by,
                        "Above the minimum, by " + by,
                        axis,
                        Axis.logarithmic("objective above its minimum, " + unit))
                .withCaption(
                        "By epochs a straight fall is linear convergence: the same factor again and again. Dashed: a variant of the method of the same"
                                + " colour. Of jobs and seconds, those of looking at the objective are left out.");
        for (int i = 0; i < courses.size(); i++) {
            Course course = courses.get(i);
            String likeness = contestants.get(i).likeness();
            List<Point> points = course.points().stream()
                    .map(at -> Point.of(along.applyAsDouble(at), shown(at.objective())))
                    .toList();
            Series line = Series.plainLine(course.method(), points);
            if (!course.isLeftOut()) {
                chart = chart.with(likeness.isEmpty() ? line : line.withDashes().inColorOf(likeness));
            }
        }
        return chart;
    }

    /** What is lower than rounding is not shown: there it jumps. */
    private double shown(double objective) {
        double above = scale.of(objective);
        return above > Suboptimality.ROUNDING / 10 ? above : Double.NaN;
    }
}
