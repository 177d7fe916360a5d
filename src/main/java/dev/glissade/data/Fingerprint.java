package dev.glissade.data;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.FeatureScaling;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of tables in hexadecimal digits: the first half of a SHA-256. */
final class Fingerprint {

    private static final int BYTES = 16;

    private Fingerprint() {}

    /** Of the rows with their labels and weights, the number of features and the classes. */
    static String ofRows(ReadTable table, HomeSummary summary) {
        byte[] classes = String.join("\n", table.schema().labels().classes()).getBytes(StandardCharsets.UTF_8);
        return digest(ByteBuffer.allocate(5 * Long.BYTES + classes.length)
                .putLong(summary.hashHigh)
                .putLong(summary.hashLow)
                .putLong(table.rows())
                .putLong(table.nonZeros())
                .putLong(table.features())
                .put(classes));
    }

    /** Of a table whose rows follow from a description alone. */
    static String ofDescription(String description) {
        byte[] text = description.getBytes(StandardCharsets.UTF_8);
        return digest(ByteBuffer.allocate(text.length).put(text));
    }

    /** Of one part of a table that was split: of the table's fingerprint, the fraction and which part it is. */
    static String ofPart(String table, double fraction, boolean heldOut) {
        byte[] origin = table.getBytes(StandardCharsets.UTF_8);
        return digest(ByteBuffer.allocate(origin.length + Double.BYTES + 1)
                .put(origin)
                .putDouble(fraction)
                .put((byte) (heldOut ? 1 : 0)));
    }

    /** Of a table whose features were scaled: of its fingerprint, then all shifts, then all scales, and the constant feature. */
    static String ofScaled(String table, FeatureScaling scaling) {
        MessageDigest digest = sha256();
        digest.update(table.getBytes(StandardCharsets.UTF_8));
        update(digest, scaling.shift());
        update(digest, scaling.scale());
        if (scaling.constant() != 1) {
            update(digest, DenseVector.of(scaling.constant()));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static void update(MessageDigest digest, DenseVector vector) {
        ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
        for (double value : vector.values()) {
            digest.update(number.clear().putDouble(value).flip());
        }
    }

    private static String digest(ByteBuffer content) {
        MessageDigest digest = sha256();
        digest.update(content.flip());
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
