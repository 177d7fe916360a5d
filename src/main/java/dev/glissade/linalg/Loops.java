package dev.glissade.linalg;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The innermost loops of {@link Kernels}, each with one fixed order of operations. There are two implementations with the same
 * bits: one in plain Java, and one with vectors of a fixed number of lanes, for virtual machines that have the module for these.
 */
interface Loops {

    /** As {@link Kernels#dot(double[], int, double[], int, int)}. */
    double dot(double[] a, int aFrom, double[] b, int bFrom, int length);

    /** As {@link Kernels#dot(float[], int, double[], int, int)}. */
    double dot(float[] a, int aFrom, double[] b, int bFrom, int length);

    /** As {@link Kernels#addScaled(double, double[], int, double[], int, int)}. */
    void addScaled(double factor, double[] x, int xFrom, double[] target, int targetFrom, int length);

    /** As {@link Kernels#addScaled(double, float[], int, double[], int, int)}. */
    void addScaled(double factor, float[] x, int xFrom, double[] target, int targetFrom, int length);

    /** As {@link Kernels#addFour(double[], double[], int[], double[], int)}. */
    void addFour(double[] factors, double[] x, int[] from, double[] target, int length);

    /** As {@link Kernels#addFour(double[], float[], int[], double[], int)}. */
    void addFour(double[] factors, float[] x, int[] from, double[] target, int length);

    /** As {@link Kernels#dots}. */
    void dots(double[] x, int[] indices, int from, int count, double[] table, double[] sums);

    /** As {@link Kernels#addScaledToAll}. */
    void addScaledToAll(double[] factors, double[] x, int[] indices, int from, int count, double[] table);

    /** Those with vectors where they are there and fast, else the plain ones. */
    static Loops best() {
        try {
            Iterator<Loops> others = ServiceLoader.load(Loops.class, Loops.class.getClassLoader())
                    .iterator();
            return others.hasNext() ? others.next() : new PlainLoops();
        } catch (ServiceConfigurationError | LinkageError notThere) {
            return new PlainLoops();
        }
    }
}
