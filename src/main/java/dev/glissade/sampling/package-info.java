/**
 * Which rows belong to a batch: a pure function of the seed, the position in the run and the sizes of the slices.
 *
 * <p>No generator with a state is carried along. Random bits come from hashing a key and counters, numbers of rows go
 * down the tree over the slices ({@link dev.glissade.sampling.SliceTree}) node by node, and each slice takes its rows from
 * an order of its own that needs no memory. So a task works out its slices' rows by itself, the same on every machine and
 * at every attempt, in time proportional to the rows drawn.
 *
 * <p>Steps, epochs, slices, rows and places in an order count from 0. Every row is equally likely. A batch has its exact
 * size, but for {@link dev.glissade.sampling.BernoulliBatch}, whose size is an expectation, and an epoch's last batch.
 */
package dev.glissade.sampling;
