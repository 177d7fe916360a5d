package dev.glissade.model;

/** What the labels of a table stand for, and so how they are encoded. */
public enum LabelKind {
    /** Any finite number, taken as it is. */
    REGRESSION,
    /** Exactly two classes; the larger one is the positive class and encoded as +1, the other as -1. */
    BINARY,
    /** Two or more classes, encoded as 0 … K-1 in ascending order. */
    MULTICLASS
}
