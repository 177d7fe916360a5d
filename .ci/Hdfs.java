import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** {@code Hdfs DIRECTORY FILE PATH}: an HDFS with a file in it; {@code DIRECTORY/conf} tells programs where it is. */
final class Hdfs {

    private Hdfs() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("nodes").toString());
        MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).build();
        try (FileSystem files = cluster.getFileSystem()) {
            org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(arguments[2]);
            files.mkdirs(target.getParent());
            files.copyFromLocalFile(new org.apache.hadoop.fs.Path(arguments[1]), target);
        }
        Path site = Files.createDirectories(directory.resolve("conf")).resolve("core-site.xml");
        Path unfinished = Files.writeString(site.resolveSibling("core-site.part"), """
                <configuration>
                  <property><name>fs.defaultFS</name><value>%s</value></property>
                </configuration>
                """.formatted(cluster.getURI()));
        Files.move(unfinished, site, StandardCopyOption.ATOMIC_MOVE);
        Thread.currentThread().join(); // until the process is ended
    }
}
