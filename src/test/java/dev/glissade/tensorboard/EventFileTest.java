package dev.glissade.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.files.Directory;
import dev.glissade.files.FragileFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;

/** What is written is read by TensorFlow's own classes. */
class EventFileTest {

    private static final double NOW = 1_800_000_000.25;

    @TempDir
    private Path folder;

    private EventFile create(long step, double time) throws IOException {
        return EventFile.create(Directory.at(folder.toString(), new Configuration()), step, time);
    }

    private List<Event> written() throws IOException {
        return EventFiles.events(EventFiles.in(folder).get(0));
    }

    @Test
    void beginsWithItsVersionAndAStart() throws IOException {
        create(7, NOW).close();
        List<Event> events = written();
        assertThat(events).hasSize(2);
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
        assertThat(events.get(1).getStep()).isEqualTo(7);
        assertThat(events).extracting(Event::getWallTime).containsOnly(NOW);
    }

    @Test
    void oneThatCannotBeBegunIsNotLeftOpen() throws IOException {
        Directory full = Directory.at("fragile://" + folder, FragileFileSystem.configuration());
        int before = FragileFileSystem.open();
        FragileFileSystem.fullAfter(10);
        assertThatThrownBy(() -> EventFile.create(full, 0, NOW)).hasMessageContaining("No space left on device");
        assertThat(FragileFileSystem.open()).isEqualTo(before);
    }

    @Test
    void holdsFiguresOfEverySize() throws IOException {
        long last = 5_000_000_000_000L;
        try (EventFile file = create(0, NOW)) {
            file.add(0, NOW, Map.of("train/loss", 0.0));
            file.add(300, NOW + 1, Map.of("größe", -1.0 / 3));
            file.add(last, NOW + 2, Map.of("x".repeat(300), 1e300));
            file.add(last + 1, NOW + 3, Map.of());
        }
        List<Event> events = written().subList(2, 6);
        assertThat(events).extracting(Event::getStep).containsExactly(0L, 300L, last, last + 1);
        assertThat(events).extracting(Event::getWallTime).containsExactly(NOW, NOW + 1, NOW + 2, NOW + 3);
        assertThat(EventFiles.shown(folder))
                .containsOnlyKeys("train/loss", "größe", "x".repeat(300))
                .containsEntry("größe", new TreeMap<>(Map.of(300L, -1f / 3)))
                .containsEntry("x".repeat(300), new TreeMap<>(Map.of(last, Float.POSITIVE_INFINITY)));
    }

    @Test
    void isThereForReadersWhileItGrows() throws IOException {
        try (EventFile file = create(0, NOW)) {
            file.add(1, NOW, Map.of("a", 1.0));
            assertThat(written()).hasSize(3);
            file.add(2, NOW, Map.of("a", 2.0));
            assertThat(written()).hasSize(4);
        }
    }

    /** The second of its process, or the clock, may be that of a file before. */
    @Test
    void comesBehindTheFilesThatAreThere() throws IOException {
        create(0, NOW).close();
        create(1, NOW).close();
        create(2, NOW - 1000).close();
        assertThat(EventFiles.in(folder))
                .extracting(file -> EventFiles.events(file).get(1).getStep())
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void everyBitIsCovered() throws IOException {
        try (EventFile file = create(0, NOW)) {
            file.add(1, NOW, Map.of("a", 1.0));
        }
        Path file = EventFiles.in(folder).get(0);
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 8;
                at < bytes.length;
                at += 5) { // the reader takes a wrong length for granted before it sees more
            bytes[at] ^= 4;
            Files.write(file, bytes);
            assertThatThrownBy(() -> EventFiles.events(file)).as("byte %d", at).isInstanceOf(IOException.class);
            bytes[at] ^= 4;
        }
    }
}
