package dev.glissade.data;

/**
 * Reads {@code label index:value index:value …}: indices from 1 and ascending, zeros left out or not, words between
 * blanks or tabs, everything from {@code #} on a comment.
 */
final class LibsvmLineParser implements LineParser {

    private static final long serialVersionUID = 1L;

    private final FeatureLimit limit;
    private transient DecimalParser decimals;

    LibsvmLineParser(FeatureLimit limit) {
        this.limit = limit;
    }

    @Override
    public void parse(byte[] line, int length, BlockBuilder block) {
        int end = contentEnd(line, length);
        int start = LineParser.skipBlanks(line, 0, end);
        if (start == end) {
            return;
        }
        if (decimals == null) {
            decimals = new DecimalParser();
        }
        int labelEnd = wordEnd(line, start, end);
        double label = 0;
        if (contains(line, start, labelEnd, (byte) ':')) {
            if (!block.labels().isIgnored()) {
                block.fail(
                        RowFault.LABEL,
                        "the label is missing before %s".formatted(Problem.quote(Problem.text(line, start, labelEnd))));
                return;
            }
            labelEnd = start; // a row without a label, where none is asked for
        } else {
            label = block.labels().read(line, start, labelEnd);
        }
        if (Double.isNaN(label)) {
            block.failLabel();
        } else if (parseFeatures(line, labelEnd, end, block)) {
            block.endRow(label, 1);
        }
    }

    private boolean parseFeatures(byte[] line, int from, int end, BlockBuilder block) {
        int before = 0;
        int position = LineParser.skipBlanks(line, from, end);
        while (position < end) {
            int colon = position;
            long index = 0;
            while (colon < end && line[colon] >= '0' && line[colon] <= '9' && index <= Integer.MAX_VALUE) {
                index = index * 10 + line[colon++] - '0';
            }
            int wordEnd = wordEnd(line, colon, end);
            if (colon == position || colon == end || line[colon] != ':' || wordEnd == colon + 1) {
                return fail(block, notAPair(line, position, wordEnd));
            }
            if (index <= before || index > limit.count()) {
                return fail(block, badIndex(index, before));
            }
            double value = decimals.parse(line, colon + 1, wordEnd);
            if (!block.canKeep(value)) {
                block.failFeature("index " + index, Problem.text(line, colon + 1, wordEnd), value);
                return false;
            }
            block.feature((int) index - 1, value);
            before = (int) index;
            position = LineParser.skipBlanks(line, wordEnd, end);
        }
        return true;
    }

    private static boolean fail(BlockBuilder block, String problem) {
        block.fail(RowFault.LINE, problem);
        return false;
    }

    private String badIndex(long index, int before) {
        if (index < 1) {
            return "index %d is not allowed; indices count from 1".formatted(index);
        }
        if (index <= before) {
            return "index %d is not larger than the one before it (%d)".formatted(index, before);
        }
        return limit.isSet()
                ? "feature index %d is past %s".formatted(index, limit)
                : "index %d is too large (the largest is %d)".formatted(index, Integer.MAX_VALUE);
    }

    private static String notAPair(byte[] line, int from, int to) {
        String word = Problem.text(line, from, to);
        int colon = word.indexOf(':');
        if (word.startsWith("qid:")) {
            return "%s: query numbers are for ranking and not supported".formatted(Problem.quote(word));
        }
        if (colon == word.length() - 1) {
            return "%s: a value is missing behind ':'".formatted(Problem.quote(word));
        }
        if (colon >= 0) {
            return "%s: the index must be a whole number from 1 to %d"
                    .formatted(Problem.quote(word), Integer.MAX_VALUE);
        }
        return "%s is not index:value".formatted(Problem.quote(word));
    }

    private static int contentEnd(byte[] line, int length) {
        for (int position = 0; position < length; position++) {
            if (line[position] == '#') {
                return position;
            }
        }
        return length;
    }

    private static int wordEnd(byte[] line, int from, int end) {
        int position = from;
        while (position < end && !LineParser.isBlank(line[position])) {
            position++;
        }
        return position;
    }

    private static boolean contains(byte[] line, int from, int to, byte character) {
        for (int position = from; position < to; position++) {
            if (line[position] == character) {
                return true;
            }
        }
        return false;
    }
}
