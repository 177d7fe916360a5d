package dev.glissade.data;

import java.io.Serializable;

/** Reads the lines of a text format; a copy goes with each task. */
interface LineParser extends Serializable {

    /**
     * Reads one line: adds its row to the block, or nothing where the line has none, or says what is wrong with it.
     *
     * @param line holds the line in UTF-8, without its end, in its first {@code length} bytes
     */
    void parse(byte[] line, int length, BlockBuilder block);

    /** Reads the first line of a file: a line like any other, unless the format has headers. */
    default void parseFirst(byte[] line, int length, BlockBuilder block) {
        parse(line, length, block);
    }

    /** Whether a byte separates words. */
    static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }

    /** The first place from {@code from} on that holds no blank, or {@code to}. */
    static int skipBlanks(byte[] line, int from, int to) {
        int position = from;
        while (position < to && isBlank(line[position])) {
            position++;
        }
        return position;
    }

    /** The end of {@code line[from, to)} without the blanks behind it. */
    static int trimEnd(byte[] line, int from, int to) {
        int end = to;
        while (end > from && isBlank(line[end - 1])) {
            end--;
        }
        return end;
    }
}
