package dev.glissade.solver;

import breeze.linalg.DenseVector$mcD$sp;
import breeze.optimize.DiffFunction;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.GradientSum;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.penalty.Penalty;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import scala.Tuple2;

/** The mean loss and the smooth part of the penalty, as Breeze wants to see them; counts the passes that this takes. */
final class SmoothObjective {

    private final GradientSource data;
    private final Penalty smooth;
    private Answer last;
    private long passes;

    /** What the function is at a point. */
    private record Answer(DenseVector point, double value, DenseVector gradient) {}

    SmoothObjective(GradientSource data, Penalty penalty) {
        this.data = data;
        this.smooth = new Penalty(0, penalty.l2(), penalty.layout());
    }

    /** How often value and gradient were worked out, each time over all rows. */
    long passes() {
        return passes;
    }

    /** The part of the penalty that is in the function. */
    double smoothPenalty(DenseVector point) {
        return smooth.value(point);
    }

    /**
     * This function for Breeze. The compiler lets no Java class or lambda implement Breeze's interface, because it inherits
     * two methods {@code apply} that differ by their result alone; the virtual machine does not mind. Of its methods only
     * {@code calculate} has no default.
     */
    @SuppressWarnings("unchecked")
    DiffFunction<breeze.linalg.DenseVector<Object>> asBreeze() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType type = MethodType.methodType(Tuple2.class, Object.class);
        try {
            MethodHandle calculate = lookup.findVirtual(SmoothObjective.class, "calculate", type);
            return (DiffFunction<breeze.linalg.DenseVector<Object>>) LambdaMetafactory.metafactory(
                            lookup,
                            "calculate",
                            MethodType.methodType(DiffFunction.class, SmoothObjective.class),
                            type,
                            calculate,
                            type)
                    .getTarget()
                    .invoke(this);
        } catch (Throwable impossible) {
            throw new IllegalStateException("Breeze's function has one method to implement, calculate", impossible);
        }
    }

    /** Value and gradient, as Breeze calls it; found by its name. */
    Tuple2<Object, Object> calculate(Object at) {
        DenseVector point = ofBreeze((breeze.linalg.DenseVector<?>) at);
        // Breeze asks once more for the point that its line search ended at
        if (last == null || !last.point().equals(point)) {
            last = at(point);
        }
        return new Tuple2<>(last.value(), toBreeze(last.gradient()));
    }

    private Answer at(DenseVector point) {
        passes++;
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(point)));
        double loss = sum.losses().get(0) / data.totalWeight();
        DenseVector gradient = sum.gradients().get(0).times(1 / data.totalWeight());
        return new Answer(point, loss + smooth.value(point), smooth.addSmoothGradient(gradient, point));
    }

    static breeze.linalg.DenseVector<Object> toBreeze(DenseVector vector) {
        return new DenseVector$mcD$sp(vector.toArray());
    }

    static DenseVector ofBreeze(breeze.linalg.DenseVector<?> vector) {
        return DenseVector.of((double[]) vector.data());
    }
}
