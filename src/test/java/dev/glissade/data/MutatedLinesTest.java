package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.Mutations;
import dev.glissade.config.UserError;
import dev.glissade.linalg.Storage;
import dev.glissade.model.LabelKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Tuple2;

/**
 * However a text table is mangled, each of its lines is a row of finite numbers, or bad and says why in one line; and the bad
 * ones left out, the others are what they are without them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedLinesTest {

    private static final int MUTATIONS = 10_000;

    /**
     * A format and how its tables are read.
     *
     * @param valid tables that are as they should be
     * @param fragments of the format
     */
    private record Format(String name, LabelKind kind, List<String> valid, List<String> fragments) {

        @Override
        public String toString() {
            return name + ", " + kind;
        }
    }

    static Stream<Format> formats() {
        return Stream.of(LabelKind.BINARY, LabelKind.REGRESSION).flatMap(kind -> {
            List<String> classes = kind == LabelKind.BINARY ? List.of("-1", "+1", "yes") : List.of("1.5", "-2e-3");
            SampleTable dense = SampleTable.random(6, 3, 0.9, classes);
            SampleTable sparse = SampleTable.random(6, 8, 0.4, classes);
            return Stream.of(
                    new Format(
                            "libsvm",
                            kind,
                            texts(Stream.of(
                                    dense.libsvmLines(), sparse.libsvmLines(), List.of("# all", "", " 1 2:3 # one"))),
                            List.of("1:1", " 3:", "1:nan", "2:1e400", " ", "0:1")),
                    new Format(
                            "csv",
                            kind,
                            texts(Stream.of(dense.csvLines())),
                            List.of(",", "\"", ",,", "y", "w", "\"a,b\"")),
                    new Format(
                            "json",
                            kind,
                            texts(Stream.of(
                                    dense.jsonLines(),
                                    List.of("{\"w\":1,\"y\":1,\"x0\":0,\"x1\":true,\"x2\":\" 7 \",\"z\":[{}]}"))),
                            List.of(
                                    "{\"y\":",
                                    "}",
                                    "\"x0\":",
                                    "\"y\":",
                                    "[[[[",
                                    "{\"a\":".repeat(1100),
                                    "NaN",
                                    "\\n")));
        });
    }

    private static List<String> texts(Stream<List<String>> tables) {
        return tables.map(lines -> String.join("\n", lines) + "\n").toList();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aRowOfFiniteNumbersOrOneLine(Format format) {
        Mutations mutations = new Mutations(20_261_122, format.fragments());
        int accepted = 0;
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            byte[] table = mutations.mutate(mutations.oneOf(format.valid()).getBytes(StandardCharsets.UTF_8));
            accepted += check(format, table) ? 1 : 0;
        }
        // Neither all refused nor all accepted, or the mutations would try nothing.
        assertThat(accepted).isBetween(MUTATIONS / 50, MUTATIONS - MUTATIONS / 10);
    }

    /** Whether all lines of the table are good. */
    private static boolean check(Format format, byte[] table) {
        String shown = new String(table, 0, Math.min(table.length, 2000), StandardCharsets.UTF_8);
        List<byte[]> lines = lines(table);
        Supplier<LineParser> parsers;
        try {
            parsers = parsers(format.name(), lines);
        } catch (UserError error) {
            assertThat(error.getMessage()).as(shown).isNotBlank().doesNotContain("\n", "\r");
            return false;
        }
        InputBlock whole = parse(parsers.get(), format.kind(), BadRows.FAIL, lines);
        InputBlock skipped = parse(parsers.get(), format.kind(), BadRows.SKIP, lines);
        for (InputBlock block : List.of(whole, skipped)) {
            requireFinite(block, shown);
            requireOneLine(block.summary().problem, shown);
            requireOneLine(block.summary().firstSkipped, shown);
        }
        if (skipped.summary().problem == null) {
            List<byte[]> good = good(parsers, format.kind(), lines);
            InputBlock alone = parse(parsers.get(), format.kind(), BadRows.FAIL, good);
            assertThat(alone.summary().problem).as(shown).isNull();
            assertThat(content(skipped)).as(shown).isEqualTo(content(alone));
            long left = skipped.summary().skipped.values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(skipped.summary().lines - left).as(shown).isEqualTo(alone.summary().lines);
        }
        return whole.summary().problem == null;
    }

    private static List<byte[]> lines(byte[] table) {
        try (LineReader reader = new LineReader(new ByteArrayInputStream(table))) {
            List<byte[]> lines = new ArrayList<>();
            Text line = new Text();
            while (reader.readLine(line) > 0) {
                lines.add(line.copyBytes());
            }
            return lines;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Parsers for a table of these lines, as the driver makes them. */
    private static Supplier<LineParser> parsers(String format, List<byte[]> lines) {
        TableOptions options =
                TableOptions.defaults().withLabelColumn(SampleTable.LABEL).withWeightColumn(SampleTable.WEIGHT);
        ReadRequest request = ReadRequest.training(LabelKind.BINARY, options);
        if (format.equals("libsvm")) {
            return () -> new LibsvmLineParser(FeatureLimit.NONE);
        }
        if (format.equals("csv")) {
            List<String> header = lines.isEmpty() ? List.of() : CsvLineParser.header(lines.get(0), lines.get(0).length);
            ColumnChoice choice = new ColumnSearch("table.csv", header).choose(request, Set.of());
            return () -> new CsvLineParser("table.csv", choice, true);
        }
        List<Tuple2<LongWritable, Text>> texts = lines.stream()
                .map(line -> new Tuple2<>(new LongWritable(), new Text(line)))
                .toList();
        Set<String> names = new TreeSet<>();
        new JsonFieldNames().call(texts.iterator()).forEachRemaining(names::add);
        ColumnChoice choice = names.isEmpty()
                ? ColumnChoice.NOTHING
                : new ColumnSearch("table.json", List.copyOf(names)).choose(request, Set.of());
        return () -> new JsonLineParser(choice);
    }

    private static InputBlock parse(LineParser parser, LabelKind kind, BadRows onBadRow, List<byte[]> lines) {
        BlockBuilder builder = new RowRule(LabelRule.learned(kind), onBadRow, Storage.AUTO).builder("table", 0);
        boolean first = true;
        for (byte[] line : lines) {
            if (first) {
                parser.parseFirst(line, line.length, builder);
            } else {
                parser.parse(line, line.length, builder);
            }
            builder.endLine();
            if (builder.failed()) {
                break;
            }
            first = false;
        }
        return builder.build();
    }

    /** The lines that are good each by itself, the first one with its header. */
    private static List<byte[]> good(Supplier<LineParser> parsers, LabelKind kind, List<byte[]> lines) {
        boolean header = parsers.get() instanceof CsvLineParser;
        List<byte[]> good = new ArrayList<>();
        for (int number = 0; number < lines.size(); number++) {
            List<byte[]> alone =
                    header && number > 0 ? List.of(lines.get(0), lines.get(number)) : List.of(lines.get(number));
            if (parse(parsers.get(), kind, BadRows.FAIL, alone).summary().problem == null) {
                good.add(lines.get(number));
            }
        }
        return good;
    }

    private static void requireFinite(InputBlock block, String shown) {
        PackedRows rows = block.rows();
        for (int row = 0; row < rows.size(); row++) {
            assertThat(rows.label(row)).as(shown).isFinite();
            assertThat(rows.weight(row)).as(shown).isFinite().isNotNegative();
        }
        for (int position = 0; position < rows.nonZeros(); position++) {
            if (!Double.isFinite(rows.value(position))) {
                throw new AssertionError("not finite: " + shown);
            }
        }
        for (String name : block.summary().classes) {
            assertThat(new DecimalParser()
                            .parse(
                                    name.getBytes(StandardCharsets.UTF_8),
                                    0,
                                    name.getBytes(StandardCharsets.UTF_8).length))
                    .as(shown)
                    .isNotIn(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
            assertThat(Problem.spellsNotFinite(name)).as(shown).isFalse();
        }
    }

    private static void requireOneLine(String problem, String shown) {
        if (problem != null) {
            assertThat(new UserError("table line 1: " + problem).getMessage())
                    .as(shown)
                    .doesNotContain("\n", "\r", "\u0000")
                    .hasSizeLessThan(600);
        }
    }

    /** All that a table is made of, labels by the names of their classes. */
    private static List<String> content(InputBlock block) {
        PackedRows rows = block.rows();
        String[] classes = block.summary().classes;
        List<String> content = new ArrayList<>(List.of("width " + block.summary().width, Arrays.toString(classes)));
        for (int row = 0; row < rows.size(); row++) {
            StringBuilder line = new StringBuilder(
                            classes.length == 0 ? Double.toString(rows.label(row)) : classes[(int) rows.label(row)])
                    .append(" weighs ")
                    .append(rows.weight(row));
            for (int position = rows.from(row); position < rows.to(row); position++) {
                line.append(' ').append(rows.index(position)).append(':').append(rows.value(position));
            }
            content.add(line.toString());
        }
        return content;
    }
}
