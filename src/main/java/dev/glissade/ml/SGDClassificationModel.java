package dev.glissade.ml;

import dev.glissade.loss.LogisticLoss;
import dev.glissade.loss.SoftmaxCrossEntropy;
import java.util.List;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import scala.Tuple3;

/**
 * What {@link SGDClassifier} fits. Raw predictions are (−m, m) for two classes with one margin m = xᵀw + b, and the K margins of a
 * multinomial model; probabilities 1/(1 + e⁻ᵐ), or softmax.
 *
 * <p>As in spark.ml the intercepts of a multinomial model have a mean of 0, and without a penalty so have the coefficients of each
 * feature: a shift of all margins alike changes no prediction.
 */
public final class SGDClassificationModel extends ProbabilisticClassificationModel<Vector, SGDClassificationModel>
        implements SGDClassifierParams, MLWritable {

    private static final long serialVersionUID = 1L;

    private final HeldParams held;
    private final LinearWeights weights;
    /** Stays with the driver; null for a model that was read. */
    private transient SGDTrainingSummary summary;

    /** Set by {@link #uid()}, which Spark's constructors call first: an initialiser would undo that. */
    private String name;

    SGDClassificationModel(String uid, LinearWeights weights) {
        this(StageName.given(uid), weights);
    }

    private SGDClassificationModel(StageName taken, LinearWeights weights) {
        taken.requireTaken();
        this.weights = weights;
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

    LinearWeights weights() {
        return weights;
    }

    SGDClassificationModel with(SGDTrainingSummary how) {
        summary = how;
        return this;
    }

    /** A row a set of coefficients: one for two classes, unless the family is multinomial, else one a class. */
    public Matrix coefficientMatrix() {
        return weights.coefficients();
    }

    /** One a set of coefficients; 0 where none is fitted. */
    public Vector interceptVector() {
        return weights.intercepts();
    }

    /**
     * Those of a binomial model.
     *
     * @throws UnsupportedOperationException if the model is multinomial
     */
    public Vector coefficients() {
        requireOneMargin("coefficientMatrix");
        return weights.coefficients(0);
    }

    /**
     * That of a binomial model.
     *
     * @throws UnsupportedOperationException if the model is multinomial
     */
    public double intercept() {
        requireOneMargin("interceptVector");
        return weights.intercepts().apply(0);
    }

    private void requireOneMargin(String instead) {
        if (weights.margins() > 1) {
            throw new UnsupportedOperationException(
                    "%s is multinomial: a set of coefficients for each class; take %s".formatted(uid(), instead));
        }
    }

    @Override
    public int numClasses() {
        return Math.max(2, weights.margins());
    }

    @Override
    public int numFeatures() {
        return weights.features();
    }

    /** Whether it comes from a fit, and not from a file. */
    public boolean hasSummary() {
        return summary != null;
    }

    /**
     * How the fit went.
     *
     * @throws IllegalStateException if the model comes from a file
     */
    public SGDTrainingSummary summary() {
        if (summary == null) {
            throw new IllegalStateException(uid() + " has no training summary: it was not fitted here, but read");
        }
        return summary;
    }

    @Override
    public Vector predictRaw(Vector features) {
        weights.requireFitting(features);
        double[] raw = new double[numClasses()];
        if (weights.margins() == 1) {
            raw[1] = weights.margin(0, features);
            raw[0] = -raw[1];
        } else {
            for (int margin = 0; margin < raw.length; margin++) {
                raw[margin] = weights.margin(margin, features);
            }
        }
        return new DenseVector(raw);
    }

    @Override
    public Vector raw2probabilityInPlace(Vector raw) {
        if (!LossChoice.hasProbabilities(weights.kind())) {
            throw new UnsupportedOperationException(
                    "%s: the loss %s gives no probabilities; set probabilityCol to the empty name, and no thresholds"
                            .formatted(uid(), weights.kind()));
        }
        double[] values = ((DenseVector) raw).values();
        if (weights.margins() == 1) {
            double margin = values[1];
            values[0] = LogisticLoss.probability(-margin);
            values[1] = LogisticLoss.probability(margin);
        } else {
            SoftmaxCrossEntropy.probabilities(values);
        }
        return raw;
    }

    /** Of Spark's own summaries of evaluations, which this model has none of. Java sees it twice, and needs it said. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Tuple3 findSummaryModel() {
        return new Tuple3<>(this, getProbabilityCol(), getPredictionCol());
    }

    /**
     * The model as a document of PMML 4.4, as {@code export} writes it for models of the command; its classes are
     * {@code 0}, {@code 1}, … {@code thresholds} are no part of it.
     *
     * @param featureNames a name a feature, in the order of the vector; none for {@code x0}, {@code x1}, …
     * @throws IllegalArgumentException if there are more names, or fewer
     * @throws dev.glissade.config.UserError if two features have one name, or XML cannot hold it
     */
    public String toPMML(String... featureNames) {
        return Pmml.ofClassifier(weights, numClasses(), getLabelCol(), List.of(featureNames));
    }

    @Override
    public SGDClassificationModel copy(ParamMap extra) {
        SGDClassificationModel copy = copyValues(new SGDClassificationModel(uid(), weights), extra);
        return copy.setParent(parent()).with(summary);
    }

    @Override
    public MLWriter write() {
        return new ModelFiles.Writer(this, weights);
    }

    /** Reads models that were saved. */
    public static MLReader<SGDClassificationModel> read() {
        return new ModelFiles.Reader<>(SGDClassificationModel.class, SGDClassificationModel::new);
    }

    /** Reads one. */
    public static SGDClassificationModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return "SGDClassificationModel: uid=%s, numClasses=%d, numFeatures=%d"
                .formatted(uid(), numClasses(), numFeatures());
    }
}
