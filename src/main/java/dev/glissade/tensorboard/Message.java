package dev.glissade.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message as Protocol Buffers encode it: for each field a key, which is its number and how its value is stored, then the
 * value, numbers little-endian. What an event needs of that, and no more.
 */
final class Message {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_FIRST = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A whole number, seven bits a byte, the lowest first. */
    Message whole(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    /** A {@code double}. */
    Message real(int field, double value) {
        key(field, EIGHT_BYTES);
        littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
        return this;
    }

    /** A {@code float}. */
    Message single(int field, float value) {
        key(field, FOUR_BYTES);
        littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
        return this;
    }

    Message text(int field, String value) {
        return block(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message inside this one. */
    Message nested(int field, Message value) {
        return block(field, value.toBytes());
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private Message block(int field, byte[] content) {
        key(field, LENGTH_FIRST);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void key(int field, int stored) {
        varint(((long) field << 3) | stored);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private void littleEndian(long bits, int count) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (bits >>> (8 * i)));
        }
    }
}
