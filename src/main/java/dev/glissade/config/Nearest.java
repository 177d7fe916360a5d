package dev.glissade.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the word that a misspelt one was meant to be. */
final class Nearest {

    /** Longer texts are no slips of the pen, and the distance takes time in proportion to both lengths. */
    private static final int LONGEST = 80;

    private Nearest() {}

    /** The candidate within a few slips of the text, letter case and separators aside; the first of equals. */
    static Optional<String> of(String text, Collection<String> candidates) {
        String plain = plain(text);
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        String nearest = null;
        int least = slipsIn(plain) + 1;
        for (String candidate : candidates) {
            int distance = LevenshteinDistance.getDefaultInstance().apply(plain, plain(candidate));
            if (distance < least && distance < plain(candidate).length()) {
                least = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Two letters that changed places count as two slips. */
    private static int slipsIn(String plain) {
        return plain.length() < 4 ? 1 : Math.max(2, plain.length() / 4);
    }

    /** Lower case letters and digits alone, so that batchSize, batch_size and batch-size are the same. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
