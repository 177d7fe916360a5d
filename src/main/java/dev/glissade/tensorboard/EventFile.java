package dev.glissade.tensorboard;

import dev.glissade.files.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * An event file of TensorBoard that grows. TensorBoard takes the files of a directory in the order of their names for one
 * run, each the continuation of the one before; it reads a file that is cut short up to there.
 *
 * <p>A file is a sequence of records: the length n of the data as a 64-bit number, a checksum of these eight bytes, n bytes
 * of data, a checksum of these; all little-endian. A checksum is the data's CRC-32C c (Castagnoli), rotated and shifted:
 * ((c ⋙ 15) | (c ≪ 17)) + a282ead8₁₆ modulo 2³².
 */
public final class EventFile implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,18})\\..*");

    private static final int MASK = 0xa282ead8;

    private final Directory.Growing out;

    private EventFile(Directory.Growing out) {
        this.out = out;
    }

    /**
     * A new file in a directory, which is made if it does not exist; its name comes behind those that are there.
     *
     * @param step the first that is to come; what files before say of it and of later ones is void
     * @param time now, in seconds since 1970
     */
    public static EventFile create(Directory directory, long step, double time) throws IOException {
        directory.create();
        long number = (long) time;
        for (String name : directory.files()) {
            Matcher known = NAME.matcher(name);
            if (known.matches()) { // of a process in the same second, or a clock that went back
                number = Math.max(number, Long.parseLong(known.group(1)) + 1);
            }
        }
        EventFile file = new EventFile(directory.open("events.out.tfevents.%010d.glissade".formatted(number)));
        try {
            file.add(Event.version(time));
            file.start(step, time);
            return file;
        } catch (IOException | RuntimeException failed) {
            try (file) {
                throw failed;
            }
        }
    }

    /** What was said of this step and of later ones is void from here on. */
    public void start(long step, double time) throws IOException {
        add(Event.start(step, time));
        out.flush();
    }

    /**
     * Figures of a step, for readers at once where the file system can do that.
     *
     * @param time in seconds since 1970
     * @param values by tag; rounded to {@code float}, as TensorBoard holds them
     */
    public void add(long step, double time, Map<String, Double> values) throws IOException {
        add(Event.scalars(step, time, values));
        out.flush();
    }

    private void add(byte[] data) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        frame.putLong(data.length);
        frame.putInt(checksum(frame.array(), Long.BYTES));
        frame.put(data);
        frame.putInt(checksum(data, data.length));
        out.write(frame.array());
    }

    private static int checksum(byte[] bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, count);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
