package dev.glissade.linalg;

/** Loops of plain Java. */
final class PlainLoops implements Loops {

    @Override
    public double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 7 < length; i += 8) {
            int p = aFrom + i;
            int q = bFrom + i;
            s0 += a[p] * b[q];
            s1 += a[p + 1] * b[q + 1];
            s2 += a[p + 2] * b[q + 2];
            s3 += a[p + 3] * b[q + 3];
            s4 += a[p + 4] * b[q + 4];
            s5 += a[p + 5] * b[q + 5];
            s6 += a[p + 6] * b[q + 6];
            s7 += a[p + 7] * b[q + 7];
        }
        double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @Override
    public double dot(float[] a, int aFrom, double[] b, int bFrom, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 7 < length; i += 8) {
            int p = aFrom + i;
            int q = bFrom + i;
            s0 += a[p] * b[q];
            s1 += a[p + 1] * b[q + 1];
            s2 += a[p + 2] * b[q + 2];
            s3 += a[p + 3] * b[q + 3];
            s4 += a[p + 4] * b[q + 4];
            s5 += a[p + 5] * b[q + 5];
            s6 += a[p + 6] * b[q + 6];
            s7 += a[p + 7] * b[q + 7];
        }
        double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @Override
    public void addScaled(double factor, double[] x, int xFrom, double[] target, int targetFrom, int length) {
        for (int i = 0; i < length; i++) {
            target[targetFrom + i] += factor * x[xFrom + i];
        }
    }

    @Override
    public void addScaled(double factor, float[] x, int xFrom, double[] target, int targetFrom, int length) {
        for (int i = 0; i < length; i++) {
            target[targetFrom + i] += factor * x[xFrom + i];
        }
    }

    @Override
    public void addFour(double[] factors, double[] x, int[] from, double[] target, int length) {
        double f0 = factors[0];
        double f1 = factors[1];
        double f2 = factors[2];
        double f3 = factors[3];
        int p0 = from[0];
        int p1 = from[1];
        int p2 = from[2];
        int p3 = from[3];
        for (int i = 0; i < length; i++) {
            target[i] = (((target[i] + f0 * x[p0 + i]) + f1 * x[p1 + i]) + f2 * x[p2 + i]) + f3 * x[p3 + i];
        }
    }

    @Override
    public void addFour(double[] factors, float[] x, int[] from, double[] target, int length) {
        double f0 = factors[0];
        double f1 = factors[1];
        double f2 = factors[2];
        double f3 = factors[3];
        int p0 = from[0];
        int p1 = from[1];
        int p2 = from[2];
        int p3 = from[3];
        for (int i = 0; i < length; i++) {
            target[i] = (((target[i] + f0 * x[p0 + i]) + f1 * x[p1 + i]) + f2 * x[p2 + i]) + f3 * x[p3 + i];
        }
    }

    @Override
    public void dots(double[] x, int[] indices, int from, int count, double[] table, double[] sums) {
        int width = sums.length;
        for (int group = 0; group < width; group += Kernels.GROUP) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int i = 0; i < count; i++) {
                double value = x[i];
                int at = indices[from + i] * width + group;
                s0 += value * table[at];
                s1 += value * table[at + 1];
                s2 += value * table[at + 2];
                s3 += value * table[at + 3];
            }
            sums[group] = s0;
            sums[group + 1] = s1;
            sums[group + 2] = s2;
            sums[group + 3] = s3;
        }
    }

    @Override
    public void addScaledToAll(double[] factors, double[] x, int[] indices, int from, int count, double[] table) {
        int width = factors.length;
        for (int group = 0; group < width; group += Kernels.GROUP) {
            double f0 = factors[group];
            double f1 = factors[group + 1];
            double f2 = factors[group + 2];
            double f3 = factors[group + 3];
            for (int i = 0; i < count; i++) {
                double value = x[i];
                int at = indices[from + i] * width + group;
                table[at] += f0 * value;
                table[at + 1] += f1 * value;
                table[at + 2] += f2 * value;
                table[at + 3] += f3 * value;
            }
        }
    }
}
