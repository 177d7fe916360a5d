package dev.glissade.linalg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as bytes, which Java serialises at the speed of memory; one by one it takes many times as long. */
public final class PackedNumbers {

    private PackedNumbers() {}

    /** Eight bytes each. */
    public static byte[] of(double[] numbers) {
        byte[] bytes = new byte[Math.multiplyExact(numbers.length, Double.BYTES)];
        buffer(bytes).asDoubleBuffer().put(numbers);
        return bytes;
    }

    /** Four bytes each. */
    public static byte[] of(int[] numbers) {
        byte[] bytes = new byte[Math.multiplyExact(numbers.length, Integer.BYTES)];
        buffer(bytes).asIntBuffer().put(numbers);
        return bytes;
    }

    /** The doubles again. */
    public static double[] doubles(byte[] bytes) {
        double[] numbers = new double[bytes.length / Double.BYTES];
        buffer(bytes).asDoubleBuffer().get(numbers);
        return numbers;
    }

    /** The ints again. */
    public static int[] ints(byte[] bytes) {
        int[] numbers = new int[bytes.length / Integer.BYTES];
        buffer(bytes).asIntBuffer().get(numbers);
        return numbers;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
