package dev.glissade.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {

    @TempDir
    private Path folder;

    private Directory local() throws IOException {
        return Directory.at(folder.toString(), new Configuration());
    }

    /** On HDFS no file is renamed to one that is there. */
    @Test
    void aFileIsWrittenOverOnAnyFileSystem() throws IOException {
        Directory strict = Directory.at("fragile://" + folder, FragileFileSystem.configuration());
        for (Directory directory : new Directory[] {local(), strict}) {
            directory.write("file", "first");
            directory.write("file", "second");
            assertThat(new String(directory.read("file"), StandardCharsets.UTF_8))
                    .isEqualTo("second");
            assertThat(directory.files()).containsExactly("file");
            directory.delete("file");
        }
    }

    @Test
    void aFileThatCannotBeWrittenWholeIsNotThere() throws IOException {
        Directory directory = Directory.at("fragile://" + folder, FragileFileSystem.configuration());
        directory.write("file", "before");
        FragileFileSystem.fullAfter(3);
        assertThatThrownBy(() -> directory.write("file", "behind")).hasMessage("No space left on device");
        assertThatThrownBy(() -> directory.write("other", "behind")).hasMessage("No space left on device");
        assertThat(new String(directory.read("file"), StandardCharsets.UTF_8)).isEqualTo("before");
        assertThat(directory.files()).containsExactly("file");
    }

    @Test
    void aNewFileIsWrittenWholeOrNotAtAll() throws IOException {
        local().writeNew("file", out -> out.write(1));
        Directory directory = Directory.at("fragile://" + folder, FragileFileSystem.configuration());
        for (Directory either : new Directory[] {local(), directory}) {
            assertThatThrownBy(() -> either.writeNew("file", out -> out.write(2)))
                    .hasMessage(either + "/file exists already");
            assertThat(either.read("file")).containsExactly(1);
        }
        FragileFileSystem.fullAfter(3);
        assertThatThrownBy(() -> directory.writeNew("other", out -> out.write(new byte[4])))
                .hasMessage("No space left on device");
        assertThatThrownBy(() -> directory.writeNew("other", out -> {
                    throw new IllegalStateException("nothing to write");
                }))
                .hasMessage("nothing to write");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void aFileIsInADirectory() throws IOException {
        Configuration hadoop = new Configuration();
        assertThat(Directory.around(folder + "/a/b", hadoop).toString()).isEqualTo(folder + "/a");
        assertThat(Directory.around("b", hadoop).toString())
                .isEqualTo(Path.of("").toAbsolutePath().toString());
        assertThatThrownBy(() -> Directory.around("/", hadoop)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Neither directories nor halves are. */
    @Test
    void wholeFilesAreListed() throws IOException {
        assertThat(local().child("none").files()).isEmpty();
        Files.createFile(folder.resolve("b"));
        Files.createFile(folder.resolve("a.part"));
        Files.createFile(folder.resolve("a"));
        Files.createDirectory(folder.resolve("c"));
        assertThat(local().files()).containsExactly("a", "b");
        assertThat(local().has("c")).isTrue();
        assertThat(local().has("d")).isFalse();
        assertThat(local().toString()).isEqualTo(folder.toString());
    }

    /** The process ended between the two steps of writing it over. */
    @Test
    void aFileThatWasGivingWayComesBack() throws IOException {
        Directory directory = local();
        directory.restore("file");
        assertThat(directory.files()).isEmpty();
        directory.write("file.before", "old");
        directory.restore("file");
        assertThat(directory.files()).containsExactly("file");
        directory.write("file.before", "older");
        directory.restore("file");
        assertThat(new String(directory.read("file"), StandardCharsets.UTF_8)).isEqualTo("old");
    }

    @Test
    void halvesAreRemoved() throws IOException {
        Files.createFile(folder.resolve("a.part"));
        Files.createFile(folder.resolve("a"));
        Files.createDirectory(folder.resolve("b.part"));
        local().removeParts();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a", "b.part");
        local().child("none").removeParts();
    }

    /** Some file systems put a directory into the one that has its name. */
    @Test
    void aDirectoryIsNotPutIntoAnother() throws IOException {
        Files.createDirectory(folder.resolve("one"));
        Files.createDirectory(folder.resolve("two"));
        assertThatThrownBy(() -> local().child("one").renameTo(local().child("two")))
                .hasMessage("cannot rename %s/one to %s/two".formatted(folder, folder));
    }

    @Test
    void whatIsFlushedIsSeenWhereThatCanBe() throws IOException {
        try (Directory.Growing file = local().open("file")) {
            assertThat(file.isSeenOnceFlushed()).isTrue();
            file.write(1);
            file.flush();
            assertThat(Files.size(folder.resolve("file"))).isEqualTo(1);
        }
        Directory whole = Directory.at("fragile://" + folder, FragileFileSystem.configuration());
        try (Directory.Growing file = whole.open("other")) {
            assertThat(file.isSeenOnceFlushed()).isFalse();
        }
    }

    @Test
    void aNameThatIsTakenIsNotGiven() throws IOException {
        Directory strict = Directory.at("fragile://" + folder, FragileFileSystem.configuration());
        strict.write("one", "1");
        strict.write("two", "2");
        assertThatThrownBy(() -> strict.rename("one", "two"))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot rename %s/one to %s/two".formatted(strict, strict));
        strict.rename("one", "three");
        assertThat(strict.files()).containsExactly("three", "two");
    }
}
