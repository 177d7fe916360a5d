package dev.glissade.config;

import java.util.List;
import java.util.Optional;

/**
 * What a run leaves behind, and how often it says where it is.
 *
 * @param dir the run directory; empty for {@code runs/NAME-TIME} in the folder of the call
 * @param logEvery steps between two recorded ones; empty chooses by progress
 * @param evaluateEvery the length between two evaluations over the full sets
 * @param listeners names of {@code TrainingListener} classes, which are told of every state
 * @param tensorboard whether event files of TensorBoard are written
 */
public record RunSettings(
        Optional<String> dir,
        Optional<Long> logEvery,
        Span evaluateEvery,
        List<String> listeners,
        TensorBoard tensorboard) {

    /** Whether TensorBoard's event files are written, and what becomes of the run where they cannot be. */
    public enum TensorBoard implements Word {
        /** None are written. */
        FALSE,
        /** Where they cannot be written, one line says so and the run goes on without them. */
        TRUE,
        /** Where they cannot be written, the run fails. */
        REQUIRED
    }

    static final Key<Optional<String>> DIR =
            Key.optional("run.dir", Form.location(), "runs/NAME-TIME", "the path of the run directory");
    static final Key<Optional<Long>> LOG_EVERY = Key.optional(
            "run.log-every",
            Form.wholeNumber(Range.atLeast(1)),
            "chosen by progress",
            "steps between two that are recorded in metrics.jsonl");
    static final Key<Span> EVALUATE_EVERY = Key.withDefault(
            "run.evaluate-every",
            Form.span(Range.above(0)),
            Span.epochs(1),
            "the length between two evaluations of objective and metrics over the full sets");
    static final Key<List<String>> LISTENERS = Key.withDefault(
            "run.listeners",
            Form.listOf(
                    "the name of a class with its package, such as com.example.MyClass, or a list of such names",
                    Form.className()),
            List.of(),
            "TrainingListener classes from the user's jar that are told of every state");
    static final Key<TensorBoard> TENSORBOARD = Key.withDefault(
            "run.tensorboard",
            Form.wordOf(TensorBoard.class),
            TensorBoard.FALSE,
            "write event files of TensorBoard into the run directory; where they cannot be written the run goes on without, or fails if required");

    /**
     * Keeps a copy of the list of listeners.
     *
     * @throws InvalidSettingException if a value is out of bounds
     */
    public RunSettings {
        DIR.check(dir);
        LOG_EVERY.check(logEvery);
        EVALUATE_EVERY.check(evaluateEvery);
        LISTENERS.check(listeners);
        TENSORBOARD.check(tensorboard);
        listeners = List.copyOf(listeners);
    }

    /** A new directory under {@code runs}, and an evaluation each epoch. */
    public static RunSettings defaults() {
        return Group.of(RunSettings.class).defaults();
    }
}
