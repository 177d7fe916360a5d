package dev.glissade.ml;

import dev.glissade.config.UserError;
import dev.glissade.run.Version;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Saved models, in spark.ml's layout: {@code metadata} with class, uid and params, {@code data} with one row in Parquet: the format's
 * version, that of the program, the kind of model and its weights.
 */
final class ModelFiles {

    private static final int FORMAT = 1;
    private static final String DATA = "data";

    private static final StructType SCHEMA = new StructType()
            .add("formatVersion", DataTypes.IntegerType, false)
            .add("glissadeVersion", DataTypes.StringType, false)
            .add("kind", DataTypes.StringType, false)
            .add("coefficientMatrix", SQLDataTypes.MatrixType(), false)
            .add("interceptVector", SQLDataTypes.VectorType(), false);

    private ModelFiles() {}

    /** Writes a model. */
    static final class Writer extends MLWriter {
        private final Params model;
        private final LinearWeights weights;

        Writer(Params model, LinearWeights weights) {
            this.model = model;
            this.weights = weights;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter.saveMetadata(model, path, sparkSession());
            Row row = RowFactory.create(
                    FORMAT, Version.current(), weights.kind(), weights.coefficients(), weights.intercepts());
            sparkSession()
                    .createDataFrame(List.of(row), SCHEMA)
                    .coalesce(1)
                    .write()
                    .parquet(new Path(path, DATA).toString());
        }
    }

    /**
     * Reads models.
     *
     * @param <M> of this class
     */
    static final class Reader<M extends Params> extends MLReader<M> {
        private final Class<M> type;
        private final BiFunction<String, LinearWeights, M> maker;

        /** @param maker makes a model of its uid and weights */
        Reader(Class<M> type, BiFunction<String, LinearWeights, M> maker) {
            this.type = type;
            this.maker = maker;
        }

        /** @throws UserError if a later version wrote the model in a way that this one does not know */
        @Override
        public M load(String path) {
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
            Row row = sparkSession()
                    .read()
                    .parquet(new Path(path, DATA).toString())
                    .first();
            int format = row.getAs("formatVersion");
            String version = row.getAs("glissadeVersion");
            if (format != FORMAT) {
                throw new UserError("%s: a model in format %d, written by version %s; version %s reads format %d"
                        .formatted(path, format, version, Version.current(), FORMAT));
            }
            DenseMatrix coefficients = row.getAs("coefficientMatrix");
            DenseVector intercepts = row.getAs("interceptVector");
            M model = maker.apply(metadata.uid(), new LinearWeights(row.getAs("kind"), coefficients, intercepts));
            metadata.getAndSetParams(model, Option.empty());
            return model;
        }
    }
}
