package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.glissade.config.UserError;
import dev.glissade.linalg.Storage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableOptionsTest {

    @Test
    void nothingIsChosenByDefault() {
        TableOptions defaults = TableOptions.defaults();
        assertThat(defaults.labelColumn()).isEmpty();
        assertThat(defaults.weightColumn()).isEmpty();
        assertThat(defaults.featureColumns()).isEmpty();
        assertThat(defaults.numFeatures()).isEmpty();
        assertThat(defaults.slices()).isEmpty();
        assertThat(defaults.shuffleSeed()).isZero();
        assertThat(defaults.order()).isEqualTo(RowOrder.CONTENT);
        assertThat(defaults.partitions()).isEmpty();
        assertThat(defaults.replicas()).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        options -> options.withSlices(48),
                        "data.slices must be a power of two from 1 to 1048576, not 48"),
                mistake(
                        options -> options.withSlices(0),
                        "data.slices must be a power of two from 1 to 1048576, not 0"),
                mistake(options -> options.withNumFeatures(0), "data.num-features must be at least 1, not 0"),
                mistake(options -> options.withPartitions(0), "engine.partitions must be at least 1, not 0"),
                mistake(
                        options -> options.withReplicas(0),
                        "engine.replicas must be a power of two from 1 to 1048576, not 0"),
                mistake(
                        options -> options.withReplicas(-8),
                        "engine.replicas must be a power of two from 1 to 1048576, not -8"),
                mistake(
                        options -> options.withReplicas(6),
                        "engine.replicas must be a power of two from 1 to 1048576, not 6"),
                mistake(
                        options -> options.withReplicas(1 << 21),
                        "engine.replicas must be a power of two from 1 to 1048576, not 2097152"),
                mistake(
                        options -> options.withFeatureColumns(List.of("a", "b", "a")),
                        "data.features lists \"a\" twice"),
                mistake(
                        options -> options.withLabelColumn("y").withWeightColumn("y"),
                        "data.weight and data.label are the same column \"y\""),
                mistake(
                        options -> options.withLabelColumn("y").withFeatureColumns(List.of("x", "y")),
                        "data.features lists the label's column \"y\""),
                mistake(
                        options -> options.withWeightColumn("w").withFeatureColumns(List.of("x", "w")),
                        "data.features lists the weight's column \"w\""));
    }

    private static Arguments mistake(UnaryOperator<TableOptions> change, String message) {
        return arguments(change, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void aMistakeNamesItsKey(UnaryOperator<TableOptions> change, String message) {
        assertThatThrownBy(() -> change.apply(TableOptions.defaults()))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    /** A change of one leaves all others as they were. */
    @Test
    void everyOptionIsKept() {
        TableOptions all = TableOptions.defaults()
                .withReplicas(16)
                .withPartitions(3)
                .withOrder(RowOrder.AS_READ)
                .withShuffleSeed(9)
                .withSlices(32)
                .withNumFeatures(7)
                .withFeatureColumns(List.of("x"))
                .withWeightColumn("w")
                .withLabelColumn("y")
                .withBadRows(BadRows.SKIP)
                .withStorage(Storage.FLOAT32);
        assertThat(all)
                .isEqualTo(new TableOptions(
                        Optional.of("y"),
                        Optional.of("w"),
                        List.of("x"),
                        OptionalInt.of(7),
                        OptionalInt.of(32),
                        9,
                        RowOrder.AS_READ,
                        OptionalInt.of(3),
                        OptionalInt.of(16),
                        BadRows.SKIP,
                        Storage.FLOAT32,
                        Optional.empty()));
        assertThat(all.withReplicas(32).withReplicas(16)).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({
        "a.svm, LIBSVM",
        "a.libsvm, LIBSVM",
        "dir/a.svm.gz, LIBSVM",
        "a.LIBSVM.BZ2, LIBSVM",
        "a.csv, CSV",
        "a.csv.gz, CSV",
        "'a.csv,b.csv.gz', CSV",
        "*.csv, CSV",
        "hdfs://host/a.parquet, PARQUET",
        "a.parquet/, PARQUET",
        "a.orc, ORC",
        "dir/a.ORC/, ORC",
        "a.json, JSON",
        "a.jsonl.gz, JSON",
        "a.v2.NDJSON.bz2, JSON",
        "'a.json,b.jsonl,c.ndjson', JSON"
    })
    void theEndingTellsTheFormat(String path, TableFormat format) {
        assertThat(TableFormat.ofPath(path)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.txt",
                "a",
                "a.parquet.gz",
                "a.orc.gz",
                "json",
                "dir.json/a",
                "a.json,b.orc",
                "a.gz",
                "a.csv,b.svm",
                "a.csv,b",
                "",
                ","
            })
    void whatTellsNoFormatNamesTheKey(String path) {
        assertThatThrownBy(() -> TableFormat.ofPath(path))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("data.format");
    }
}
