package dev.glissade.files;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsAction;

/** A directory on any file system that Hadoop knows: a local one, HDFS, an object store. */
public final class Directory {

    /** Ends the names of files that are not whole. */
    private static final String PART = ".part";

    /** Ends the names of files that give way to others. */
    private static final String BEFORE = ".before";

    private final FileSystem fileSystem;
    private final Path path;

    private Directory(FileSystem fileSystem, Path path) {
        this.fileSystem = fileSystem;
        this.path = path;
    }

    /** A directory that may exist or not. */
    public static Directory at(String location, Configuration hadoop) throws IOException {
        Path path = new Path(location);
        FileSystem fileSystem = path.getFileSystem(hadoop);
        fileSystem.setWriteChecksum(false); // no hidden .crc files beside a user's results
        return new Directory(fileSystem, fileSystem.makeQualified(path));
    }

    /**
     * The directory that a file is in.
     *
     * @throws IllegalArgumentException if the location is no file's
     */
    public static Directory around(String file, Configuration hadoop) throws IOException {
        Directory itself = at(file, hadoop);
        if (itself.path.getParent() == null) {
            throw new IllegalArgumentException("no name of a file");
        }
        return new Directory(itself.fileSystem, itself.path.getParent());
    }

    public Directory child(String name) {
        return new Directory(fileSystem, new Path(path, name));
    }

    public boolean exists() throws IOException {
        return fileSystem.exists(path);
    }

    public boolean isEmpty() throws IOException {
        return entries().length == 0;
    }

    private FileStatus[] entries() throws IOException {
        try {
            return fileSystem.listStatus(path);
        } catch (FileNotFoundException nothingThere) {
            return new FileStatus[0];
        }
    }

    /** @throws IOException if nothing can be written there: not in the nearest directory that exists already */
    public void requireWritable() throws IOException {
        Path nearest = path;
        while (!fileSystem.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        if (!fileSystem.getFileStatus(nearest).isDirectory()) {
            throw new IOException("%s is a file".formatted(new Directory(fileSystem, nearest)));
        }
        fileSystem.access(nearest, FsAction.WRITE);
    }

    public void create() throws IOException {
        if (!fileSystem.mkdirs(path)) {
            throw new IOException("cannot make the directory " + this);
        }
    }

    /** A file that grows. */
    public static final class Growing extends FilterOutputStream {
        private final FSDataOutputStream file;

        private Growing(FSDataOutputStream file) {
            super(file);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            file.write(bytes, from, count);
        }

        /** What was written is there for readers from now on, if {@link #isSeenOnceFlushed}; else once it is closed. */
        @Override
        public void flush() throws IOException {
            file.hflush();
        }

        /** Whether the file system can do that: object stores show whole files only. */
        public boolean isSeenOnceFlushed() {
            return file.hasCapability(StreamCapabilities.HSYNC);
        }
    }

    /** A new file. */
    public Growing open(String name) throws IOException {
        return new Growing(fileSystem.create(new Path(path, name), false));
    }

    /** What fills a file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a whole file under a temporary name first, so that nobody ever sees half of it. */
    public void write(String name, Content content) throws IOException {
        Path temporary = new Path(path, name + PART);
        try (FSDataOutputStream out = fileSystem.create(temporary, true)) {
            content.writeTo(out);
            out.hsync();
        }
        Path whole = new Path(path, name);
        if (!renamed(temporary, whole)) { // not every file system puts one file in the place of another
            Path before = new Path(path, name + BEFORE);
            fileSystem.delete(before, false);
            if (!renamed(whole, before) || !renamed(temporary, whole)) {
                throw new IOException("cannot write " + whole);
            }
            fileSystem.delete(before, false);
        }
    }

    /**
     * Writes a new file in the same way; nothing is left of it where that fails.
     *
     * @throws IOException if there is something of its name, or of that under which it is written first
     */
    public void writeNew(String name, Content content) throws IOException {
        Path temporary = new Path(path, name + PART);
        FSDataOutputStream opened = fileSystem.create(temporary, false);
        try (FSDataOutputStream out = opened) {
            content.writeTo(out);
            out.hsync();
        } catch (IOException | RuntimeException failed) {
            fileSystem.delete(temporary, false);
            throw failed;
        }
        Path whole = new Path(path, name);
        if (fileSystem.exists(whole) || !renamed(temporary, whole)) {
            fileSystem.delete(temporary, false);
            throw new IOException(new Directory(fileSystem, whole) + " exists already");
        }
    }

    /** Brings back a file that was giving way to another when the process ended. */
    public void restore(String name) throws IOException {
        if (!has(name) && has(name + BEFORE)) {
            rename(name + BEFORE, name);
        }
    }

    /** Removes files that are not whole; only for those who know that nobody is writing them. */
    public void removeParts() throws IOException {
        for (FileStatus file : entries()) {
            if (file.isFile() && file.getPath().getName().endsWith(PART)) {
                fileSystem.delete(file.getPath(), false);
            }
        }
    }

    private boolean renamed(Path from, Path to) throws IOException {
        try {
            return fileSystem.rename(from, to);
        } catch (FileAlreadyExistsException there) {
            return false;
        }
    }

    /** Writes a whole file in the same way. */
    public void write(String name, byte[] bytes) throws IOException {
        write(name, out -> out.write(bytes));
    }

    public void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] read(String name) throws IOException {
        try (InputStream in = fileSystem.open(new Path(path, name))) {
            return in.readAllBytes();
        }
    }

    /** Reads a file from its beginning. */
    public InputStream openForReading(String name) throws IOException {
        return fileSystem.open(new Path(path, name));
    }

    /** Names of the whole files in it, sorted; none if it does not exist. */
    public List<String> files() throws IOException {
        return Arrays.stream(entries())
                .filter(FileStatus::isFile)
                .map(file -> file.getPath().getName())
                .filter(name -> !name.endsWith(PART))
                .sorted()
                .toList();
    }

    /** Whether there is something of this name in it. */
    public boolean has(String name) throws IOException {
        return fileSystem.exists(new Path(path, name));
    }

    /** Gives something in it another name; fails if that is taken. */
    public void rename(String name, String other) throws IOException {
        child(name).renameTo(child(other));
    }

    /** Removes a file or a whole directory in it, where there is one. */
    public void delete(String name) throws IOException {
        fileSystem.delete(new Path(path, name), true);
    }

    /** Gives something that is finished its final name; fails if that is taken. */
    public void renameTo(Directory target) throws IOException {
        // file systems differ: one puts a directory into another of that name
        if (target.exists() || !fileSystem.rename(path, target.path)) {
            throw new IOException("cannot rename %s to %s".formatted(this, target));
        }
    }

    /** The path as users write it: without the scheme on the local file system. */
    @Override
    public String toString() {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }
}
