package dev.glissade.tensorboard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.hadoop.util.TFRecordReader;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/** Reads event files by TensorFlow's own classes, its checksums compared, and shows what TensorBoard would. */
public final class EventFiles {

    private EventFiles() {}

    /** The files of a folder, in the order in which TensorBoard reads them. */
    public static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains("tfevents"))
                    .sorted()
                    .toList();
        }
    }

    /** All events of a file. */
    static List<Event> events(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            TFRecordReader reader = new TFRecordReader(in, true);
            for (byte[] record = reader.read(); record != null; record = reader.read()) {
                events.add(Event.parseFrom(record));
            }
        }
        return events;
    }

    /** The step that a file begins at. */
    public static long firstStep(Path file) throws IOException {
        return events(file).get(1).getStep();
    }

    /**
     * The figures of a folder by tag and step, as TensorBoard's reader of events (version 2) takes them: a start takes back
     * what was said of its step and of later ones, but for the first start of all.
     *
     * @throws IllegalStateException if a step of a tag is there twice
     */
    public static Map<String, NavigableMap<Long, Float>> shown(Path folder) throws IOException {
        Map<String, NavigableMap<Long, Float>> shown = new TreeMap<>();
        boolean started = false;
        for (Path file : in(folder)) {
            for (Event event : events(file)) {
                if (event.getSessionLog().getStatus() == SessionLog.SessionStatus.START) {
                    if (started) {
                        shown.values()
                                .forEach(steps ->
                                        steps.tailMap(event.getStep(), true).clear());
                    }
                    started = true;
                }
                event.getSummary().getValueList().forEach(value -> put(shown, event.getStep(), value));
            }
        }
        return shown;
    }

    private static void put(Map<String, NavigableMap<Long, Float>> shown, long step, Summary.Value value) {
        Float before =
                shown.computeIfAbsent(value.getTag(), tag -> new TreeMap<>()).put(step, value.getSimpleValue());
        if (before != null) {
            throw new IllegalStateException("%s has step %d twice".formatted(value.getTag(), step));
        }
    }
}
