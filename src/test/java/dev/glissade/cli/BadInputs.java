package dev.glissade.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;

/**
 * Makes files that something is wrong with, gives them to one command line after the other, and writes down what each came
 * to: its status, its lines, and which files it left. A process of its own, since every command ends its Spark.
 * Arguments: the command lines. The result: a JSON object in a file.
 */
public final class BadInputs {

    static final String RESULT = "outcomes.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIGURATION = """
            data { train = table.csv, label = y }
            model.kind = logistic
            learning-rate.initial = 0.1
            stop.max-steps = 2
            run.dir = run
            spark.master = "local[1]"
            """;

    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    static {
        TEXTS.put("table.csv", "a,b,y\n1,2,no\n3,4,yes\n5,6,no\n");
        TEXTS.put("nan.csv", "a,b,y\n1,2,no\n3,NaN,yes\n");
        TEXTS.put("infinite.csv", "a,b,y\n1,2,no\n-Infinity,4,yes\n");
        TEXTS.put("huge.csv", "a,b,y\n1,2,no\n3,1e999,yes\n");
        TEXTS.put("word.csv", "a,b,y\n1,2,no\n\n3,many,yes\n");
        TEXTS.put("empty-value.csv", "a,b,y\n1,2,no\n3,,yes\n");
        TEXTS.put("short.csv", "a,b,y\n1,2,no\n3,yes\n");
        TEXTS.put("long.csv", "a,b,y\n1,2,no\n3,4,yes,5\n");
        TEXTS.put("quote.csv", "a,b,y\n1,2,no\n3,\"4,yes\n");
        TEXTS.put("control.csv", "a,b,y\n1,2,no\n3,4\0\rx\u001b[31m,yes\n");
        TEXTS.put("empty.csv", "");
        TEXTS.put("header.csv", "a,b,y\n");
        TEXTS.put("no-header.csv", "\n1,2,no\n");
        TEXTS.put("twice.csv", "a,a,y\n1,2,no\n");
        TEXTS.put("one-class.csv", "a,b,y\n1,2,no\n3,4,no\n");
        TEXTS.put("three-classes.csv", "a,b,y\n1,2,no\n3,4,yes\n5,6,perhaps\n");
        TEXTS.put("label-empty.csv", "a,b,y\n1,2,no\n3,4,\n");
        TEXTS.put("label-nan.csv", "a,b,y\n1,2,0\n3,4,nan\n");
        TEXTS.put("label-word.csv", "a,b,y\n1,2,0.5\n3,4,yes\n");
        TEXTS.put("weight-negative.csv", "a,b,y\n1,2,no\n-3,4,yes\n");
        TEXTS.put("weight-word.csv", "a,b,y\n1,2,no\nheavy,4,yes\n");
        TEXTS.put("weight-nan.csv", "a,b,y\n1,2,no\nnan,4,yes\n");
        TEXTS.put("weight-zero.csv", "a,b,y\n0,2,no\n0,4,yes\n");
        TEXTS.put("bad-rows-only.csv", "a,b,y\n1,?,no\n3,nan,yes\n");
        TEXTS.put("other-class.csv", "a,b,y\n1,2,no\n3,4,perhaps\n");
        TEXTS.put("other-columns.csv", "a,c,y\n1,2,no\n");
        TEXTS.put("order.svm", "1 1:1\n0 3:1 2:1\n");
        TEXTS.put("zero.svm", "1 1:1\n0 0:1\n");
        TEXTS.put("large.svm", "1 1:1\n0 99999999999:1\n");
        TEXTS.put("colon.svm", "1 1:1\n0 2:\n");
        TEXTS.put("nan.svm", "1 1:1\n0 2:nan\n");
        TEXTS.put("no-label.svm", "1 1:1\n2:1 3:1\n");
        TEXTS.put("comments.svm", "# nothing\n\n");
        TEXTS.put("labels.svm", "1\n0\n");
        TEXTS.put("wide.svm", "1 1:1\n0 2000000000:1\n");
        TEXTS.put("broken.json", "{\"a\":1,\"y\":\"no\"}\n{\"a\":1,\"y\":\n");
        TEXTS.put("missing.json", "{\"a\":1,\"y\":\"no\"}\n{\"y\":\"yes\"}\n");
        TEXTS.put("infinite.json", "{\"a\":1,\"y\":\"no\"}\n{\"a\":-Infinity,\"y\":\"yes\"}\n");
        TEXTS.put("array.json", "[\n{\"a\":1,\"y\":\"no\"}\n]\n");
        TEXTS.put("text.parquet", "a,b,y\n1,2,no\n");
        TEXTS.put("text.orc", "a,b,y\n1,2,no\n");
        TEXTS.put("text.csv.gz", "a,b,y\n1,2,no\n");
        TEXTS.put("x.conf", CONFIGURATION);
        TEXTS.put("typo.conf", CONFIGURATION + "learning-rate.inital = 1\n");
        TEXTS.put("form.conf", CONFIGURATION + "seed = one\n");
        TEXTS.put("bound.conf", CONFIGURATION + "data.validation = 1.5\n");
        TEXTS.put("brace.conf", CONFIGURATION + "penalty { l2 = 1\n");
        TEXTS.put("include.conf", CONFIGURATION + "include \"nosuch.conf\"\n");
        TEXTS.put("circle.conf", "include \"circle.conf\"\n");
        TEXTS.put("variable.conf", CONFIGURATION + "name = ${NO_SUCH_NAME}\n");
        TEXTS.put("deep.conf", "[".repeat(100_000));
        TEXTS.put("nothing.conf", "");
        TEXTS.put("clash.conf", CONFIGURATION + "optimizer { kind = adam }, penalty.l1 = 1\n");
        TEXTS.put("effect.conf", CONFIGURATION + "optimizer.momentum = 0.5\n");
        TEXTS.put("binary.conf", "\0\1\2");
        TEXTS.put("taken/mine.txt", "mine");
        TEXTS.put("half/config.conf", CONFIGURATION);
        TEXTS.put("half/summary.json", "{\"name\":");
    }

    private BadInputs() {}

    public static void main(String[] arguments) throws IOException {
        makeFiles();
        Map<String, Object> outcomes = new LinkedHashMap<>();
        for (String line : arguments) {
            outcomes.put(line, outcome(line));
        }
        JSON.writeValue(Path.of(RESULT).toFile(), outcomes);
    }

    private static Map<String, Object> outcome(String line) throws IOException {
        Map<String, Long> before = files();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);
        int status = Main.run(words, new PrintStream(errors, true, StandardCharsets.UTF_8));
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("status", status);
        outcome.put("errors", errors.toString(StandardCharsets.UTF_8));
        outcome.put("changed", changes(before, files()));
        return outcome;
    }

    /** All files and directories here, and how large they are. */
    private static Map<String, Long> files() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(Path.of(""))) {
            for (Path path : all.toList()) {
                sizes.put(path.toString(), Files.isDirectory(path) ? -1 : Files.size(path));
            }
        }
        // The process's own output, by those who started it.
        return sizes.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("std"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    private static List<String> changes(Map<String, Long> before, Map<String, Long> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .filter(path -> !before.containsKey(path)
                        || !after.containsKey(path)
                        || !before.get(path).equals(after.get(path)))
                .sorted()
                .toList();
    }

    private static void makeFiles() throws IOException {
        for (Map.Entry<String, String> text : TEXTS.entrySet()) {
            write(Path.of(text.getKey()), text.getValue().getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectory(Path.of("empty"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(("a,b,y\n" + "1,2,no\n3,4,yes\n".repeat(2000)).getBytes(StandardCharsets.UTF_8));
        }
        write(Path.of("cut.csv.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        makeTables();
        train("model", "table.csv");
        train("sparse", "good.svm", "data.label=null");
        makeModels();
    }

    private static void makeTables() throws IOException {
        Files.writeString(Path.of("good.svm"), "1 1:1\n0 2:1\n");
        try (SparkSession spark =
                SparkSession.builder().master("local[1]").appName("tables").getOrCreate()) {
            for (String format : List.of("parquet", "orc")) {
                spark.sql("select 1.5D as a, 2 as b, 'no' as y union all select double('nan'), 3, 'yes'")
                        .coalesce(1)
                        .write()
                        .format(format)
                        .save("nan." + format);
            }
            spark.sql("select 'red' as a, 2 as b, 'no' as y").write().parquet("words.parquet");
            spark.sql("select 1.5D as a, int(null) as b, 'no' as y")
                    .coalesce(1)
                    .write()
                    .parquet("null.parquet");
        }
    }

    private static void train(String directory, String table, String... more) {
        String[] words = Stream.concat(
                        Stream.of("train", "x.conf", "run.dir=" + directory, "data.train=" + table), Stream.of(more))
                .toArray(String[]::new);
        if (Main.run(words, System.err) != 0) {
            throw new IllegalStateException("no model in " + directory);
        }
    }

    private static void makeModels() throws IOException {
        mangle("cut-header", "model.json", bytes -> Arrays.copyOf(bytes, bytes.length / 2));
        mangle("empty-header", "model.json", bytes -> new byte[0]);
        mangle("edited-header", "model.json", bytes -> edited(bytes, "\"yes\"", "\"yep\""));
        mangle("newer", "model.json", bytes -> edited(bytes, "\"formatVersion\" : 1", "\"formatVersion\" : 3"));
        mangle("cut-parameters", "parameters.bin", bytes -> Arrays.copyOf(bytes, bytes.length - 8));
        mangle("empty-parameters", "parameters.bin", bytes -> new byte[0]);
        mangle("flipped-parameters", "parameters.bin", BadInputs::flipped);
        Path swapped = mangle("swapped", "model.json", bytes -> bytes);
        Files.write(swapped.resolve("parameters.bin"), Files.readAllBytes(Path.of("sparse/model/parameters.bin")));
        Files.delete(mangle("no-parameters", "model.json", bytes -> bytes).resolve("parameters.bin"));
        Files.delete(mangle("no-header", "model.json", bytes -> bytes).resolve("model.json"));
    }

    private static byte[] edited(byte[] bytes, String from, String to) {
        return new String(bytes, StandardCharsets.UTF_8).replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] flipped(byte[] bytes) {
        bytes[7] ^= 1;
        return bytes;
    }

    /** A copy of the model with a file that something has been done to. */
    private static Path mangle(String name, String file, UnaryOperator<byte[]> change) {
        try {
            Path copy = Files.createDirectory(Path.of(name));
            for (String each : List.of("model.json", "parameters.bin")) {
                byte[] bytes = Files.readAllBytes(Path.of("model/model", each));
                Files.write(copy.resolve(each), each.equals(file) ? change.apply(bytes) : bytes);
            }
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.write(file, bytes);
    }
}
