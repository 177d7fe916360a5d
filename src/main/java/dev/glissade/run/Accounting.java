package dev.glissade.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.gradient.Stopwatch;
import dev.glissade.training.TrainingState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where the time of a run goes: what answers take goes to their phases, the rest of a step is its update, and what passes
 * between a state that is reached and the next step is its record. So the phases add up to what passes.
 */
final class Accounting {

    /** In a line of metrics, and in the summary. */
    static final String FIELD = "secondsByPhase";

    private final Supplier<PhaseTimes> answers;
    private final Stopwatch watch;
    private PhaseTimes answersBefore;
    private PhaseTimes atLastRecord = PhaseTimes.NONE;
    private PhaseTimes atLastLine = PhaseTimes.NONE;
    private PhaseTimes lastStep = PhaseTimes.NONE;
    private long reached;
    private long steps;
    private long states;
    private PhaseTimes earlier = PhaseTimes.NONE;
    private long earlierReached;
    private long earlierSteps;

    /** @param answers time of all answers so far, of all tables */
    Accounting(Supplier<PhaseTimes> answers) {
        this(answers, System::nanoTime);
    }

    /** @param clock nanoseconds since any time */
    Accounting(Supplier<PhaseTimes> answers, LongSupplier clock) {
        this.answers = answers;
        this.watch = new Stopwatch(clock);
        this.answersBefore = answers.get();
    }

    /** Takes up what a line of metrics says, where the run goes on behind it; what it does not say took no time. */
    void earlier(String line) {
        try {
            JsonNode fields = Json.parse(line);
            for (Phase phase : Phase.values()) {
                double seconds = fields.path(FIELD).path(phase.word()).asDouble();
                earlier = earlier.plus(PhaseTimes.of(phase, Math.round(seconds * 1e9)));
            }
            long step = fields.path("step").asLong();
            earlierSteps += Math.max(0, step - earlierReached);
            earlierReached = fields.path(MetricsFile.ROLLBACK).path("toStep").asLong(step);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalArgumentException("no line of metrics: " + line, notOurs);
        }
    }

    /**
     * Training begins now.
     *
     * @param step of the state that it goes on from, 0 at its start
     */
    void starts(long step) {
        reached = step;
        answersBefore = answers.get();
        watch.skip();
    }

    /** The step is done, and evaluated where that is due. */
    void reached(TrainingState state) {
        lap(Phase.UPDATE);
        lastStep = watch.times().minus(atLastRecord);
        if (state.step() > reached) {
            steps += state.step() - reached;
            states++;
        }
        reached = state.step();
    }

    /** The run goes on from an earlier state. */
    void wentBack(TrainingState state) {
        reached = state.step();
    }

    /** All that is done with a state is done. */
    void recorded() {
        lap(Phase.RECORD);
        atLastRecord = watch.times();
    }

    private void lap(Phase rest) {
        PhaseTimes now = answers.get();
        watch.lap(now.minus(answersBefore), rest);
        answersBefore = now;
    }

    /** Up to now, in seconds, since this was last asked for. */
    Map<String, Object> line() {
        lap(Phase.RECORD);
        PhaseTimes now = watch.times();
        Map<String, Object> fields = fields(now.minus(atLastLine));
        atLastLine = now;
        return fields;
    }

    /** By the phases' names, in seconds. */
    static Map<String, Object> fields(PhaseTimes times) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Phase phase : Phase.values()) {
            fields.put(phase.word(), times.seconds(phase));
        }
        return fields;
    }

    /** Of the last step; what was done with the state before it is left out. */
    PhaseTimes lastStep() {
        return lastStep;
    }

    /** Since training began in this process. */
    PhaseTimes times() {
        return watch.times();
    }

    /** States reached by a step, or by a round of local steps, in this process. */
    long states() {
        return states;
    }

    /** Since the run began, as far as its lines of metrics know. */
    PhaseTimes sinceBegin() {
        return earlier.plus(watch.times());
    }

    /** Steps that {@link #sinceBegin} is the time of, with those that a rollback gave up. */
    long stepsSinceBegin() {
        return earlierSteps + steps;
    }
}
