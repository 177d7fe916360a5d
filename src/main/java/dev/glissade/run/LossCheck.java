package dev.glissade.run;

import dev.glissade.config.UserError;
import dev.glissade.gradient.GradientCheck;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.loss.PointwiseLoss;
import dev.glissade.model.Model;
import dev.glissade.model.RowObjective;
import java.util.Random;

/** Tests a user's loss on generated rows: its gradient against differences of its value, and its bound on curvature. */
public final class LossCheck {

    private static final int ROWS = 20;
    private static final int POINTS = 50;
    private static final double STRETCH = 1e-5;
    private static final double TOLERANCE = 1e-5;

    private final String name;
    private final Random random = new Random(0);

    /** @param name of the class */
    public LossCheck(String name) {
        this.name = name;
    }

    /**
     * Checks the class.
     *
     * @param features of the rows that a row objective is given, at least 1
     * @return one line that says what was found good
     * @throws UserError naming the first point at which it fails
     */
    public String run(int features) {
        Object loss = ModelFamily.userLoss(name);
        return loss instanceof PointwiseLoss ofMargin ? ofMargin(ofMargin) : ofRow((RowObjective) loss, features);
    }

    private String ofMargin(PointwiseLoss loss) {
        double worst = 0;
        for (int point = 0; point < POINTS; point++) {
            double margin = 3 * random.nextGaussian();
            double label = label(loss.forClasses());
            double difference =
                    (loss.value(margin + STRETCH, label) - loss.value(margin - STRETCH, label)) / (2 * STRETCH);
            double slope = loss.slope(margin, label);
            double error = Math.abs(slope - difference) / (1 + Math.abs(difference));
            if (!(error <= TOLERANCE)) {
                throw new UserError("%s: at margin %s, label %s the slope is %s, but differences of the value give %s"
                        .formatted(name, margin, label, slope, difference));
            }
            worst = Math.max(worst, error);
            checkCurvature(loss, margin, label);
            checkEvaluation(loss, margin, label);
        }
        return "%s: the slope agrees with differences of the value at %d points, to %.1e; curvature at most %s"
                .formatted(name, POINTS, worst, loss.curvature());
    }

    private void checkCurvature(PointwiseLoss loss, double margin, double label) {
        double second = (loss.slope(margin + STRETCH, label) - loss.slope(margin - STRETCH, label)) / (2 * STRETCH);
        if (second > loss.curvature() * (1 + 1e-4) + 1e-6) {
            throw new UserError("%s: curvature() is %s, but at margin %s, label %s the slope changes by %s a margin"
                    .formatted(name, loss.curvature(), margin, label, second));
        }
    }

    /** Of several rows at once, which a class may do in a way of its own. */
    private void checkEvaluation(PointwiseLoss loss, double margin, double label) {
        double[] slopes = {margin, margin};
        double sum = loss.evaluate(2, slopes, new double[] {label, label}, new double[] {1, 3}, 0);
        double value = loss.value(margin, label);
        double slope = loss.slope(margin, label);
        boolean agrees = near(sum, 4 * value) && near(slopes[0], slope) && near(slopes[1], 3 * slope);
        if (!agrees) {
            throw new UserError(
                    ("%s: at margin %s, label %s evaluate gives the value %s and the slopes %s and %s for two rows of weights"
                                    + " 1 and 3, where value and slope give %s, %s and %s")
                            .formatted(name, margin, label, sum, slopes[0], slopes[1], 4 * value, slope, 3 * slope));
        }
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) <= 1e-9 * (1 + Math.abs(other));
    }

    private String ofRow(RowObjective objective, int features) {
        double worst = 0;
        int parameters = 0;
        for (int point = 0; point < POINTS; point++) {
            Model model = ModelFamily.ofRow(objective, features);
            parameters = model.layout().size();
            GradientCheck check = GradientCheck.at(rows(model, objective.forClasses()), gaussian(parameters));
            if (!check.passed()) {
                throw new UserError(
                        ("%s: on rows of %d features the gradient's parameter %d is %s, but differences of the"
                                        + " value give %s")
                                .formatted(name, features, check.parameter(), check.gradient(), check.difference()));
            }
            worst = Math.max(worst, Math.abs(check.gradient() - check.difference()));
        }
        return "%s: the gradient agrees with differences of the value at %d points of %d parameters, to %.1e"
                .formatted(name, POINTS, parameters, worst);
    }

    private InMemoryGradientSource rows(Model model, boolean forClasses) {
        double[] labels = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            labels[row] = label(forClasses);
        }
        double[] values = gaussian(ROWS * model.features()).toArray();
        RowBlock rows = new DenseRows(model.features(), values, labels, null);
        return new InMemoryGradientSource(model, new SliceGroup(0, new RowBlock[] {rows}));
    }

    private double label(boolean forClasses) {
        double draw = random.nextGaussian();
        return forClasses ? Math.copySign(1, draw) : draw;
    }

    private DenseVector gaussian(int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextGaussian();
        }
        return DenseVector.wrap(values);
    }
}
