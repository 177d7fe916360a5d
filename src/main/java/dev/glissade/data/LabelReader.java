package dev.glissade.data;

import dev.glissade.model.LabelCoding;

/**
 * Turns the labels of one input partition into numbers: a regression's into themselves, classes into numbers of this
 * partition's own list of classes, in the order that they turn up. Belongs to one thread.
 */
final class LabelReader {

    private static final String SUBJECT = "label";

    /** Where there are more classes, a message gives their number only. */
    private static final int SHOWN_CLASSES = 20;

    private final LabelRule rule;
    private final LocalClasses classes = new LocalClasses();
    private final DecimalParser decimals = new DecimalParser();
    private String problem;

    /** Number of classes of the rows that count. */
    private int kept;

    LabelReader(LabelRule rule) {
        this.rule = rule;
    }

    boolean isIgnored() {
        return rule.isIgnored();
    }

    /** The label in {@code line[from, to)}, without blanks around it; NaN if it is bad, see {@link #problem}. */
    double read(byte[] line, int from, int to) {
        if (rule.isIgnored()) {
            return 0;
        }
        double value = decimals.parse(line, from, to);
        if (Double.isFinite(value)) {
            return read(value);
        }
        String text = Problem.text(line, from, to);
        return Double.isInfinite(value) ? bad(Problem.notFinite(SUBJECT, text)) : read(text);
    }

    /** The number as a label; NaN if it is bad, see {@link #problem}. */
    double read(double value) {
        if (rule.isIgnored()) {
            return 0;
        }
        if (!Double.isFinite(value)) {
            return bad(Problem.notFinite(SUBJECT, value));
        }
        return rule.hasClasses() ? checked(classes.numberOf(value)) : value;
    }

    /** The text, which is no number, as a label; NaN if it is bad, see {@link #problem}. */
    private double read(String text) {
        if (!rule.hasClasses() || text.isEmpty() || Problem.spellsNotFinite(text)) {
            return bad(Problem.notFinite(SUBJECT, text));
        }
        return checked(classes.numberOf(text));
    }

    private double checked(int number) {
        LabelCoding known = rule.knownLabels();
        boolean unknown = known != null && known.encode(classes.name(number)).isEmpty();
        return unknown ? bad(notOneOf(classes.name(number), known)) : number;
    }

    private static String notOneOf(String name, LabelCoding known) {
        return known.classCount() > SHOWN_CLASSES
                ? "label %s is not one of the model's %d classes".formatted(Problem.quote(name), known.classCount())
                : "label %s is not one of the model's classes (%s)"
                        .formatted(Problem.quote(name), String.join(", ", known.classes()));
    }

    private double bad(String message) {
        problem = message;
        return Double.NaN;
    }

    /** Whether there are more classes than anyone has. */
    boolean hasTooManyClasses() {
        return classes.size() > LocalClasses.MAX;
    }

    /** The row under way counts, and with it its class. */
    void keep() {
        kept = classes.size();
    }

    /** The row under way does not count, nor does a class that it alone has. */
    void forget() {
        classes.forgetBeyond(kept);
    }

    /** What was wrong with the last label that was read as NaN. */
    String problem() {
        return problem;
    }

    /** Names of the classes so far, by their number here. */
    String[] classes() {
        return classes.names();
    }
}
