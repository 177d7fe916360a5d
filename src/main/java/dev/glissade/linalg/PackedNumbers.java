package dev.glissade.linalg;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as bytes, which Java serialises at the speed of memory; one by one it takes many times as long. */
public final class PackedNumbers implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    private PackedNumbers(int size) {
        this.bytes = new byte[size];
    }

    /** Packs doubles. */
    public static PackedNumbers of(double[] numbers) {
        PackedNumbers packed = new PackedNumbers(Math.multiplyExact(numbers.length, Double.BYTES));
        packed.buffer().asDoubleBuffer().put(numbers);
        return packed;
    }

    /** Packs ints. */
    public static PackedNumbers of(int[] numbers) {
        PackedNumbers packed = new PackedNumbers(Math.multiplyExact(numbers.length, Integer.BYTES));
        packed.buffer().asIntBuffer().put(numbers);
        return packed;
    }

    /** The doubles again. */
    public double[] doubles() {
        double[] numbers = new double[bytes.length / Double.BYTES];
        buffer().asDoubleBuffer().get(numbers);
        return numbers;
    }

    /** The ints again. */
    public int[] ints() {
        int[] numbers = new int[bytes.length / Integer.BYTES];
        buffer().asIntBuffer().get(numbers);
        return numbers;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
