package dev.glissade.data;

import dev.glissade.SharedSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A small table made by a seed, written in every way that a table can come; no code of the product in it. */
final class SampleTable {

    static final String LABEL = "y";
    static final String WEIGHT = "w";

    private final int features;
    private final List<double[]> rows;
    private final List<String> labels;
    private final List<Double> weights;

    private SampleTable(int features, List<double[]> rows, List<String> labels, List<Double> weights) {
        this.features = features;
        this.rows = rows;
        this.labels = labels;
        this.weights = weights;
    }

    /**
     * Rows of numbers of all kinds, a tenth of them copies of others.
     *
     * @param density share of the values that are not zero
     */
    static SampleTable random(int count, int features, double density, List<String> classes) {
        SplittableRandom random = new SplittableRandom(count * 31L + features);
        List<double[]> rows = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            if (row > 0 && random.nextInt(10) == 0) {
                int copied = random.nextInt(row);
                rows.add(rows.get(copied));
                labels.add(labels.get(copied));
                weights.add(weights.get(copied));
                continue;
            }
            rows.add(randomRow(features, density, random));
            labels.add(classes.get(random.nextInt(classes.size())));
            weights.add(random.nextInt(8) / 4.0);
        }
        rows.set(0, fullRow(features));
        return new SampleTable(features, rows, labels, weights);
    }

    private static double[] randomRow(int features, double density, SplittableRandom random) {
        double[] row = new double[features];
        for (int feature = 0; feature < features; feature++) {
            if (random.nextDouble() < density) {
                row[feature] = switch (random.nextInt(4)) {
                    case 0 -> 1;
                    case 1 -> random.nextInt(-1000, 1000) / 100.0;
                    case 2 -> random.nextDouble(-1, 1);
                    default -> random.nextDouble() * 1e-30;
                };
            }
        }
        return row;
    }

    /** The last feature must not be zero everywhere, or libsvm would not know of it. */
    private static double[] fullRow(int features) {
        return IntStream.range(0, features)
                .mapToDouble(feature -> feature + 0.5)
                .toArray();
    }

    /** {@code copies[i]} rows of content i, each with its own label's class in turn. */
    static SampleTable copies(int features, int... copies) {
        List<double[]> rows = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int content = 0; content < copies.length; content++) {
            double[] row = randomRow(features, 0.7, random);
            rows.addAll(Collections.nCopies(copies[content], row));
            labels.addAll(Collections.nCopies(copies[content], content % 2 == 0 ? "a" : "b"));
        }
        return new SampleTable(features, rows, labels, Collections.nCopies(rows.size(), 1.0));
    }

    int size() {
        return rows.size();
    }

    int features() {
        return features;
    }

    double[] row(int number) {
        return rows.get(number);
    }

    double weight(int number) {
        return weights.get(number);
    }

    List<String> featureNames() {
        return IntStream.range(0, features).mapToObj(feature -> "x" + feature).toList();
    }

    SampleTable reversed() {
        List<double[]> reversedRows = new ArrayList<>(rows);
        List<String> reversedLabels = new ArrayList<>(labels);
        List<Double> reversedWeights = new ArrayList<>(weights);
        Collections.reverse(reversedRows);
        Collections.reverse(reversedLabels);
        Collections.reverse(reversedWeights);
        return new SampleTable(features, reversedRows, reversedLabels, reversedWeights);
    }

    List<String> libsvmLines() {
        return IntStream.range(0, size()).mapToObj(this::libsvmLine).toList();
    }

    private String libsvmLine(int number) {
        StringBuilder line = new StringBuilder(labels.get(number));
        double[] row = rows.get(number);
        for (int feature = 0; feature < features; feature++) {
            if (row[feature] != 0) {
                line.append(' ').append(feature + 1).append(':').append(row[feature]);
            }
        }
        return line.toString();
    }

    /** The header, then the rows: the weight, the label, the features. */
    List<String> csvLines() {
        List<String> lines = new ArrayList<>();
        lines.add(WEIGHT + "," + LABEL + "," + String.join(",", featureNames()));
        for (int number = 0; number < size(); number++) {
            StringBuilder line =
                    new StringBuilder().append(weights.get(number)).append(',').append(labels.get(number));
            for (double value : rows.get(number)) {
                line.append(',').append(value);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /**
     * An object a row, whose fields begin elsewhere in every row; labels are texts, and so is every third value.
     */
    List<String> jsonLines() {
        return IntStream.range(0, size()).mapToObj(this::jsonLine).toList();
    }

    private String jsonLine(int number) {
        List<String> fields = new ArrayList<>();
        fields.add("\"%s\": %s".formatted(WEIGHT, weights.get(number)));
        fields.add("\"%s\":\"%s\"".formatted(LABEL, labels.get(number)));
        double[] row = rows.get(number);
        for (int feature = 0; feature < features; feature++) {
            String quote = (number + feature) % 3 == 0 ? "\"" : "";
            fields.add("\"x%d\" :%s%s%s".formatted(feature, quote, row[feature], quote));
        }
        Collections.rotate(fields, number);
        return "{" + String.join(", ", fields) + "}";
    }

    /** Rows of the label as text, the weight, and the features as numbers of their own. */
    Dataset<Row> columns() {
        List<StructField> fields = new ArrayList<>();
        fields.add(DataTypes.createStructField(WEIGHT, DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField(LABEL, DataTypes.StringType, true));
        featureNames().forEach(name -> fields.add(DataTypes.createStructField(name, DataTypes.DoubleType, true)));
        List<Row> made = new ArrayList<>();
        for (int number = 0; number < size(); number++) {
            Object[] values = new Object[features + 2];
            values[0] = weights.get(number);
            values[1] = labels.get(number);
            for (int feature = 0; feature < features; feature++) {
                values[feature + 2] = rows.get(number)[feature];
            }
            made.add(RowFactory.create(values));
        }
        return SharedSpark.session().createDataFrame(made, new StructType(fields.toArray(StructField[]::new)));
    }

    /** Rows of the label as text, and the features as a vector, every other one sparse. */
    Dataset<Row> vectors() {
        StructType schema =
                new StructType().add(LABEL, DataTypes.StringType).add("features", SQLDataTypes.VectorType());
        List<Row> made = new ArrayList<>();
        for (int number = 0; number < size(); number++) {
            double[] row = rows.get(number);
            made.add(RowFactory.create(
                    labels.get(number),
                    number % 2 == 0
                            ? Vectors.dense(row.clone())
                            : Vectors.dense(row.clone()).toSparse()));
        }
        return SharedSpark.session().createDataFrame(made, schema);
    }

    /** Writes lines, packed if the name says so. */
    static String write(Path file, List<String> lines) {
        return write(file, String.join("\n", lines) + "\n");
    }

    static String write(Path file, String text) {
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file.toString();
    }

    /** Deals lines to several files of a directory, in runs of uneven length, one of them empty. */
    static String split(Path directory, List<String> header, List<String> lines, int files, String ending) {
        directory.toFile().mkdirs();
        int start = 0;
        for (int file = 0; file < files; file++) {
            int end = file == files - 1 ? lines.size() : Math.min(lines.size(), start + (file * lines.size()) / 25);
            List<String> part = new ArrayList<>(header);
            part.addAll(lines.subList(start, end));
            write(directory.resolve("part-" + file + ending), part);
            start = end;
        }
        return directory.toString();
    }
}
