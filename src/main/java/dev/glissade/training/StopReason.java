package dev.glissade.training;

/**
 * Why a run ended.
 *
 * @param kind which rule said so
 * @param detail one line with the figures
 */
public record StopReason(Kind kind, String detail) {

    /** The rules. */
    public enum Kind {
        MAX_EPOCHS("max-epochs"),
        MAX_STEPS("max-steps"),
        MAX_REFERENCE_STEPS("max-reference-steps"),
        MAX_SECONDS("max-seconds"),
        TARGET_OBJECTIVE("target-objective"),
        RELATIVE_TOLERANCE("relative-tolerance"),
        PATIENCE("patience"),
        CONVERGED("converged"),
        STALLED("stalled"),
        DIVERGED("diverged");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The rule's name in configurations and summaries. */
        public String word() {
            return word;
        }
    }

    /** Whether training failed rather than came to its end. */
    public boolean diverged() {
        return kind == Kind.DIVERGED;
    }
}
