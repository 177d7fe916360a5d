package dev.glissade.run;

import dev.glissade.linalg.DenseVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Parameters as bytes: IEEE 754 doubles, big-endian, in the model's parameter order; and their SHA-256. */
public final class ParameterBytes {

    private ParameterBytes() {}

    /** Eight bytes a parameter. */
    public static byte[] of(DenseVector parameters) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(Double.BYTES, parameters.size()))
                .order(ByteOrder.BIG_ENDIAN);
        buffer.asDoubleBuffer().put(parameters.values());
        return buffer.array();
    }

    /** The parameters that {@link #of} wrote; the length must be a multiple of eight. */
    public static DenseVector read(byte[] bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).asDoubleBuffer().get(values);
        return DenseVector.wrap(values);
    }

    /** SHA-256 in hexadecimal: equal ones mean equal bits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
