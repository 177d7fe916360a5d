package dev.glissade.ml;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/** What {@link SGDRegressor} fits: predictions xᵀw + b. */
public final class SGDRegressionModel extends RegressionModel<Vector, SGDRegressionModel>
        implements SGDRegressorParams, MLWritable {

    private static final long serialVersionUID = 1L;

    private final HeldParams held;
    private final LinearWeights weights;
    /** Stays with the driver; null for a model that was read. */
    private transient SGDTrainingSummary summary;

    /** Set by {@link #uid()}, which Spark's constructors call first: an initialiser would undo that. */
    private String name;

    SGDRegressionModel(String uid, LinearWeights weights) {
        this(StageName.given(uid), weights);
    }

    private SGDRegressionModel(StageName taken, LinearWeights weights) {
        taken.requireTaken();
        this.weights = weights;
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

    LinearWeights weights() {
        return weights;
    }

    SGDRegressionModel with(SGDTrainingSummary how) {
        summary = how;
        return this;
    }

    /** w. */
    public Vector coefficients() {
        return weights.coefficients(0);
    }

    /** b; 0 where none is fitted. */
    public double intercept() {
        return weights.intercepts().apply(0);
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
    public double predict(Vector features) {
        weights.requireFitting(features);
        return weights.margin(0, features);
    }

    /**
     * The model as a document of PMML 4.4, as {@code export} writes it for models of the command; a regression.
     *
     * @param featureNames a name a feature, in the order of the vector; none for {@code x0}, {@code x1}, …
     * @throws IllegalArgumentException if there are more names, or fewer
     * @throws dev.glissade.config.UserError if two features have one name, or XML cannot hold it
     */
    public String toPMML(String... featureNames) {
        return Pmml.ofRegressor(weights, getLabelCol(), List.of(featureNames));
    }

    @Override
    public SGDRegressionModel copy(ParamMap extra) {
        SGDRegressionModel copy = copyValues(new SGDRegressionModel(uid(), weights), extra);
        return copy.setParent(parent()).with(summary);
    }

    @Override
    public MLWriter write() {
        return new ModelFiles.Writer(this, weights);
    }

    /** Reads models that were saved. */
    public static MLReader<SGDRegressionModel> read() {
        return new ModelFiles.Reader<>(SGDRegressionModel.class, SGDRegressionModel::new);
    }

    /** Reads one. */
    public static SGDRegressionModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return "SGDRegressionModel: uid=%s, numFeatures=%d".formatted(uid(), numFeatures());
    }
}
