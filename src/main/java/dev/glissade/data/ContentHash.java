package dev.glissade.data;

/**
 * A 128-bit hash of a row's content: label, weight and non-zeros. Belongs to one thread.
 *
 * <p>Two lanes of 64 bits, mixed as in MurmurHash3 (Austin Appleby, x64, 128 bits). It spreads rows evenly; it does not
 * withstand anyone who looks for collisions on purpose, and need not: rows with equal hashes are ordered by content.
 */
final class ContentHash {

    private static final long C1 = 0x87C37B91114253D5L;
    private static final long C2 = 0x4CF5AD432745937FL;

    private long high;
    private long low;

    /** Hashes a row; afterwards {@link #high} and {@link #low} tell the hash. */
    void hash(PackedRows rows, int row, double label) {
        high = 0;
        low = 0;
        add(Double.doubleToLongBits(label), Double.doubleToLongBits(rows.weight(row)));
        int end = rows.to(row);
        for (int position = rows.from(row); position < end; position++) {
            add(rows.index(position), Double.doubleToLongBits(rows.value(position)));
        }
        finish(rows.nonZeros(row));
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    private void add(long first, long second) {
        high ^= Long.rotateLeft(first * C1, 31) * C2;
        high = (Long.rotateLeft(high, 27) + low) * 5 + 0x52DCE729;
        low ^= Long.rotateLeft(second * C2, 33) * C1;
        low = (Long.rotateLeft(low, 31) + high) * 5 + 0x38495AB5;
    }

    private void finish(long count) {
        high ^= count;
        low ^= count;
        high += low;
        low += high;
        high = mix(high);
        low = mix(low);
        high += low;
        low += high;
    }

    /** Spreads every bit of a number over all 64; one to one (the finalizer of MurmurHash3). */
    static long mix(long number) {
        long mixed = (number ^ (number >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
