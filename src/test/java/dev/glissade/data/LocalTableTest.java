package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.UserError;
import dev.glissade.linalg.RowBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTableTest {

    private static final String LINES = """
            # label, then the features
            2 1:0.5 4:-1
            1 2:3
            2 # none

            1 3:7 4:8
            2 1:2
            """;

    @TempDir
    private Path directory;

    @Test
    void rowsAreDealtByTurnsAndTheLargerClassIsThePositiveOne() throws IOException {
        check(LocalTable.libsvm(Files.writeString(directory.resolve("x.svm"), LINES), 2));
    }

    @Test
    void compressedFilesAreReadTheSameWay() throws IOException {
        Path file = directory.resolve("x.svm.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        check(LocalTable.libsvm(file, 2));
    }

    private static void check(LocalTable table) {
        assertThat(table.features()).isEqualTo(4);
        assertThat(table.rows().size()).isEqualTo(2);
        checkRows(table.rows().slice(0), new double[][] {{1, 0.5, 0, 0, -1}, {1, 0, 0, 0, 0}, {1, 2, 0, 0, 0}});
        checkRows(table.rows().slice(1), new double[][] {{-1, 0, 3, 0, 0}, {-1, 0, 0, 7, 8}});
    }

    /** Each row is its label, then its features. */
    private static void checkRows(RowBlock block, double[][] expected) {
        assertThat(block.size()).isEqualTo(expected.length);
        for (int row = 0; row < expected.length; row++) {
            double[] found = new double[5];
            found[0] = block.label(row);
            block.addScaled(1, row, found, 1);
            assertThat(found).containsExactly(expected[row]);
            assertThat(block.weight(row)).isEqualTo(1);
        }
    }

    @Test
    void theFirstBadLineIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("x.svm"), "1 1:2\n-1 1:x\n1 0:1\n");
        assertThatThrownBy(() -> LocalTable.libsvm(file, 1))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " line 2: index 1: \"x\" is not a number");
    }

    @Test
    void twoClassesAreNeeded() throws IOException {
        Path file = Files.writeString(directory.resolve("x.svm"), "1 1:2\n1 2:2\n");
        assertThatThrownBy(() -> LocalTable.libsvm(file, 1))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": one class only (1); two or more are needed");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = directory.resolve("nosuch.svm");
        assertThatThrownBy(() -> LocalTable.libsvm(file, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + " cannot be read");
    }
}
