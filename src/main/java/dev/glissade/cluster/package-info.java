/**
 * A real Spark standalone cluster on this machine's loopback, for trying and testing: one master and some workers,
 * each a process of its own.
 *
 * <p>{@link dev.glissade.cluster.StandaloneCluster} starts, finds and stops it; what runs is written down in a
 * directory as {@link dev.glissade.cluster.ClusterState}, so that a later command finds it. Nothing here needs Spark
 * on the class path: the processes get it from a {@link dev.glissade.cluster.SparkInstallation}.
 */
package dev.glissade.cluster;
