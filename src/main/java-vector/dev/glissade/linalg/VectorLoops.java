package dev.glissade.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over vectors of four doubles, whatever the machine would prefer: the order of additions is that of {@link PlainLoops},
 * and so are the bits. Products and sums are rounded one by one, never fused.
 */
public final class VectorLoops implements Loops {

    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Float> FOUR_FLOATS = FloatVector.SPECIES_128;
    private static final int LANES = 4;

    /** Below, the vectors cost more than they save. */
    private static final int SHORTEST = 24;

    private final PlainLoops plain = new PlainLoops();

    /** @throws UnsupportedOperationException if this machine has no vectors of four doubles, or this JVM does not compile to them */
    public VectorLoops() {
        String mode = System.getProperty("java.vm.info", "");
        if (mode.contains("emulated-client") || mode.contains("interpreted mode")) {
            throw new UnsupportedOperationException("vectors would be objects without the JVM's optimizing compiler");
        }
        if (DoubleVector.SPECIES_PREFERRED.length() < LANES) {
            throw new UnsupportedOperationException("vectors of four doubles would be emulated");
        }
    }

    @Override
    public double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        if (length < SHORTEST) {
            return plain.dot(a, aFrom, b, bFrom, length);
        }
        DoubleVector left = DoubleVector.zero(FOUR);
        DoubleVector right = DoubleVector.zero(FOUR);
        int i = 0;
        for (; i + 7 < length; i += 8) {
            left = left.add(four(a, aFrom + i).mul(four(b, bFrom + i)));
            right = right.add(four(a, aFrom + i + LANES).mul(four(b, bFrom + i + LANES)));
        }
        double sum = pairs(left) + pairs(right);
        for (; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @Override
    public double dot(float[] a, int aFrom, double[] b, int bFrom, int length) {
        if (length < SHORTEST) {
            return plain.dot(a, aFrom, b, bFrom, length);
        }
        DoubleVector left = DoubleVector.zero(FOUR);
        DoubleVector right = DoubleVector.zero(FOUR);
        int i = 0;
        for (; i + 7 < length; i += 8) {
            left = left.add(four(a, aFrom + i).mul(four(b, bFrom + i)));
            right = right.add(four(a, aFrom + i + LANES).mul(four(b, bFrom + i + LANES)));
        }
        double sum = pairs(left) + pairs(right);
        for (; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    private static DoubleVector four(double[] x, int from) {
        return DoubleVector.fromArray(FOUR, x, from);
    }

    private static DoubleVector four(float[] x, int from) {
        return (DoubleVector) FloatVector.fromArray(FOUR_FLOATS, x, from).convertShape(VectorOperators.F2D, FOUR, 0);
    }

    private static double pairs(DoubleVector sums) {
        return (sums.lane(0) + sums.lane(1)) + (sums.lane(2) + sums.lane(3));
    }

    @Override
    public void addScaled(double factor, double[] x, int xFrom, double[] target, int targetFrom, int length) {
        DoubleVector factors = DoubleVector.broadcast(FOUR, factor);
        int i = 0;
        for (; i + 3 < length; i += LANES) {
            four(target, targetFrom + i).add(four(x, xFrom + i).mul(factors)).intoArray(target, targetFrom + i);
        }
        for (; i < length; i++) {
            target[targetFrom + i] += factor * x[xFrom + i];
        }
    }

    @Override
    public void addScaled(double factor, float[] x, int xFrom, double[] target, int targetFrom, int length) {
        DoubleVector factors = DoubleVector.broadcast(FOUR, factor);
        int i = 0;
        for (; i + 3 < length; i += LANES) {
            four(target, targetFrom + i).add(four(x, xFrom + i).mul(factors)).intoArray(target, targetFrom + i);
        }
        for (; i < length; i++) {
            target[targetFrom + i] += factor * x[xFrom + i];
        }
    }

    @Override
    public void addFour(double[] factors, double[] x, int[] from, double[] target, int length) {
        DoubleVector f0 = DoubleVector.broadcast(FOUR, factors[0]);
        DoubleVector f1 = DoubleVector.broadcast(FOUR, factors[1]);
        DoubleVector f2 = DoubleVector.broadcast(FOUR, factors[2]);
        DoubleVector f3 = DoubleVector.broadcast(FOUR, factors[3]);
        int p0 = from[0];
        int p1 = from[1];
        int p2 = from[2];
        int p3 = from[3];
        int i = 0;
        for (; i + 3 < length; i += LANES) {
            four(target, i)
                    .add(four(x, p0 + i).mul(f0))
                    .add(four(x, p1 + i).mul(f1))
                    .add(four(x, p2 + i).mul(f2))
                    .add(four(x, p3 + i).mul(f3))
                    .intoArray(target, i);
        }
        for (; i < length; i++) {
            target[i] = (((target[i] + factors[0] * x[p0 + i]) + factors[1] * x[p1 + i]) + factors[2] * x[p2 + i])
                    + factors[3] * x[p3 + i];
        }
    }

    @Override
    public void addFour(double[] factors, float[] x, int[] from, double[] target, int length) {
        DoubleVector f0 = DoubleVector.broadcast(FOUR, factors[0]);
        DoubleVector f1 = DoubleVector.broadcast(FOUR, factors[1]);
        DoubleVector f2 = DoubleVector.broadcast(FOUR, factors[2]);
        DoubleVector f3 = DoubleVector.broadcast(FOUR, factors[3]);
        int p0 = from[0];
        int p1 = from[1];
        int p2 = from[2];
        int p3 = from[3];
        int i = 0;
        for (; i + 3 < length; i += LANES) {
            four(target, i)
                    .add(four(x, p0 + i).mul(f0))
                    .add(four(x, p1 + i).mul(f1))
                    .add(four(x, p2 + i).mul(f2))
                    .add(four(x, p3 + i).mul(f3))
                    .intoArray(target, i);
        }
        for (; i < length; i++) {
            target[i] = (((target[i] + factors[0] * x[p0 + i]) + factors[1] * x[p1 + i]) + factors[2] * x[p2 + i])
                    + factors[3] * x[p3 + i];
        }
    }

    /** Three groups at a time, then those that are left. */
    @Override
    public void dots(double[] x, int[] indices, int from, int count, double[] table, double[] sums) {
        int width = sums.length;
        int group = 0;
        for (; group + 2 * LANES < width; group += 3 * LANES) {
            DoubleVector s0 = DoubleVector.zero(FOUR);
            DoubleVector s1 = DoubleVector.zero(FOUR);
            DoubleVector s2 = DoubleVector.zero(FOUR);
            for (int i = 0; i < count; i++) {
                DoubleVector value = DoubleVector.broadcast(FOUR, x[i]);
                int at = indices[from + i] * width + group;
                s0 = s0.add(four(table, at).mul(value));
                s1 = s1.add(four(table, at + LANES).mul(value));
                s2 = s2.add(four(table, at + 2 * LANES).mul(value));
            }
            s0.intoArray(sums, group);
            s1.intoArray(sums, group + LANES);
            s2.intoArray(sums, group + 2 * LANES);
        }
        for (; group < width; group += LANES) {
            DoubleVector sum = DoubleVector.zero(FOUR);
            for (int i = 0; i < count; i++) {
                sum = sum.add(four(table, indices[from + i] * width + group).mul(x[i]));
            }
            sum.intoArray(sums, group);
        }
    }

    @Override
    public void addScaledToAll(double[] factors, double[] x, int[] indices, int from, int count, double[] table) {
        int width = factors.length;
        int group = 0;
        for (; group + 2 * LANES < width; group += 3 * LANES) {
            DoubleVector f0 = four(factors, group);
            DoubleVector f1 = four(factors, group + LANES);
            DoubleVector f2 = four(factors, group + 2 * LANES);
            for (int i = 0; i < count; i++) {
                DoubleVector value = DoubleVector.broadcast(FOUR, x[i]);
                int at = indices[from + i] * width + group;
                four(table, at).add(f0.mul(value)).intoArray(table, at);
                four(table, at + LANES).add(f1.mul(value)).intoArray(table, at + LANES);
                four(table, at + 2 * LANES).add(f2.mul(value)).intoArray(table, at + 2 * LANES);
            }
        }
        for (; group < width; group += LANES) {
            DoubleVector ofGroup = four(factors, group);
            for (int i = 0; i < count; i++) {
                int at = indices[from + i] * width + group;
                four(table, at).add(ofGroup.mul(x[i])).intoArray(table, at);
            }
        }
    }
}
