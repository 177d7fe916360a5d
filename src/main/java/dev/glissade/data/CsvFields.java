package dev.glissade.data;

/**
 * Walks over the fields of a line of CSV (RFC 4180, but that a record is one line): between commas, without the blanks
 * around them; what begins with a double quote ends with one, may hold commas, and quotes doubled. Fields are read
 * where they stand; nothing is copied but those that hold doubled quotes. Belongs to one thread.
 */
final class CsvFields {

    private byte[] line;
    private int length;
    private int next;
    private byte[] text;
    private int from;
    private int to;

    /** Starts at the first field of a line. */
    void begin(byte[] newLine, int newLength) {
        line = newLine;
        length = newLength;
        next = 0;
    }

    boolean hasNext() {
        return next <= length;
    }

    /**
     * Goes to the next field; its text is {@link #text} from {@link #from} to {@link #to}.
     *
     * @return false if the field's quotes are wrong
     */
    boolean next() {
        int start = LineParser.skipBlanks(line, next, length);
        if (start < length && line[start] == '"') {
            return nextQuoted(start + 1);
        }
        int comma = start;
        while (comma < length && line[comma] != ',') {
            comma++;
        }
        field(line, start, comma);
        next = comma + 1;
        return true;
    }

    private boolean nextQuoted(int start) {
        int position = start;
        int doubled = 0;
        while (position < length && (line[position] != '"' || isDoubled(position))) {
            if (line[position] == '"') {
                doubled++;
                position++;
            }
            position++;
        }
        int behind = LineParser.skipBlanks(line, position + 1, length);
        if (position >= length || (behind < length && line[behind] != ',')) {
            return false;
        }
        if (doubled == 0) {
            field(line, start, position);
        } else {
            byte[] single = withoutDoubledQuotes(start, position, doubled);
            field(single, 0, single.length);
        }
        next = behind + 1;
        return true;
    }

    private boolean isDoubled(int quote) {
        return quote + 1 < length && line[quote + 1] == '"';
    }

    private byte[] withoutDoubledQuotes(int start, int end, int doubled) {
        byte[] single = new byte[end - start - doubled];
        int size = 0;
        for (int position = start; position < end; position++) {
            single[size++] = line[position];
            if (line[position] == '"') {
                position++;
            }
        }
        return single;
    }

    private void field(byte[] newText, int start, int end) {
        text = newText;
        from = LineParser.skipBlanks(newText, start, end);
        to = LineParser.trimEnd(newText, from, end);
    }

    byte[] text() {
        return text;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
