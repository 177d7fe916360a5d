package dev.glissade.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * The task that finds the names of all fields of JSON objects, one a line. What is wrong with a line is passed over;
 * who reads the table will say it.
 */
final class JsonFieldNames implements FlatMapFunction<Iterator<Tuple2<LongWritable, Text>>, String> {

    private static final long serialVersionUID = 1L;

    /** All names, each once, in their own order: it follows from the table's content alone. */
    static List<String> find(JavaPairRDD<LongWritable, Text> lines) {
        return List.copyOf(
                new TreeSet<>(lines.mapPartitions(new JsonFieldNames()).collect()));
    }

    @Override
    public Iterator<String> call(Iterator<Tuple2<LongWritable, Text>> lines) {
        Set<String> names = new TreeSet<>();
        JsonLine fields = new JsonLine();
        while (lines.hasNext()) {
            Text line = lines.next()._2();
            addNames(line, fields, names);
        }
        return names.iterator();
    }

    /** A line that is broken off, or otherwise not whole, adds none: its row is bad whatever its columns are. */
    private static void addNames(Text line, JsonLine fields, Set<String> names) {
        List<String> ofLine = new ArrayList<>();
        if (fields.begin(line.getBytes(), line.getLength())) {
            while (fields.next()) {
                ofLine.add(fields.name());
            }
            if (fields.problem() == null) {
                names.addAll(ofLine);
            }
        }
    }
}
