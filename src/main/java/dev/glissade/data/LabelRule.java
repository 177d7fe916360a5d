package dev.glissade.data;

import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.io.Serializable;

/** What the labels of a table may be; goes with the tasks that read it. */
final class LabelRule implements Serializable {

    private static final long serialVersionUID = 1L;

    private final LabelKind kind;
    private final LabelCoding known;

    private LabelRule(LabelKind kind, LabelCoding known) {
        this.kind = kind;
        this.known = known;
    }

    /** Labels of a table to learn from: the classes are those that are found. */
    static LabelRule learned(LabelKind kind) {
        return new LabelRule(kind, null);
    }

    /** Labels of a table for a model: any other class is an error. */
    static LabelRule known(LabelCoding labels) {
        return new LabelRule(labels.kind(), labels);
    }

    /** No labels: whatever stands in their place is not looked at. */
    static LabelRule ignored() {
        return new LabelRule(null, null);
    }

    boolean isIgnored() {
        return kind == null;
    }

    boolean hasClasses() {
        return kind == LabelKind.BINARY || kind == LabelKind.MULTICLASS;
    }

    /** The classes that there may be; null where those that are found are learned. */
    LabelCoding knownLabels() {
        return known;
    }

    LabelReader reader() {
        return new LabelReader(this);
    }
}
