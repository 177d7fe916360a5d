package dev.glissade.ml;

import dev.glissade.config.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Linear regression by mini-batch SGD and its relatives: least squares, ½(m − y)² a row, or Huber's loss. For the objective see
 * {@link SGDParams}; unlike spark.ml's LinearRegression the label is never standardised.
 *
 * <p>A fit is a training as that of the command {@code train}, and comes to the same bits each time, however the Dataset is
 * partitioned and whatever the cluster, but for what goes by the driver's machine or the clock: {@code optimizer = lbfgs}, {@code
 * stop.max-seconds}, {@code data.order = as-read}. Fits of one grid over one Dataset are trained in lockstep: those of
 * {@link #fitMultiple}, and those that come at the same time, as CrossValidator's do with its {@code parallelism}.
 */
public final class SGDRegressor extends Regressor<Vector, SGDRegressor, SGDRegressionModel>
        implements SGDRegressorParams, SGDSetters<SGDRegressor>, DefaultParamsWritable {

    private static final long serialVersionUID = 1L;

    private final HeldParams held;
    private Meeting meeting = new Meeting();

    /** Set by {@link #uid()}, which Spark's constructors call first: an initialiser would undo that. */
    private String name;

    /** One that is named at random. */
    public SGDRegressor() {
        this(StageName.made("sgdRegressor"));
    }

    /** @param uid the stage's name */
    public SGDRegressor(String uid) {
        this(StageName.given(uid));
    }

    private SGDRegressor(StageName taken) {
        taken.requireTaken();
        held = HeldParams.of(this);
        held.begin(this);
        setDefault(loss(), LossChoice.SQUARED_ERROR);
    }

    @Override
    public String uid() {
        if (name == null) {
            name = StageName.take();
        }
        return name;
    }

    @Override
    public HeldParams held() {
        return held;
    }

    /** What is minimised: {@code squaredError}, or {@code huber}, which goes on in a straight line beyond {@link #huberDelta}. */
    public SGDRegressor setLoss(String value) {
        return put(loss(), value);
    }

    /** Sets {@link #huberDelta}. */
    public SGDRegressor setHuberDelta(double value) {
        return put(huberDelta(), value);
    }

    /**
     * Has training start from the weights of a model, which must have as many features.
     *
     * @throws IllegalArgumentException if the model has an intercept and {@link #fitIntercept} is false
     */
    public SGDRegressor setInitialModel(SGDRegressionModel model) {
        return setInitialWeights(model.weights().flat(getFitIntercept()));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        configuration();
        ParamSettings.requireBoolean(this, validationIndicatorCol(), schema);
        return super.transformSchema(schema);
    }

    /**
     * Trains on all rows, but for those that {@link #validationIndicatorCol} holds out.
     *
     * @throws IllegalArgumentException if a param, or a column that it names, is not good
     * @throws dev.glissade.config.UserError if the rows are not, with the place and the value; if a param does not suit them; if they or
     *     the weights surely do not fit into memory; if {@link #checkpointDir} cannot be used
     * @throws DivergedException if training diverges, unless {@link #handleDivergence} is {@code keep}, or if the coefficients overflow on
     *     the features' own scale
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    @Override
    public SGDRegressionModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema(), true);
        return model(meeting.fit(dataset, request()));
    }

    /**
     * Fits with each of these params in place of this stage's, in lockstep; each model has the bits of its own fit.
     *
     * @return a model for each, in their order
     * @throws DivergedException as of {@link #fit(Dataset)}, of any of them; there is no model then
     * @throws IllegalArgumentException as of {@link #fit(Dataset)}, of any of them
     * @throws dev.glissade.config.UserError likewise, and if all together surely do not fit into memory
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public List<SGDRegressionModel> fitMultiple(Dataset<?> dataset, ParamMap[] maps) {
        List<SGDRegressor> each = Arrays.stream(maps).map(this::copy).toList();
        each.forEach(one -> one.transformSchema(dataset.schema(), true));
        List<Fitted> fitted = Meeting.together(
                dataset, each.stream().map(SGDRegressor::request).toList());
        return IntStream.range(0, maps.length)
                .mapToObj(at -> each.get(at).model(fitted.get(at)))
                .toList();
    }

    @Override
    public Seq<SGDRegressionModel> fit(Dataset<?> dataset, Seq<ParamMap> maps) {
        ParamMap[] each = CollectionConverters.asJava(maps).toArray(ParamMap[]::new);
        return CollectionConverters.asScala(fitMultiple(dataset, each)).toSeq();
    }

    @Override
    public SGDRegressionModel train(Dataset<?> dataset) {
        return model(meeting.fit(dataset, request()));
    }

    private FitRequest request() {
        return FitRequest.of(this, configuration());
    }

    private Configuration configuration() {
        String kind = LossChoice.regressor(uid(), getLoss());
        return ParamSettings.of(this, getLabelCol(), getFeaturesCol(), kind);
    }

    private SGDRegressionModel model(Fitted fitted) {
        SGDRegressionModel model = new SGDRegressionModel(uid(), LinearWeights.of(fitted.orThrow(this)));
        model.setParent(this);
        return copyValues(model, ParamMap.empty()).with(fitted.summary());
    }

    @Override
    public SGDRegressor copy(ParamMap extra) {
        SGDRegressor copy = defaultCopy(extra);
        copy.meeting = meeting;
        return copy;
    }

    /** Reads estimators that were saved. */
    public static MLReader<SGDRegressor> read() {
        return new DefaultParamsReadable<SGDRegressor>() {}.read();
    }

    /** Reads one. */
    public static SGDRegressor load(String path) {
        return read().load(path);
    }
}
