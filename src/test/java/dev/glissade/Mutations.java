package dev.glissade;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes that files suffer, drawn by a seed: of bits and bytes, of words, of whole stretches. */
public final class Mutations {

    private static final List<String> FRAGMENTS = List.of(
            "NaN",
            "nan",
            "-inf",
            "Infinity",
            "1e999",
            "-1e999",
            "1e-999",
            "1e99999999999999999999",
            "0x1p3",
            "1d",
            "9".repeat(400),
            "0." + "0".repeat(400) + "1",
            "99999999999",
            "2147483648",
            "-0",
            "-1",
            "",
            "+",
            "-",
            ".",
            "e",
            "\u0000",
            "\r",
            "\n",
            "\r\n",
            "\n\n",
            "\t",
            "\u000B",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "é",
            "٣",
            "\u202E",
            "😀",
            "\u001b[31m",
            "\"",
            "\"\"",
            "'",
            "\\",
            "\\u0000",
            "\\ud800",
            ":",
            ",",
            ";",
            "#",
            "{",
            "}",
            "[",
            "]",
            "null",
            "true",
            "qid:1");

    private final Random random;
    private final List<String> more;

    /** @param more fragments of the format, drawn as often as all others together */
    public Mutations(long seed, List<String> more) {
        this.random = new Random(seed);
        this.more = more;
    }

    /** One to five changes; now and then a stretch repeated until it is very long. */
    public byte[] mutate(byte[] original) {
        byte[] bytes = original;
        int changes = 1 + random.nextInt(5);
        for (int change = 0; change < changes; change++) {
            bytes = once(bytes);
        }
        return random.nextInt(300) == 0 ? replaced(bytes, place(bytes), 0, repeated(bytes)) : bytes;
    }

    /** One of these. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private byte[] once(byte[] bytes) {
        int at = place(bytes);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes, at);
            case 1 -> replaced(bytes, at, length, new byte[0]);
            case 2 -> replaced(bytes, at, 0, new byte[] {(byte) random.nextInt(256)});
            case 3 -> replaced(bytes, at, 0, fragment());
            case 4 -> replaced(bytes, at, length, fragment());
            case 5 -> replaced(bytes, at, 0, word(bytes, place(bytes)));
            case 6 -> replaced(bytes, start(bytes, at), word(bytes, at).length, fragment());
            case 7 -> replaced(bytes, start(bytes, at), word(bytes, at).length, word(bytes, place(bytes)));
            default -> swapped(bytes, at, place(bytes));
        };
    }

    private int place(byte[] bytes) {
        return random.nextInt(bytes.length + 1);
    }

    private byte[] fragment() {
        String fragment = !more.isEmpty() && random.nextBoolean() ? oneOf(more) : oneOf(FRAGMENTS);
        return fragment.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] repeated(byte[] bytes) {
        byte[] stretch = bytes.length == 0 ? fragment() : word(bytes, place(bytes));
        byte[] unit = stretch.length == 0 ? new byte[] {'{'} : stretch;
        byte[] repeated = new byte[30_000];
        for (int at = 0; at < repeated.length; at++) {
            repeated[at] = unit[at % unit.length];
        }
        return repeated;
    }

    /** Two words change places. */
    private static byte[] swapped(byte[] bytes, int one, int other) {
        int first = start(bytes, Math.min(one, other));
        int second = start(bytes, Math.max(one, other));
        byte[] left = word(bytes, first);
        byte[] right = word(bytes, second);
        if (first + left.length > second) {
            return bytes;
        }
        return replaced(replaced(bytes, second, right.length, left), first, left.length, right);
    }

    private static int start(byte[] bytes, int at) {
        int start = at;
        while (start > 0 && !separates(bytes[start - 1])) {
            start--;
        }
        return start;
    }

    private static byte[] word(byte[] bytes, int at) {
        int start = start(bytes, at);
        int end = start;
        while (end < bytes.length && !separates(bytes[end])) {
            end++;
        }
        return Arrays.copyOfRange(bytes, start, end);
    }

    private static boolean separates(byte character) {
        return " \t\n,:{}[]=".indexOf(character) >= 0;
    }

    private static byte[] replaced(byte[] bytes, int from, int length, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(by);
        out.write(bytes, from + length, bytes.length - from - length);
        return out.toByteArray();
    }
}
