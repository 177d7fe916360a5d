package dev.glissade.data;

import dev.glissade.config.UserError;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.Storage;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A small table of two classes in this machine's memory, for what does without Spark.
 *
 * @param rows all of it, dealt to its slices by turns in the order of reading, not by content
 * @param features number of features
 */
public record LocalTable(SliceGroup rows, int features) {

    /**
     * Reads a file in libsvm format, plain or, where its name ends in {@code .gz}, compressed.
     *
     * @param slices how many, a power of two
     * @throws UserError if the file cannot be read, naming the first bad line, or has not two classes
     */
    public static LocalTable libsvm(Path file, int slices) {
        BlockBuilder builder = new RowRule(LabelRule.learned(LabelKind.BINARY), BadRows.FAIL, Storage.AUTO)
                .builder(file.toString(), 0);
        try (BufferedReader lines = open(file)) {
            LineParser parser = new LibsvmLineParser(FeatureLimit.NONE);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                parser.parse(bytes, bytes.length, builder);
                builder.endLine();
                if (builder.failed()) {
                    throw new UserError("%s line %d: %s".formatted(file, builder.lines(), builder.problem()));
                }
            }
        } catch (IOException failed) {
            throw new UserError("%s cannot be read: %s".formatted(file, failed), failed);
        }
        InputBlock block = builder.build();
        return new LocalTable(dealt(block, encoding(file, block.summary()), slices), block.summary().width);
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    }

    private static double[] encoding(Path file, BlockSummary summary) {
        List<String> classes = List.of(summary.classes);
        try {
            LabelCoding coding = LabelCoding.classes(LabelKind.BINARY, classes);
            return classes.stream()
                    .mapToDouble(name -> coding.encode(name).orElseThrow())
                    .toArray();
        } catch (IllegalArgumentException wrongNumber) {
            throw new UserError("%s: %s".formatted(file, wrongNumber.getMessage()), wrongNumber);
        }
    }

    private static SliceGroup dealt(InputBlock block, double[] encoding, int slices) {
        RowBlock[] blocks = new RowBlock[slices];
        Arrays.setAll(blocks, slice -> slice(block, encoding, slice, slices));
        return new SliceGroup(0, blocks);
    }

    private static RowBlock slice(InputBlock block, double[] encoding, int first, int slices) {
        PackedRows all = block.rows();
        int rows = 0;
        int nonZeros = 0;
        for (int row = first; row < all.size(); row += slices) {
            rows++;
            nonZeros += all.nonZeros(row);
        }
        PackedRows.Packer packer = new PackedRows.Packer(rows, nonZeros, false);
        for (int row = first; row < all.size(); row += slices) {
            packer.add(all, row, encoding[(int) all.label(row)]);
        }
        return packer.pack().toBlock(block.summary().width, false, Storage.AUTO);
    }
}
