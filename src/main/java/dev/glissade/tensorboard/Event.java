package dev.glissade.tensorboard;

import java.util.Map;

/**
 * What an event file is made of: TensorFlow's message {@code Event}, with the few of its fields that figures need.
 *
 * <p>Fields by number, from TensorFlow's {@code event.proto} and {@code summary.proto}: of an event 1 {@code wall_time}, 2
 * {@code step}, 3 {@code file_version}, 5 {@code summary}, 7 {@code session_log}; of a summary 1 {@code value}; of a value 1
 * {@code tag}, 2 {@code simple_value}; of a session's log 1 {@code status}.
 */
final class Event {

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;

    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private static final int STATUS = 1;
    private static final int START = 1;

    /** From this version on TensorBoard heeds {@link #start}. */
    private static final String VERSION = "brain.Event:2";

    private Event() {}

    /** The first event of each file. */
    static byte[] version(double time) {
        return new Message().real(WALL_TIME, time).text(FILE_VERSION, VERSION).toBytes();
    }

    /** From here on steps are this one and those behind it: what was said of such steps before is void. */
    static byte[] start(long step, double time) {
        return at(step, time)
                .nested(SESSION_LOG, new Message().whole(STATUS, START))
                .toBytes();
    }

    /** Figures of a step, by tag. */
    static byte[] scalars(long step, double time, Map<String, Double> values) {
        Message summary = new Message();
        values.forEach((tag, value) ->
                summary.nested(VALUE, new Message().text(TAG, tag).single(SIMPLE_VALUE, value.floatValue())));
        return at(step, time).nested(SUMMARY, summary).toBytes();
    }

    private static Message at(long step, double time) {
        return new Message().real(WALL_TIME, time).whole(STEP, step);
    }
}
