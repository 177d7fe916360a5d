package dev.glissade.data;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Tables in text files, as {@link InputTable}s. */
final class TextTables {

    /** Splits are cut to keep all cores parsing, but not smaller than this. */
    private static final long SMALLEST_SPLIT = 2L << 20;

    private static final long LARGEST_SPLIT = 64L << 20;
    private static final int SPLITS_PER_CORE = 2;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final JavaSparkContext context;
    private final InputPaths paths;
    private final Configuration hadoop;
    private final List<FileSplit> splits;

    private TextTables(JavaSparkContext context, String path) {
        this.context = context;
        paths = InputPaths.find(path, context.hadoopConfiguration());
        hadoop = new Configuration(context.hadoopConfiguration());
        hadoop.setBoolean(FileInputFormat.INPUT_DIR_RECURSIVE, true);
        splits = splits();
        long bytes = splits.stream().mapToLong(FileSplit::getLength).sum();
        long share = bytes / Math.max(1, (long) SPLITS_PER_CORE * context.defaultParallelism());
        hadoop.setLong(FileInputFormat.SPLIT_MAXSIZE, Math.max(SMALLEST_SPLIT, Math.min(LARGEST_SPLIT, share)));
    }

    /**
     * A table in libsvm format.
     *
     * @throws UserError if there is none, or the request names columns
     */
    static InputTable libsvm(JavaSparkContext context, String path, ReadRequest request) {
        TextTables files = new TextTables(context, path);
        requireNoColumns(path, request);
        LineParser parser = new LibsvmLineParser(request.featureLimit());
        return files.table(parser, request, List.of());
    }

    private static void requireNoColumns(String path, ReadRequest request) {
        TableOptions options = request.options();
        String reason = "%s is set, but %s is a libsvm table and has no named columns";
        if (options.weightColumn().isPresent()) {
            throw new UserError(
                    reason.formatted("data.weight = " + options.weightColumn().get(), path));
        }
        boolean training = request.purpose() == ReadRequest.Purpose.TRAINING;
        if (training && options.labelColumn().isPresent()) {
            throw new UserError(
                    reason.formatted("data.label = " + options.labelColumn().get(), path));
        }
        if (training && !options.featureColumns().isEmpty()) {
            throw new UserError(reason.formatted("data.features", path));
        }
    }

    /**
     * A table in CSV format.
     *
     * @throws UserError if there is none, or a column is missing
     */
    static InputTable csv(JavaSparkContext context, String path, ReadRequest request) {
        TextTables files = new TextTables(context, path);
        List<String> header = files.header();
        String name = files.paths.display(files.first().toString());
        ColumnChoice choice = new ColumnSearch(name, header).choose(request, Set.of());
        LineParser parser = new CsvLineParser(name, choice, true);
        return files.table(parser, request, choice.featureNames());
    }

    /** The files of a path, whatever is in them. */
    static TextTables of(JavaSparkContext context, String path) {
        return new TextTables(context, path);
    }

    /**
     * The fields of the first line of the first CSV file.
     *
     * @throws UserError if there is none, or it cannot be read
     */
    List<String> header() {
        Path first = first();
        List<String> header = header(first);
        if (header.isEmpty()) {
            throw new UserError(paths.display(first.toString()) + " line 1: no header with the names of the columns");
        }
        return header;
    }

    private Path first() {
        return firstFile().orElseThrow(() -> new UserError(paths + " has no rows"));
    }

    /**
     * Reads CSV files for what is wrong with them.
     *
     * @param choice the columns that are looked at
     * @param headers whether the first line of each file has the names
     * @throws UserError for the first bad line
     */
    void check(ColumnChoice choice, boolean headers, ReadRequest request) {
        LineParser parser = new CsvLineParser(paths.display(first().toString()), choice, headers);
        ReadTable.check(table(parser, request, List.of()), request);
    }

    /**
     * A table of JSON objects, one a line. Its columns are all fields that any of them has, in the order of their names
     * (as Java orders strings), since an order of appearance would hang on the splitting of the files. Finding them is
     * a pass of its own.
     *
     * @throws UserError if there is none, or a column is missing
     */
    static InputTable json(JavaSparkContext context, String path, ReadRequest request) {
        TextTables files = new TextTables(context, path);
        List<String> names = ReadFailure.asUserError(path, () -> JsonFieldNames.find(files.lines()));
        // Without any field there are bad lines only, or none: reading them says which.
        ColumnChoice choice =
                names.isEmpty() ? ColumnChoice.NOTHING : new ColumnSearch(path, names).choose(request, Set.of());
        return files.table(new JsonLineParser(choice), request, choice.featureNames());
    }

    private InputTable table(LineParser parser, ReadRequest request, List<String> featureNames) {
        return new InputTable(
                paths.toString(), blocks(parser, request), featureNames, !featureNames.isEmpty(), true, paths::display);
    }

    private JavaRDD<InputBlock> blocks(LineParser parser, ReadRequest request) {
        return lines().mapPartitionsWithInputSplit(new LinesToBlocks(parser, request.rowRule()), false);
    }

    private JavaNewHadoopRDD<LongWritable, Text> lines() {
        return (JavaNewHadoopRDD<LongWritable, Text>) context.newAPIHadoopFile(
                String.join(",", paths.each()), TextInputFormat.class, LongWritable.class, Text.class, hadoop);
    }

    private List<FileSplit> splits() {
        try {
            Job job = Job.getInstance(hadoop);
            FileInputFormat.setInputPaths(job, String.join(",", paths.each()));
            return new TextInputFormat()
                    .getSplits(job).stream()
                            .map(FileSplit.class::cast)
                            .filter(split -> split.getLength() > 0)
                            .toList();
        } catch (IOException problem) {
            throw new UserError("%s cannot be read: %s".formatted(paths, problem.getMessage()), problem);
        }
    }

    private Optional<Path> firstFile() {
        return splits.stream().map(FileSplit::getPath).min(Comparator.comparing(Path::toString));
    }

    private List<String> header(Path file) {
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
        try {
            FileSystem files = file.getFileSystem(hadoop);
            try (InputStream raw = files.open(file);
                    InputStream bytes = codec == null ? raw : codec.createInputStream(raw);
                    LineReader reader = new LineReader(bytes)) {
                Text line = new Text();
                reader.readLine(line);
                byte[] content = line.copyBytes();
                int mark = hasByteOrderMark(content) ? BYTE_ORDER_MARK.length : 0;
                byte[] text = Arrays.copyOfRange(content, mark, content.length);
                return CsvLineParser.header(text, text.length);
            }
        } catch (IOException problem) {
            throw new UserError(
                    "%s cannot be read: %s".formatted(paths.display(file.toString()), problem.getMessage()), problem);
        }
    }

    private static boolean hasByteOrderMark(byte[] content) {
        int length = BYTE_ORDER_MARK.length;
        return content.length >= length && Arrays.equals(content, 0, length, BYTE_ORDER_MARK, 0, length);
    }
}
