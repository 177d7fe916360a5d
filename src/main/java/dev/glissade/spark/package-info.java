/**
 * Gradients summed on a Spark cluster: one job an answer, the bits of the in-memory source.
 *
 * <p>{@link dev.glissade.spark.SparkGradientSource} ships the requests with their parameters to the tasks, inside the tasks'
 * function while they are small and by a broadcast beyond. A task samples and sums the slices of its partition on its own;
 * partitions hold whole, neighbouring slices, whose sums collapse before anything is sent. The sums are merged at the
 * driver, or on the executors first where they are many or large. Merging is commutative and associative to the bit, so
 * partitions, cores, retries and the depth of the merging change the time and nothing else.
 *
 * <p>The time of an answer is taken apart by phase, at the driver and in the tasks, and sent back beside the sums.
 *
 * <p>Sizes are in bytes, 8 a parameter; times in nanoseconds. Functions are named classes that capture what they need and
 * nothing more; a broadcast is destroyed before its answer is given.
 */
package dev.glissade.spark;
