package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both implementations have the bits of loops that spell out the order of operations. */
class LoopsTest {

    private static final int OFFSET = 3;
    private static final double[] SPECIAL = {0, -0.0, Double.MIN_VALUE, 1e-310, 1e308, -1e308, 1, -1};
    private static final double[] NOT_FINITE = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    static Stream<Loops> loops() {
        return Stream.of(new PlainLoops(), Loops.best());
    }

    /** Where the module is, and the class was built. */
    @Test
    void vectorsAreTakenWhereTheyAre() {
        assumeThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
        assumeThat(Loops.class.getResource("VectorLoops.class")).isNotNull();
        assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
        assertThat(Loops.best().getClass().getSimpleName()).isEqualTo("VectorLoops");
    }

    /** Prints the loops that its JVM takes. */
    static final class Taken {

        private Taken() {}

        public static void main(String[] arguments) {
            System.out.println(Loops.best().getClass().getSimpleName());
        }
    }

    /** Each vector would be an object there. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-Xint"})
    void vectorsAreNotTakenWithoutTheOptimizingCompiler(String option) throws IOException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taken.class.getName())
                .start();
        assertThat(java.inputReader().readLine()).isEqualTo("PlainLoops");
    }

    /** Random values, some of them special, and in every third array some that are not finite. */
    private static double[] numbers(SplittableRandom random, int length) {
        double[] numbers = new double[length];
        boolean finite = random.nextInt(3) > 0;
        for (int i = 0; i < length; i++) {
            numbers[i] = random.nextDouble(-2, 2);
            if (random.nextInt(8) == 0) {
                numbers[i] = SPECIAL[random.nextInt(SPECIAL.length)];
            } else if (!finite && random.nextInt(40) == 0) {
                numbers[i] = NOT_FINITE[random.nextInt(NOT_FINITE.length)];
            }
        }
        return numbers;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private static double[] doubles(float[] numbers) {
        return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
    }

    /** Lengths from 0 to past three vectors, and some long ones; a seed each. */
    private static void forEachLength(Consumer<SplittableRandom> check, int[] length) {
        for (int n : IntStream.concat(IntStream.range(0, 75), IntStream.of(100, 257, 1000))
                .toArray()) {
            length[0] = n;
            for (int seed = 0; seed < 6; seed++) {
                check.accept(new SplittableRandom(1000L * n + seed));
            }
        }
    }

    private static double slowDot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        double[] sums = new double[8];
        int whole = length / 8 * 8;
        for (int i = 0; i < whole; i++) {
            sums[i % 8] += a[aFrom + i] * b[bFrom + i];
        }
        double sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        for (int i = whole; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("loops")
    void dots(Loops loops) {
        int[] length = new int[1];
        forEachLength(
                random -> {
                    double[] a = numbers(random, length[0] + OFFSET);
                    double[] b = numbers(random, length[0] + 2 * OFFSET);
                    assertThat(new double[] {loops.dot(a, OFFSET, b, 2 * OFFSET, length[0])})
                            .containsExactly(slowDot(a, OFFSET, b, 2 * OFFSET, length[0]));
                    float[] narrow = floats(a);
                    assertThat(new double[] {loops.dot(narrow, OFFSET, b, 1, length[0])})
                            .containsExactly(slowDot(doubles(narrow), OFFSET, b, 1, length[0]));
                },
                length);
    }

    private static double[] slowSum(double[] target, int targetFrom, double factor, double[] x, int from, int length) {
        double[] sum = target.clone();
        for (int i = 0; i < length; i++) {
            sum[targetFrom + i] = sum[targetFrom + i] + factor * x[from + i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("loops")
    void addsScaledRows(Loops loops) {
        int[] length = new int[1];
        forEachLength(
                random -> {
                    double[] x = numbers(random, length[0] + OFFSET);
                    float[] narrow = floats(x);
                    double factor = numbers(random, 1)[0];
                    double[] target = numbers(random, length[0] + 2);
                    double[] expected = slowSum(target, 1, factor, x, OFFSET, length[0]);
                    double[] expectedOfFloats = slowSum(target, 1, factor, doubles(narrow), OFFSET, length[0]);
                    double[] again = target.clone();
                    loops.addScaled(factor, x, OFFSET, target, 1, length[0]);
                    loops.addScaled(factor, narrow, OFFSET, again, 1, length[0]);
                    assertThat(target).isEqualTo(expected);
                    assertThat(again).isEqualTo(expectedOfFloats);
                },
                length);
    }

    @ParameterizedTest
    @MethodSource("loops")
    void addsFourRowsOneAfterTheOther(Loops loops) {
        int[] length = new int[1];
        forEachLength(
                random -> {
                    double[] x = numbers(random, 5 * length[0]);
                    float[] narrow = floats(x);
                    double[] factors = numbers(random, 4);
                    int[] from = {3 * length[0], 0, 4 * length[0], 0};
                    double[] target = numbers(random, length[0]);
                    double[] again = target.clone();
                    double[] expected = target;
                    double[] expectedOfFloats = target;
                    for (int row = 0; row < 4; row++) {
                        expected = slowSum(expected, 0, factors[row], x, from[row], length[0]);
                        expectedOfFloats =
                                slowSum(expectedOfFloats, 0, factors[row], doubles(narrow), from[row], length[0]);
                    }
                    double[] sum = target.clone();
                    loops.addFour(factors, x, from, sum, length[0]);
                    loops.addFour(factors, narrow, from, again, length[0]);
                    assertThat(sum).isEqualTo(expected);
                    assertThat(again).isEqualTo(expectedOfFloats);
                },
                length);
    }

    @ParameterizedTest
    @MethodSource("loops")
    void tablesOfSeveralNumbersAnIndex(Loops loops) {
        for (int width = 4; width <= 28; width += 4) {
            for (int count = 0; count < 20; count++) {
                SplittableRandom random = new SplittableRandom(100L * width + count);
                double[] x = numbers(random, count);
                int[] indices = random.ints(count + 2L, 0, 9).toArray();
                double[] table = numbers(random, 9 * width);
                double[] factors = numbers(random, width);
                double[] sums = new double[width];
                double[] added = table.clone();
                for (int i = 0; i < count; i++) {
                    for (int k = 0; k < width; k++) {
                        sums[k] += x[i] * table[indices[2 + i] * width + k];
                        added[indices[2 + i] * width + k] += factors[k] * x[i];
                    }
                }
                double[] found = new double[width];
                Arrays.fill(found, 7);
                loops.dots(x, indices, 2, count, table, found);
                assertThat(found).isEqualTo(sums);
                loops.addScaledToAll(factors, x, indices, 2, count, table);
                assertThat(table).isEqualTo(added);
            }
        }
    }
}
