package dev.glissade.files;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system under the scheme {@code fragile}: its disk may be full, its writes may wait, and as on HDFS no file
 * is renamed to one that is there.
 */
public final class FragileFileSystem extends RawLocalFileSystem {

    /** Bytes that a file takes before the disk is full. */
    private static volatile long room = Long.MAX_VALUE;

    /** What opening a file for writing asks for. */
    private static volatile Semaphore permits = new Semaphore(Integer.MAX_VALUE);

    private static volatile boolean unreadable;

    /** Files that are being written. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    /** A configuration in which it is known; all is well with it at first. */
    public static Configuration configuration() {
        unreadable = false;
        room = Long.MAX_VALUE;
        permits = new Semaphore(Integer.MAX_VALUE);
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.fragile.impl", FragileFileSystem.class.getName());
        hadoop.setBoolean("fs.fragile.impl.disable.cache", true);
        return hadoop;
    }

    public static void fullAfter(long bytes) {
        room = bytes;
    }

    public static void waitsFor(Semaphore wanted) {
        permits = wanted;
    }

    public static void unreadable(boolean value) {
        unreadable = value;
    }

    /** How many files are being written. */
    public static int open() {
        return OPEN.get();
    }

    @Override
    public URI getUri() {
        return URI.create("fragile:///");
    }

    @Override
    public String getScheme() {
        return "fragile";
    }

    /** Anyone may write; the local file system's own answer is for its own scheme. */
    @Override
    public void access(Path file, FsAction mode) throws IOException {
        getFileStatus(file);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return !exists(to) && super.rename(from, to);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        if (unreadable) {
            throw new IOException("Input/output error");
        }
        return super.open(file, bufferSize);
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        permits.acquireUninterruptibly();
        FSDataOutputStream out = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
        return new FSDataOutputStream(new Limited(out), statistics);
    }

    private static final class Limited extends OutputStream {
        private final OutputStream out;
        private long written;
        private boolean closed;

        Limited(OutputStream out) {
            this.out = out;
            OPEN.incrementAndGet();
        }

        @Override
        public void write(int value) throws IOException {
            if (++written > room) {
                throw new IOException("No space left on device");
            }
            out.write(value);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                OPEN.decrementAndGet();
            }
            out.close();
        }
    }
}
