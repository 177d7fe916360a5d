package dev.glissade.ml;

import dev.glissade.config.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Linear classification by mini-batch SGD and its relatives: logistic regression (binomial, or multinomial as softmax), and for two
 * classes the hinge losses of support vector machines. For the objective see {@link SGDParams}.
 *
 * <p>A fit is a training as that of the command {@code train}, and comes to the same bits each time, however the Dataset is
 * partitioned and whatever the cluster, but for what goes by the driver's machine or the clock: {@code optimizer = lbfgs}, {@code
 * stop.max-seconds}, {@code data.order = as-read}. Fits of one grid over one Dataset are trained in lockstep: those of
 * {@link #fitMultiple}, and those that come at the same time, as CrossValidator's do with its {@code parallelism}.
 */
public final class SGDClassifier extends ProbabilisticClassifier<Vector, SGDClassifier, SGDClassificationModel>
        implements SGDClassifierParams, SGDSetters<SGDClassifier>, DefaultParamsWritable {

    private static final long serialVersionUID = 1L;

    private final HeldParams held;
    private Meeting meeting = new Meeting();

    /** Set by {@link #uid()}, which Spark's constructors call first: an initialiser would undo that. */
    private String name;

    /** One that is named at random. */
    public SGDClassifier() {
        this(StageName.made("sgdClassifier"));
    }

    /** @param uid the stage's name */
    public SGDClassifier(String uid) {
        this(StageName.given(uid));
    }

    private SGDClassifier(StageName taken) {
        taken.requireTaken();
        held = HeldParams.of(this);
        held.begin(this);
        setDefault(loss(), LossChoice.LOGISTIC);
        setDefault(family(), "auto");
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

    /**
     * What is minimised: {@code logistic} (softmax cross-entropy where the family is multinomial), {@code softmax}, or for two classes
     * {@code hinge} and {@code smooth-hinge}, which give no probabilities: there is no probability column with them.
     */
    public SGDClassifier setLoss(String value) {
        return put(loss(), value).withDefaults();
    }

    /** Where nothing is set, there are probabilities if the loss gives them. */
    private SGDClassifier withDefaults() {
        setDefault(probabilityCol(), LossChoice.hasProbabilities(getLoss()) ? "probability" : "");
        return this;
    }

    /** Auto (by the number of classes), binomial or multinomial. */
    public SGDClassifier setFamily(String value) {
        return put(family(), value);
    }

    /**
     * Has training start from the weights of a model, which must have as many classes and features.
     *
     * @throws IllegalArgumentException if the model has an intercept and {@link #fitIntercept} is false
     */
    public SGDClassifier setInitialModel(SGDClassificationModel model) {
        return setInitialWeights(model.weights().flat(getFitIntercept()));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        withDefaults(); // of a loss that was set without its setter
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
    public SGDClassificationModel fit(Dataset<?> dataset) {
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
    public List<SGDClassificationModel> fitMultiple(Dataset<?> dataset, ParamMap[] maps) {
        List<SGDClassifier> each = Arrays.stream(maps).map(this::copy).toList();
        each.forEach(one -> one.transformSchema(dataset.schema(), true));
        List<Fitted> fitted = Meeting.together(
                dataset, each.stream().map(SGDClassifier::request).toList());
        return IntStream.range(0, maps.length)
                .mapToObj(at -> each.get(at).model(fitted.get(at)))
                .toList();
    }

    @Override
    public Seq<SGDClassificationModel> fit(Dataset<?> dataset, Seq<ParamMap> maps) {
        ParamMap[] each = CollectionConverters.asJava(maps).toArray(ParamMap[]::new);
        return CollectionConverters.asScala(fitMultiple(dataset, each)).toSeq();
    }

    @Override
    public SGDClassificationModel train(Dataset<?> dataset) {
        return model(meeting.fit(dataset, request()));
    }

    private FitRequest request() {
        return FitRequest.of(this, configuration());
    }

    private Configuration configuration() {
        String kind = LossChoice.classifier(uid(), getLoss(), getFamily());
        if (!LossChoice.hasProbabilities(kind) && (!getProbabilityCol().isEmpty() || isDefined(thresholds()))) {
            throw new IllegalArgumentException(
                    "%s loss = %s: gives no probabilities; set probabilityCol to the empty name, and no thresholds"
                            .formatted(uid(), kind));
        }
        return ParamSettings.of(this, getLabelCol(), getFeaturesCol(), kind);
    }

    private SGDClassificationModel model(Fitted fitted) {
        LinearWeights weights = LinearWeights.of(fitted.orThrow(this)).centred(getRegParam() > 0);
        SGDClassificationModel model = new SGDClassificationModel(uid(), weights);
        model.setParent(this);
        return copyValues(model, ParamMap.empty()).with(fitted.summary());
    }

    @Override
    public SGDClassifier copy(ParamMap extra) {
        SGDClassifier copy = defaultCopy(extra);
        copy.meeting = meeting;
        return copy.withDefaults();
    }

    /** Reads estimators that were saved. */
    public static MLReader<SGDClassifier> read() {
        return new DefaultParamsReadable<SGDClassifier>() {}.read();
    }

    /** Reads one. */
    public static SGDClassifier load(String path) {
        return read().load(path);
    }
}
