package dev.glissade.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/** A directory on any file system that Hadoop knows: a local one, HDFS, an object store. */
final class Directory {

    private final FileSystem fileSystem;
    private final Path path;

    private Directory(FileSystem fileSystem, Path path) {
        this.fileSystem = fileSystem;
        this.path = path;
    }

    /** A directory that may exist or not. */
    static Directory at(String location, Configuration hadoop) throws IOException {
        Path path = new Path(location);
        FileSystem fileSystem = path.getFileSystem(hadoop);
        fileSystem.setWriteChecksum(false); // no hidden .crc files beside a user's results
        return new Directory(fileSystem, fileSystem.makeQualified(path));
    }

    Directory child(String name) {
        return new Directory(fileSystem, new Path(path, name));
    }

    boolean exists() throws IOException {
        return fileSystem.exists(path);
    }

    boolean isEmpty() throws IOException {
        try {
            return fileSystem.listStatus(path).length == 0;
        } catch (FileNotFoundException nothingThere) {
            return true;
        }
    }

    /** @throws IOException if nothing can be written there: not in the nearest directory that exists already */
    void requireWritable() throws IOException {
        Path nearest = path;
        while (!fileSystem.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        fileSystem.access(nearest, FsAction.WRITE);
    }

    void create() throws IOException {
        if (!fileSystem.mkdirs(path)) {
            throw new IOException("cannot make the directory " + this);
        }
    }

    /** A new file that readers see grow, as far as the file system allows. */
    OutputStream open(String name) throws IOException {
        return fileSystem.create(new Path(path, name), false);
    }

    /** Writes a whole file under a temporary name first, so that nobody ever sees half of it. */
    void write(String name, byte[] bytes) throws IOException {
        Path temporary = new Path(path, name + ".part");
        try (OutputStream out = fileSystem.create(temporary, true)) {
            out.write(bytes);
        }
        if (!fileSystem.rename(temporary, new Path(path, name))) {
            throw new IOException("cannot write " + new Path(path, name));
        }
    }

    void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] read(String name) throws IOException {
        try (InputStream in = fileSystem.open(new Path(path, name))) {
            return in.readAllBytes();
        }
    }

    /** Gives a finished directory its final name, which must be free. */
    void renameTo(Directory target) throws IOException {
        if (!fileSystem.rename(path, target.path)) {
            throw new IOException("cannot rename %s to %s".formatted(this, target));
        }
    }

    /** The path as users write it: without the scheme on the local file system. */
    @Override
    public String toString() {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }
}
